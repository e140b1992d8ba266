import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import type { components } from '../../api/schema.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choices.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { download } from '../../components/download.ts';
import { Card, Facts } from '../../components/page.tsx';
import { Notice } from '../../components/state.tsx';
import { toast } from '../../components/toast.ts';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { countTexts, privacyTexts } from './texts.ts';

export type Counts = components['schemas']['PersonalDataCounts'];
export type Person = { readonly phone?: string; readonly email?: string };

const order = [
	'messages',
	'deliveries',
	'open_deliveries',
	'attempts',
	'receipts',
	'samples',
	'filter_values',
	'sandbox_requests',
	'idempotency_records',
	'call_contexts',
] as const satisfies readonly (keyof Counts)[];

const CountList = ({ counts }: { readonly counts: Counts }) => {
	const t = useText(countTexts);
	const { number } = useFormat();
	return <Facts facts={order.map((key) => [t[key], number(counts[key])] as const)} />;
};

const EraseConfirm = ({
	person,
	counts,
	onClose,
	onErased,
}: {
	readonly person: Person;
	readonly counts: Counts;
	readonly onClose: () => void;
	readonly onErased: (gone: Counts) => void;
}) => {
	const t = useText(privacyTexts);
	const [understood, setUnderstood] = useState(false);
	const erase = useAct(() => answer(api.POST('/v1/personal-data/erase', { body: person })), {
		done: t.erased,
		onDone: onErased,
	});
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.eraseTitle}
			action={t.erase}
			busy={erase.isPending}
			disabled={!understood}
			onConfirm={() => erase.mutate(undefined)}
		>
			<p className="break strong">{[person.phone, person.email].filter(Boolean).join(' · ')}</p>
			<CountList counts={counts} />
			<p>{t.eraseSays}</p>
			<Checkbox label={t.understood} checked={understood} onChange={setUnderstood} />
		</Confirm>
	);
};

/** What is kept about a person, and what may be done with it. */
export const Found = ({
	person,
	counts,
	onErased,
}: {
	readonly person: Person;
	readonly counts: Counts;
	readonly onErased: (gone: Counts) => void;
}) => {
	const t = useText(privacyTexts);
	const [erasing, setErasing] = useState(false);
	const take = useAct(() => answer(api.POST('/v1/personal-data/export', { body: person })), {
		onDone: (found) => {
			download('personal-data.json', found);
			if (found.truncated) toast.failure(new Error(t.truncated));
			else toast.success(t.exported);
		},
	});
	const nothing = order.every((key) => counts[key] === 0);
	return (
		<Card title={t.found}>
			{nothing ? (
				<Notice tone="good">{t.nothing}</Notice>
			) : (
				<>
					<CountList counts={counts} />
					<div className="form-actions">
						<Button icon="download" busy={take.isPending} onClick={() => take.mutate(undefined)}>
							{t.export}
						</Button>
						<Button kind="danger" icon="trash" onClick={() => setErasing(true)}>
							{t.erase}
						</Button>
					</div>
				</>
			)}
			{erasing ? (
				<EraseConfirm
					person={person}
					counts={counts}
					onClose={() => setErasing(false)}
					onErased={onErased}
				/>
			) : null}
		</Card>
	);
};

export const Gone = ({ counts }: { readonly counts: Counts }) => {
	const t = useText(privacyTexts);
	return (
		<Card title={t.goneTitle}>
			<Notice tone="good">{t.erased}</Notice>
			<CountList counts={counts} />
		</Card>
	);
};
