import { Link } from 'wouter';
import { Copyable } from '../../components/copy.tsx';
import { Card, Facts } from '../../components/page.tsx';
import { Badge } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { VendorBadge } from '../../vendor/badge.tsx';
import { SourceLink } from '../../vendor/source-link.tsx';
import { eventTexts, outcomeTexts } from '../../vendor/texts.ts';
import { markOf } from './marks.ts';
import type { MessageDetail } from './message.ts';
import { detailTexts, eventsTexts, markTexts } from './texts.ts';

const origins = {
	ingest: 'ingest',
	replayed_ingest: 'replayed_ingest',
	publish: 'publish',
	test: 'test_origin',
} as const;

const Duplicates = ({ message }: { readonly message: MessageDetail }) => {
	const t = useText(detailTexts);
	const { number } = useFormat();
	if (message.duplicates === 0 || message.source_id === null) return number(message.duplicates);
	return (
		<span className="row">
			{number(message.duplicates)}
			<Link href={`/receipts?outcome=duplicate&source_id=${message.source_id}`}>
				{t.seeDuplicates}
			</Link>
		</span>
	);
};

const Marks = ({ marks }: { readonly marks: readonly string[] }) => {
	const said = useText(markTexts);
	return (
		<ul>
			{marks.map((mark) => (
				<li key={mark}>{markOf(mark, said)}</li>
			))}
		</ul>
	);
};

/** Where an event came from, and what the service thinks of it. */
export const MessageFacts = ({ message }: { readonly message: MessageDetail }) => {
	const t = useText(detailTexts);
	const list = useText(eventsTexts);
	const said = useText(eventTexts);
	const outcomes = useText(outcomeTexts);
	const { dateTime } = useFormat();
	return (
		<Card title={t.about}>
			<Facts
				facts={[
					[t.id, <Copyable key="id" text={message.id} what={t.theId} />],
					[t.type, <code key="type">{message.type}</code>],
					[t.vendor, <VendorBadge key="vendor" id={message.vendor} />],
					[said.source, <SourceLink key="source" id={message.source_id} />],
					[list.received, dateTime(message.received_at)],
					...(message.occurred_at === null
						? []
						: ([[list.occurred, dateTime(message.occurred_at)]] as const)),
					[
						list.signature,
						<Badge key="signature" tone={message.verified ? 'good' : 'warn'}>
							{message.verified ? list.verified : list.unverified}
						</Badge>,
					],
					[
						t.status,
						<Badge key="status" tone={message.status === 'accepted' ? 'good' : 'warn'}>
							{outcomes[message.status]}
						</Badge>,
					],
					[t.origin, t[origins[message.origin]]],
					...(message.receipt_id === null
						? []
						: ([
								[
									t.receipt,
									<Link key="receipt" href={`/receipts/${message.receipt_id}`}>
										{t.openReceipt}
									</Link>,
								],
							] as const)),
					[t.duplicates, <Duplicates key="duplicates" message={message} />],
					...(message.marks.length === 0
						? []
						: ([[t.marks, <Marks key="marks" marks={message.marks} />]] as const)),
				]}
			/>
		</Card>
	);
};
