import type { ReactNode } from 'react';
import { useText } from '../text/texts.ts';
import { Button } from './button.tsx';
import { Copyable } from './copy.tsx';
import { Dialog } from './dialog.tsx';
import { componentTexts } from './texts.ts';

/** A key or a secret that the service tells once. */
export const SecretDialog = ({
	title,
	secret,
	what,
	onClose,
	children,
}: {
	readonly title: string;
	readonly secret: string;
	/** Names it on the copy button, such as `the key`. */
	readonly what: string;
	readonly onClose: () => void;
	readonly children?: ReactNode;
}) => {
	const t = useText(componentTexts);
	return (
		<Dialog open onClose={onClose} title={title}>
			<p>{t.shownOnce}</p>
			<Copyable text={secret} what={what} />
			{children}
			<div className="form-actions">
				<Button kind="primary" onClick={onClose}>
					{t.kept}
				</Button>
			</div>
		</Dialog>
	);
};
