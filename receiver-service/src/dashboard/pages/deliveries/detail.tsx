import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'wouter';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { useCan } from '../../api/session.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { CopyButton } from '../../components/copy.tsx';
import { Card, Facts, Page } from '../../components/page.tsx';
import { Badge, Loaded } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import { useTypeNames } from '../webhooks/queries.ts';
import { Attempts } from './attempts.tsx';
import { type DeliveryDetail, deliveriesKey, hasEnded, statusTones } from './delivery.ts';
import { payloadOf, requestText } from './request.ts';
import { deliveryTexts, detailTexts, statusTexts } from './texts.ts';
import { useNow } from './use-now.ts';
import { WebhookLink } from './webhook-link.tsx';
import { useNextAttempt } from './when.tsx';

const tellTimeEveryMs = 5_000;

const Summary = ({
	delivery,
	now,
}: {
	readonly delivery: DeliveryDetail;
	readonly now: number;
}) => {
	const t = useText(detailTexts);
	const said = useText(deliveryTexts);
	const states = useText(statusTexts);
	const { dateTime, number } = useFormat();
	const { labelOf, vendorOf } = useTypeNames();
	const next = useNextAttempt()(delivery, now);
	const { type } = delivery;
	return (
		<Card title={t.summary}>
			<Facts
				facts={[
					[
						said.status,
						<Badge key="status" tone={statusTones[delivery.status]}>
							{states[delivery.status]}
						</Badge>,
					],
					...(next === null ? [] : [[t.nextAttempt, next] as const]),
					[
						said.event,
						<span key="event" className="break">
							<Link href={`/events/${delivery.message_id}`}>{labelOf(type) ?? type}</Link>
							<span className="soft"> {vendorOf(type)}</span>
						</span>,
					],
					[said.webhook, <WebhookLink key="webhook" delivery={delivery} />],
					[said.attempts, number(delivery.attempts_count)],
					[t.created, dateTime(delivery.created_at)],
					...(delivery.ended_at === null ? [] : [[t.ended, dateTime(delivery.ended_at)] as const]),
					...(delivery.last_error === null
						? []
						: [
								[
									t.lastError,
									<span key="error" className="break">
										<LocalText text={delivery.last_error_text} />
									</span>,
								] as const,
							]),
					...(delivery.replay ? [[t.replayFact, t.replaySays] as const] : []),
					[
						t.identifier,
						<span key="id" className="row">
							<code className="break">{delivery.id}</code>
							<CopyButton text={delivery.id} what={t.theId} />
						</span>,
					],
				]}
			/>
		</Card>
	);
};

/** What was sent: the payload for people, the request to the letter. */
const Sent = ({ delivery }: { readonly delivery: DeliveryDetail }) => {
	const t = useText(detailTexts);
	const { body, headers } = delivery.request;
	if (body === null) {
		return (
			<Card title={t.payload}>
				<p className="soft">{t.erased}</p>
			</Card>
		);
	}
	return (
		<>
			<Card title={t.payload}>
				<CodeBlock {...payloadOf(body)} label={delivery.type} />
			</Card>
			<Card title={t.request}>
				<p className="small soft">
					{headers === null ? t.exactFirst : t.exactSays}
					{delivery.url?.endsWith('/…') === true ? ` ${t.hostOnly}` : ''}
				</p>
				<CodeBlock code={requestText(delivery)} language="text" label={t.exact} />
			</Card>
		</>
	);
};

const Relaunch = ({ id }: Pick<DeliveryDetail, 'id'>) => {
	const t = useText(deliveryTexts);
	const [, go] = useLocation();
	const relaunch = useAct(
		() => answer(api.POST('/v1/deliveries/{id}/replay', { params: { path: { id } } })),
		{
			changes: [deliveriesKey],
			done: ({ deliveries }) => t.relaunched(deliveries),
			onDone: (made) => go(`/deliveries/${made.id}`),
		},
	);
	return (
		<Button
			kind="primary"
			icon="refresh"
			busy={relaunch.isPending}
			onClick={() => relaunch.mutate(undefined)}
		>
			{t.relaunch}
		</Button>
	);
};

const Delivery = () => {
	const t = useText(detailTexts);
	const { id = '' } = useParams();
	const now = useNow(tellTimeEveryMs);
	const { labelOf } = useTypeNames();
	const mayRelaunch = useCan()('subscribe');
	const key = [...deliveriesKey, 'one', id];
	const query = useQuery({
		queryKey: key,
		queryFn: () => answer(api.GET('/v1/deliveries/{id}', { params: { path: { id } } })),
	});
	const delivery = query.data;
	useLiveQueries([key], { when: delivery !== undefined && !hasEnded(delivery) });
	return (
		<Page
			title={delivery === undefined ? t.notFound : (labelOf(delivery.type) ?? delivery.type)}
			actions={
				<>
					<ButtonLink href="/deliveries" icon="left">
						{t.all}
					</ButtonLink>
					{mayRelaunch && delivery !== undefined && hasEnded(delivery) ? (
						<Relaunch id={delivery.id} />
					) : null}
				</>
			}
		>
			<Loaded query={query}>
				{(found) => (
					<>
						<div className="columns">
							<Summary delivery={found} now={now} />
							<Card title={t.timeline}>
								<Attempts delivery={found} now={now} />
							</Card>
						</div>
						<Sent delivery={found} />
					</>
				)}
			</Loaded>
		</Page>
	);
};

export default Delivery;
