import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Copyable } from '../../components/copy.tsx';
import { Card, Facts, Page } from '../../components/page.tsx';
import { Badge, Loaded } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { receiptsKey } from '../../vendor/query.ts';
import { SourceLink } from '../../vendor/source-link.tsx';
import { eventTexts, outcomeTexts } from '../../vendor/texts.ts';
import { AcceptConfirm } from './accept.tsx';
import { mayAccept, outcomeTones, type ReceiptDetail } from './reason.ts';
import { SeenRequest } from './request.tsx';
import { receiptDetailTexts, receiptTexts } from './texts.ts';
import { Why } from './why.tsx';

const About = ({ receipt }: { readonly receipt: ReceiptDetail }) => {
	const t = useText(receiptDetailTexts);
	const list = useText(receiptTexts);
	const said = useText(eventTexts);
	const outcomes = useText(outcomeTexts);
	const { bytes, dateTime } = useFormat();
	const { message_id: messageId, request } = receipt;
	return (
		<Card title={t.about}>
			<Facts
				facts={[
					[
						list.outcome,
						<Badge key="outcome" tone={outcomeTones[receipt.outcome]}>
							{outcomes[receipt.outcome]}
						</Badge>,
					],
					...(receipt.outcome === 'accepted' && receipt.reason === null
						? []
						: ([[t.why, <Why key="why" receipt={receipt} />]] as const)),
					[list.received, dateTime(receipt.received_at)],
					[said.source, <SourceLink key="source" id={receipt.source_id} />],
					...(messageId === null
						? []
						: ([
								[
									receipt.outcome === 'duplicate' ? t.firstEvent : t.theEvent,
									<Link key="event" href={`/events/${messageId}`}>
										{list.open}
									</Link>,
								],
							] as const)),
					[t.answered, `HTTP ${receipt.status_code}`],
					...(request === null || request.method === null
						? []
						: ([[t.method, request.method]] as const)),
					[t.size, bytes(receipt.body_size)],
					[t.id, <Copyable key="id" text={receipt.id} what={t.theId} />],
				]}
			/>
		</Card>
	);
};

const Known = ({ receipt }: { readonly receipt: ReceiptDetail }) => {
	const t = useText(receiptDetailTexts);
	const list = useText(receiptTexts);
	const mayDeliver = useCan()('publish');
	const [asked, setAsked] = useState(false);
	const isWhole = receipt.outcome !== 'rejected' || receipt.request?.truncated === false;
	return (
		<Page
			title={t.titleOf(receipt.event ?? list.unknownEvent)}
			actions={
				mayDeliver && isWhole && mayAccept(receipt) ? (
					<Button kind="primary" onClick={() => setAsked(true)}>
						{list.accept}
					</Button>
				) : null
			}
		>
			<About receipt={receipt} />
			<SeenRequest receipt={receipt} />
			{asked ? <AcceptConfirm receipt={receipt} onClose={() => setAsked(false)} /> : null}
		</Page>
	);
};

const ReceiptPage = () => {
	const t = useText(receiptDetailTexts);
	const { id } = useParams<{ id: string }>();
	const query = useQuery({
		queryKey: [...receiptsKey, 'one', id],
		queryFn: () => answer(api.GET('/v1/receipts/{id}', { params: { path: { id } } })),
	});
	if (query.data !== undefined) return <Known receipt={query.data} />;
	return (
		<Page title={t.title}>
			<Loaded query={query}>{() => null}</Loaded>
		</Page>
	);
};

export default ReceiptPage;
