import { answer, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { type AlertEvent, alertEventsKey } from './alert.ts';
import { alertTexts, kindTexts } from './texts.ts';

/** What was raised, the open ones marked. */
export const History = () => {
	const t = useText(alertTexts);
	const kinds = useText(kindTexts);
	const { dateTime } = useFormat();
	const spoken = useKept(language);
	const pages = usePages(alertEventsKey, (cursor) =>
		answer(api.GET('/v1/alert-events', { params: { query: { cursor } } })),
	);
	const columns: readonly Column<AlertEvent>[] = [
		{ name: t.at, cell: ({ at }) => <time dateTime={at}>{dateTime(at)}</time> },
		{
			name: t.what,
			cell: ({ kind, text, resolution }) => (
				<div className="stack-small">
					<span className="strong">{kinds[kind]}</span>
					<span className="break">{text[spoken]}</span>
					{resolution === null ? null : <span className="break">{resolution[spoken]}</span>}
				</div>
			),
		},
		{
			name: t.state,
			cell: ({ resolved_at }) =>
				resolved_at === null ? (
					<Badge tone="bad">{t.open}</Badge>
				) : (
					<Badge tone="good">
						{t.resolved} · {dateTime(resolved_at)}
					</Badge>
				),
		},
	];
	return (
		<Table
			label={t.history}
			columns={columns}
			rows={pages.rows}
			rowKey={({ id }) => id}
			empty={t.quiet}
			pages={pages}
		/>
	);
};
