import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Card } from '../../components/page.tsx';
import { Badge, Notice } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey, type Vendor } from '../../vendor/query.ts';
import { SecretForm } from './secret-form.tsx';
import { secretTexts } from './secret-texts.ts';

type Props = { readonly source: Source; readonly vendor: Vendor };

const RemoveConfirm = ({
	source,
	secretId,
	onClose,
}: {
	readonly source: Source;
	readonly secretId: string;
	readonly onClose: () => void;
}) => {
	const t = useText(secretTexts);
	const remove = useAct(
		() =>
			answer(
				api.PATCH('/v1/sources/{id}', {
					params: { path: { id: source.id } },
					body: { remove_secret_ids: [secretId] },
				}),
			),
		{ changes: [sourcesKey], done: t.removed, onDone: onClose },
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.removeTitle}
			action={t.remove}
			busy={remove.isPending}
			onConfirm={() => remove.mutate(undefined)}
		>
			<p>{source.secrets.length > 1 ? t.removeSays : t.removeLast}</p>
		</Confirm>
	);
};

const SecretList = ({
	source,
	onRemove,
}: {
	readonly source: Source;
	readonly onRemove: (secretId: string) => void;
}) => {
	const t = useText(secretTexts);
	const { dateTime } = useFormat();
	return (
		<ul className="stack-small">
			{source.secrets.map(({ id, created_at }, index) => (
				<li key={id} className="row row-apart">
					<span className="row">
						{t.since(dateTime(created_at))}
						{index === 0 && source.secrets.length > 1 ? (
							<Badge dot={false}>{t.newest}</Badge>
						) : null}
					</span>
					<Button
						small
						kind="danger"
						aria-label={`${t.remove}: ${t.since(dateTime(created_at))}`}
						onClick={() => onRemove(id)}
					>
						{t.remove}
					</Button>
				</li>
			))}
		</ul>
	);
};

export const SecretsCard = ({ source, vendor }: Props) => {
	const t = useText(secretTexts);
	const [removing, setRemoving] = useState<string | null>(null);
	if (vendor.secret === 'none') {
		return (
			<Card title={t.title}>
				<p>{t.never(vendor.name)}</p>
			</Card>
		);
	}
	return (
		<Card title={t.title}>
			{source.secrets.length === 0 ? (
				<Notice tone="warn">{t[vendor.secret](vendor.name)}</Notice>
			) : (
				<>
					<SecretList source={source} onRemove={setRemoving} />
					<p className="small soft">{t.several}</p>
				</>
			)}
			<SecretForm source={source} vendor={vendor} action={t.add} />
			{removing === null ? null : (
				<RemoveConfirm source={source} secretId={removing} onClose={() => setRemoving(null)} />
			)}
		</Card>
	);
};
