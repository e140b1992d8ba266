import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { useLookAgain } from '../../api/look.ts';
import { usePages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Menu } from '../../components/menu.tsx';
import { Page } from '../../components/page.tsx';
import { SecretDialog } from '../../components/secret-dialog.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toast } from '../../components/toast.ts';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import { type Alert, alertEventsKey, alertsKey } from './alert.ts';
import { AlertDialog } from './form.tsx';
import { History } from './history.tsx';
import { alertTexts, kindTexts } from './texts.ts';

/** An alert may be raised a while after what caused it was told live, or by silence. */
const lookEveryMs = 5_000;

type Doing =
	| { readonly kind: 'edit'; readonly alert: Alert | null }
	| { readonly kind: 'delete'; readonly alert: Alert }
	| { readonly kind: 'secret'; readonly secret: string };

const DeleteAlert = ({
	alert,
	onClose,
}: {
	readonly alert: Alert;
	readonly onClose: () => void;
}) => {
	const t = useText(alertTexts);
	const remove = useAct(
		() => answer(api.DELETE('/v1/alerts/{id}', { params: { path: { id: alert.id } } })),
		{ changes: [alertsKey], done: t.deleted, onDone: onClose },
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.deleteOf(alert.target)}
			action={t.delete}
			busy={remove.isPending}
			onConfirm={() => remove.mutate(undefined)}
		/>
	);
};

const useTest = () => {
	const t = useText(alertTexts);
	return useAct(
		({ id }: Alert) => answer(api.POST('/v1/alerts/{id}/test', { params: { path: { id } } })),
		{
			changes: [alertsKey],
			onDone: ({ sent, error }) =>
				sent ? toast.success(t.tested) : toast.failure(new Error(t.testFailed(error ?? ''))),
		},
	);
};

const useColumns = (begin: (doing: Doing) => void): readonly Column<Alert>[] => {
	const t = useText(alertTexts);
	const kinds = useText(kindTexts);
	const { relative } = useFormat();
	const mayChange = useCan()('admin');
	const test = useTest();
	const acts: Column<Alert> = {
		name: t.acts,
		kind: 'action',
		hideName: true,
		cell: (alert) => (
			<Menu
				trigger={<IconButton label={t.more(alert.target)} icon="more" small />}
				items={[
					{ label: t.test, onSelect: () => test.mutate(alert) },
					{ label: t.change, onSelect: () => begin({ kind: 'edit', alert }) },
					{ label: t.delete, onSelect: () => begin({ kind: 'delete', alert }) },
				]}
			/>
		),
	};
	return [
		{
			name: t.target,
			cell: ({ target, channel }) => (
				<div className="stack-small">
					<span className="strong break">{target}</span>
					<span className="small soft">{t[channel]}</span>
				</div>
			),
		},
		{
			name: t.events,
			cell: ({ events }) => (
				<ul className="small">
					{events.map((kind) => (
						<li key={kind}>{kinds[kind]}</li>
					))}
				</ul>
			),
		},
		{
			name: t.state,
			cell: ({ enabled }) => (
				<Badge tone={enabled ? 'good' : 'calm'}>{enabled ? t.on : t.off}</Badge>
			),
		},
		{
			name: t.lastSent,
			cell: ({ last_sent_at, last_error_text }) => (
				<div className="stack-small">
					<span>{last_sent_at === null ? t.never : relative(last_sent_at, Date.now())}</span>
					{last_error_text === null ? null : (
						<span className="small break">
							<Badge tone="bad">{t.failed}</Badge> <LocalText text={last_error_text} />
						</span>
					)}
				</div>
			),
		},
		...(mayChange ? [acts] : []),
	];
};

const Alerts = () => {
	const t = useText(alertTexts);
	const mayChange = useCan()('admin');
	const [doing, setDoing] = useState<Doing | null>(null);
	const stop = () => setDoing(null);
	const columns = useColumns(setDoing);
	const pages = usePages(alertsKey, (cursor) =>
		answer(api.GET('/v1/alerts', { params: { query: { cursor } } })),
	);
	useLiveQueries([alertsKey, alertEventsKey], { everyMs: 5_000 });
	useLookAgain([alertsKey, alertEventsKey], { everyMs: lookEveryMs });
	return (
		<Page
			title={t.title}
			intro={t.intro}
			actions={
				mayChange ? (
					<Button
						kind="primary"
						icon="plus"
						onClick={() => setDoing({ kind: 'edit', alert: null })}
					>
						{t.add}
					</Button>
				) : null
			}
		>
			<h2>{t.history}</h2>
			<History />
			<h2>{t.recipients}</h2>
			<Table
				label={t.recipients}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.nobody}
				pages={pages}
			/>
			{doing?.kind === 'edit' ? (
				<AlertDialog
					alert={doing.alert}
					onClose={stop}
					onSecret={(secret) => setDoing({ kind: 'secret', secret })}
				/>
			) : null}
			{doing?.kind === 'delete' ? <DeleteAlert alert={doing.alert} onClose={stop} /> : null}
			{doing?.kind === 'secret' ? (
				<SecretDialog title={t.secretOf} secret={doing.secret} what={t.theSecret} onClose={stop} />
			) : null}
		</Page>
	);
};

export default Alerts;
