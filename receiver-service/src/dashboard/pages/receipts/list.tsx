import { useState } from 'react';
import { Link } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { usePages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { boundsOf, type TimeRange } from '../../components/time-range.ts';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { receiptsKey } from '../../vendor/query.ts';
import { SourceLink } from '../../vendor/source-link.tsx';
import { outcomeTexts } from '../../vendor/texts.ts';
import { AcceptConfirm } from './accept.tsx';
import { mayAccept, type Outcome, outcomeTones, type Receipt } from './reason.ts';
import { receiptTexts } from './texts.ts';
import { Why } from './why.tsx';

const Acts = ({
	receipt,
	accept,
}: {
	readonly receipt: Receipt;
	readonly accept: (receipt: Receipt) => void;
}) => {
	const t = useText(receiptTexts);
	const mayDeliver = useCan()('publish');
	return (
		<span className="row row-end">
			<Link href={`/receipts/${receipt.id}`} className="nowrap">
				{t.details}
			</Link>
			{receipt.message_id === null ? null : (
				<Link href={`/events/${receipt.message_id}`} className="nowrap">
					{receipt.outcome === 'duplicate' ? t.first : t.open}
				</Link>
			)}
			{mayDeliver && mayAccept(receipt) ? (
				<Button small onClick={() => accept(receipt)}>
					{t.accept}
				</Button>
			) : null}
		</span>
	);
};

const useColumns = (accept: (receipt: Receipt) => void): readonly Column<Receipt>[] => {
	const t = useText(receiptTexts);
	const outcomes = useText(outcomeTexts);
	const { dateTime, bytes } = useFormat();
	return [
		{
			name: t.event,
			cell: ({ event, source_id }) => (
				<span className="cell cell-wide stack-tight">
					<code className="break">{event ?? t.unknownEvent}</code>
					<span className="small">
						<SourceLink id={source_id} />
					</span>
				</span>
			),
		},
		{
			name: t.received,
			cell: ({ received_at }) => <span className="nowrap">{dateTime(received_at)}</span>,
		},
		{
			name: t.outcome,
			cell: (receipt) => (
				<span className="cell cell-wide stack-tight">
					<Badge tone={outcomeTones[receipt.outcome]}>{outcomes[receipt.outcome]}</Badge>
					<Why receipt={receipt} />
				</span>
			),
		},
		{
			name: t.answered,
			kind: 'number',
			cell: ({ status_code, body_size }) => (
				<span className="nowrap">
					{status_code} · {bytes(body_size)}
				</span>
			),
		},
		{
			name: t.acts,
			kind: 'action',
			hideName: true,
			cell: (receipt) => <Acts receipt={receipt} accept={accept} />,
		},
	];
};

export type ReceiptFilter = {
	readonly outcome: Outcome | '';
	readonly sourceId: string;
	readonly range: TimeRange;
};

/** What ingest saw, newest first, live on its first page. */
export const ReceiptList = ({ filter }: { readonly filter: ReceiptFilter }) => {
	const t = useText(receiptTexts);
	const [asked, setAsked] = useState<Receipt | null>(null);
	const columns = useColumns(setAsked);
	const { outcome, range, sourceId } = filter;
	const pages = usePages([...receiptsKey, filter], (cursor) =>
		answer(
			api.GET('/v1/receipts', {
				params: {
					query: {
						cursor,
						...(outcome === '' ? {} : { outcome: [outcome] }),
						...(sourceId === '' ? {} : { source_id: sourceId }),
						...boundsOf(range, Date.now()),
					},
				},
			}),
		),
	);
	useLiveQueries([receiptsKey], { when: pages.number === 1 });
	return (
		<>
			<Table
				label={t.title}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.empty}
				pages={pages}
			/>
			{asked === null ? null : <AcceptConfirm receipt={asked} onClose={() => setAsked(null)} />}
		</>
	);
};
