import { Link } from 'wouter';
import { SecretDialog } from '../../components/secret-dialog.tsx';
import { useText } from '../../text/texts.ts';
import { EnableDialog, RemoveDialog, RotateDialog } from './acts.tsx';
import type { Begin, Doing } from './doing.ts';
import { WebhookDialog } from './form.tsx';
import { TestDialog } from './test-dialog.tsx';
import { actTexts } from './texts.ts';
import { nameOf, type Webhook } from './webhook.ts';

const Secret = ({
	webhook,
	secret,
	onClose,
}: {
	readonly webhook: Webhook;
	readonly secret: string;
	readonly onClose: () => void;
}) => {
	const t = useText(actTexts);
	return (
		<SecretDialog
			title={t.secretOf(nameOf(webhook))}
			secret={secret}
			what={t.theSecret}
			onClose={onClose}
		>
			<p className="small">{webhook.format === 'vendor' ? t.verifyVendor : t.verify}</p>
			<p className="small">
				<Link href="/catalogue">{t.snippets}</Link>
			</p>
		</SecretDialog>
	);
};

/** The dialog of what is being done, for the list and for one webhook alike. */
export const Dialogs = ({
	doing,
	begin,
	stop,
	onRemoved,
}: {
	readonly doing: Doing | null;
	readonly begin: Begin;
	readonly stop: () => void;
	readonly onRemoved?: () => void;
}) => {
	if (doing === null) return null;
	if (doing.kind === 'add') {
		return (
			<WebhookDialog
				webhook={null}
				onClose={stop}
				onSaved={({ secret, ...webhook }) =>
					secret === undefined ? stop() : begin({ kind: 'secret', webhook, secret })
				}
			/>
		);
	}
	const { webhook } = doing;
	switch (doing.kind) {
		case 'edit':
			return <WebhookDialog webhook={webhook} onClose={stop} onSaved={stop} />;
		case 'remove':
			return <RemoveDialog webhook={webhook} onClose={stop} onRemoved={onRemoved} />;
		case 'enable':
			return <EnableDialog webhook={webhook} onClose={stop} />;
		case 'rotate':
			return (
				<RotateDialog
					webhook={webhook}
					onClose={stop}
					onRotated={(secret) => begin({ kind: 'secret', webhook, secret })}
				/>
			);
		case 'test':
			return <TestDialog webhook={webhook} onClose={stop} />;
		case 'secret':
			return <Secret webhook={webhook} secret={doing.secret} onClose={stop} />;
	}
};
