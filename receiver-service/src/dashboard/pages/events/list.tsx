import { Link } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { type Pages, usePages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { TypeName } from '../../vendor/badge.tsx';
import { type Message, messagesKey } from '../../vendor/query.ts';
import { SourceLink } from '../../vendor/source-link.tsx';
import { eventTexts } from '../../vendor/texts.ts';
import { type EventFilter, type EventStatus, searchBody } from './search.ts';
import { eventsTexts } from './texts.ts';

const textAt = (values: Readonly<Record<string, unknown>>, key: string): string | null => {
	const value = values[key];
	return typeof value === 'string' && value !== '' ? value : null;
};

/** The person of an event: a name, a telephone number, an e-mail address, or nothing. */
const Who = ({ normalized }: { readonly normalized: Message['normalized'] }) => {
	const parts = ['caller_name', 'caller_phone_e164', 'email'].flatMap(
		(key) => textAt(normalized, key) ?? [],
	);
	return <span className="break">{parts.length === 0 ? '–' : parts.slice(0, 2).join(' · ')}</span>;
};

/** What is told of every event, in quarantine or not. */
export const useEventColumns = (): readonly Column<Message>[] => {
	const t = useText(eventsTexts);
	const said = useText(eventTexts);
	const { dateTime } = useFormat();
	return [
		{
			name: said.type,
			cell: ({ id, type }) => (
				<Link href={`/events/${id}`}>
					<TypeName type={type} />
				</Link>
			),
		},
		{
			name: t.received,
			cell: ({ received_at, test }) => (
				<span className="row">
					<span className="nowrap">{dateTime(received_at)}</span>
					{test ? <Badge dot={false}>{t.test}</Badge> : null}
				</span>
			),
		},
		{
			name: said.source,
			cell: ({ source_id }) => (
				<span className="cell">
					<SourceLink id={source_id} />
				</span>
			),
		},
		{ name: t.who, cell: ({ normalized }) => <Who normalized={normalized} /> },
	];
};

const useColumns = (): readonly Column<Message>[] => {
	const t = useText(eventsTexts);
	return [
		...useEventColumns(),
		{
			name: t.signature,
			cell: ({ verified }) => (
				<Badge tone={verified ? 'good' : 'warn'}>{verified ? t.verified : t.unverified}</Badge>
			),
		},
	];
};

export const useEventPages = (filter: EventFilter, status: EventStatus): Pages<Message> => {
	const pages = usePages([...messagesKey, 'list', status, filter], (cursor) =>
		answer(
			api.POST('/v1/messages/search', { body: searchBody(filter, cursor, Date.now(), status) }),
		),
	);
	useLiveQueries([[...messagesKey, 'list']], { when: pages.number === 1 });
	return pages;
};

export const EventList = ({ pages }: { readonly pages: Pages<Message> }) => {
	const t = useText(eventsTexts);
	const mayConnect = useCan()('admin');
	return (
		<Table
			label={t.title}
			columns={useColumns()}
			rows={pages.rows}
			rowKey={({ id }) => id}
			empty={
				<>
					<span>{t.empty}</span>
					{mayConnect ? <Link href="/connect">{t.connect}</Link> : null}
				</>
			}
			pages={pages}
		/>
	);
};
