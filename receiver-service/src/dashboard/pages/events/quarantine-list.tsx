import { useState } from 'react';
import { Link } from 'wouter';
import type { Pages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useText } from '../../text/texts.ts';
import type { Message } from '../../vendor/query.ts';
import { outcomeTexts } from '../../vendor/texts.ts';
import { AcceptConfirm } from '../receipts/accept.tsx';
import { receiptIdOf } from '../receipts/reason.ts';
import { reasonTexts, receiptTexts } from '../receipts/texts.ts';
import { useEventColumns } from './list.tsx';
import { detailTexts, eventsTexts } from './texts.ts';

const useColumns = (accept: (message: Message) => void): readonly Column<Message>[] => {
	const t = useText(eventsTexts);
	const detail = useText(detailTexts);
	const receipts = useText(receiptTexts);
	const outcomes = useText(outcomeTexts);
	const reasons = useText(reasonTexts);
	const mayDeliver = useCan()('publish');
	return [
		...useEventColumns(),
		{
			name: t.held,
			cell: () => (
				<span className="cell cell-wide stack-tight">
					<Badge tone="warn">{outcomes.quarantined}</Badge>
					<span className="small">{reasons.stale_timestamp}</span>
				</span>
			),
		},
		{
			name: receipts.acts,
			kind: 'action',
			hideName: true,
			cell: (message) => (
				<span className="row row-end">
					<Link href={`/events/${message.id}`} className="nowrap">
						{receipts.open}
					</Link>
					<Link href={`/receipts/${receiptIdOf(message.id)}`} className="nowrap">
						{detail.openReceipt}
					</Link>
					{mayDeliver ? (
						<Button small onClick={() => accept(message)}>
							{receipts.accept}
						</Button>
					) : null}
				</span>
			),
		},
	];
};

/** Events that nobody got yet: genuine, but sent at another time than they were signed for. */
export const QuarantineList = ({ pages }: { readonly pages: Pages<Message> }) => {
	const t = useText(eventsTexts);
	const [asked, setAsked] = useState<Message | null>(null);
	const columns = useColumns(setAsked);
	return (
		<>
			<Table
				label={t.quarantined}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.emptyQuarantine}
				pages={pages}
			/>
			{asked === null ? null : (
				<AcceptConfirm
					receipt={{ id: receiptIdOf(asked.id), outcome: 'quarantined' }}
					onClose={() => setAsked(null)}
				/>
			)}
		</>
	);
};
