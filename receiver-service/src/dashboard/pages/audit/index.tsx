import { useMemo, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import type { components } from '../../api/schema.ts';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { boundsOf, type TimeRange } from '../../components/time-range.ts';
import { TimeRangePicker } from '../../components/time-range-picker.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { actionTexts, auditTexts } from './texts.ts';

type Entry = components['schemas']['AuditEntry'];

const anyAction = '';

const useColumns = (): readonly Column<Entry>[] => {
	const t = useText(auditTexts);
	const actions: Readonly<Record<string, string>> = useText(actionTexts);
	const { dateTime } = useFormat();
	return [
		{ name: t.at, cell: ({ at }) => <time dateTime={at}>{dateTime(at)}</time> },
		{
			name: t.who,
			cell: ({ actor }) => (
				<span className="break">
					{actor.kind === 'system' ? t.system : actor.name}
					{actor.kind === 'system' ? null : <span className="soft small"> ({t[actor.kind]})</span>}
				</span>
			),
		},
		{ name: t.what, cell: ({ action }) => actions[action] ?? <code>{action}</code> },
		{
			name: t.target,
			cell: ({ target }) => (
				<span className="break">
					{target?.name ?? (target?.id == null ? '–' : <code>{target.id}</code>)}
				</span>
			),
		},
		{ name: t.address, cell: ({ address }) => (address === null ? '–' : <code>{address}</code>) },
	];
};

const Audit = () => {
	const t = useText(auditTexts);
	const actions = useText(actionTexts);
	const columns = useColumns();
	const [range, setRange] = useState<TimeRange>({ kind: 'week' });
	const [action, setAction] = useState<string>(anyAction);
	const bounds = useMemo(() => boundsOf(range, Date.now()), [range]);
	const pages = usePages(['audit', bounds, action], (cursor) =>
		answer(
			api.GET('/v1/audit-log', {
				params: { query: { ...bounds, cursor, ...(action === anyAction ? {} : { action }) } },
			}),
		),
	);
	return (
		<Page title={t.title} intro={t.intro}>
			<div className="filters">
				<TimeRangePicker value={range} onChange={setRange} />
				<Select
					label={t.action}
					value={action}
					onChange={setAction}
					choices={[
						{ value: anyAction, label: t.anyAction },
						...Object.entries(actions).map(([value, label]) => ({ value, label })),
					]}
				/>
			</div>
			<Table
				label={t.title}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.empty}
				pages={pages}
			/>
		</Page>
	);
};

export default Audit;
