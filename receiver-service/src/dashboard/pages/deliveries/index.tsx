import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { usePages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Checkbox } from '../../components/choices.tsx';
import { Page } from '../../components/page.tsx';
import { Notice } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { useTypeNames } from '../webhooks/queries.ts';
import { useDeliveryColumns } from './columns.tsx';
import { type Delivery, deliveriesKey, hasEnded } from './delivery.ts';
import { isFiltered, queryOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { replayOfFilter } from './replay.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import { isFull, nothingSelected, type Selection, select, unselect } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { deliveryTexts } from './texts.ts';
import { useDeliveryFilter } from './use-filter.ts';
import { useNews } from './use-news.ts';
import { useNow } from './use-now.ts';

const pageSize = 50;
/** One read at most in so long, however much happens. */
const readEveryMs = 2_000;
const tellTimeEveryMs = 10_000;

/** The first column selects, the last delivers one again: for those who may. */
const useSelectable = (
	columns: readonly Column<Delivery>[],
	selection: Selection,
	onSelect: (selection: Selection) => void,
): readonly Column<Delivery>[] => {
	const t = useText(deliveryTexts);
	const { dateTime } = useFormat();
	const { labelOf } = useTypeNames();
	const relaunch = useAct(
		({ id }: Delivery) =>
			answer(api.POST('/v1/deliveries/{id}/replay', { params: { path: { id } } })),
		{ changes: [deliveriesKey], done: ({ deliveries }) => t.relaunched(deliveries) },
	);
	const mayRelaunch = useCan()('subscribe');
	if (!mayRelaunch) return columns;
	const nameOf = ({ type }: Delivery) => labelOf(type) ?? type;
	return [
		{
			name: t.selection,
			hideName: true,
			cell: (delivery) => (
				<Checkbox
					label={
						<span className="visually-hidden">
							{t.select(nameOf(delivery), dateTime(delivery.created_at))}
						</span>
					}
					checked={selection.has(delivery.id)}
					disabled={!hasEnded(delivery) || (isFull(selection) && !selection.has(delivery.id))}
					onChange={(checked) => onSelect((checked ? select : unselect)(selection, [delivery.id]))}
				/>
			),
		},
		...columns,
		{
			name: t.acts,
			kind: 'action',
			hideName: true,
			cell: (delivery) =>
				hasEnded(delivery) ? (
					<IconButton
						label={t.relaunchOf(nameOf(delivery), dateTime(delivery.created_at))}
						icon="refresh"
						small
						busy={relaunch.isPending && relaunch.variables?.id === delivery.id}
						onClick={() => relaunch.mutate(delivery)}
					/>
				) : null,
		},
	];
};

const Deliveries = () => {
	const t = useText(deliveryTexts);
	const mayRelaunch = useCan()('subscribe');
	const now = useNow(tellTimeEveryMs);
	const [filter, changeFilter] = useDeliveryFilter();
	const [follows, setFollows] = useState(true);
	const [visit, setVisit] = useState(0);
	const [replaying, setReplaying] = useState(false);
	const list = JSON.stringify([filter, visit]);
	const [kept, keep] = useState({ list, selection: nothingSelected });
	const selection = kept.list === list ? kept.selection : nothingSelected;
	const setSelection = (next: Selection) => keep({ list, selection: next });
	const pages = usePages([...deliveriesKey, 'list', filter, visit], (cursor) =>
		answer(
			api.GET('/v1/deliveries', {
				params: { query: { ...queryOf(filter, Date.now()), cursor, limit: pageSize } },
			}),
		),
	);
	// What is being selected, or lies on a later page, stays where it is.
	const isLive = follows && pages.number === 1 && selection.size === 0;
	useLiveQueries([[...deliveriesKey, 'list']], { everyMs: readEveryMs, when: isLive });
	const news = useNews(`${list} ${pages.number} ${isLive}`, filter.subscriptionId);
	const columns = useSelectable(useDeliveryColumns({ now }), selection, setSelection);
	return (
		<Page
			title={t.title}
			intro={t.intro}
			actions={
				mayRelaunch ? (
					<Button icon="refresh" onClick={() => setReplaying(true)}>
						{t.range}
					</Button>
				) : null
			}
		>
			<Filters filter={filter} onChange={changeFilter} />
			<div className="row row-apart">
				<Checkbox label={t.live} checked={follows} onChange={setFollows} />
				{mayRelaunch ? (
					<SelectionBar rows={pages.rows} selection={selection} onSelect={setSelection} />
				) : null}
			</div>
			{news && !isLive ? (
				<Notice>
					<div className="row">
						<span role="status">{t.news}</span>
						<Button small onClick={() => setVisit(visit + 1)}>
							{t.showNews}
						</Button>
					</div>
				</Notice>
			) : null}
			<Table
				label={t.title}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={isFiltered(filter) ? t.emptyFiltered : t.empty}
				pages={pages}
				selected={({ id }) => selection.has(id)}
			/>
			{replaying ? (
				<ReplayDialog first={replayOfFilter(filter)} onClose={() => setReplaying(false)} />
			) : null}
		</Page>
	);
};

export default Deliveries;
