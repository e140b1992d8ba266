import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { useLiveQueries } from '../api/live.ts';
import { Badge, Loaded } from '../components/state.tsx';
import { Timeline, type TimelineEntry } from '../components/timeline.tsx';
import { useFormat } from '../text/format.ts';
import { LocalText } from '../text/local-text.tsx';
import { useText } from '../text/texts.ts';
import { type Delivery, messagesKey } from './query.ts';
import { isSettled, statusTones } from './state.ts';
import { statusTexts, testTexts } from './texts.ts';

/** Until every delivery has ended; a hook that fails is tried for days, and news come live. */
const askEveryMs = 1_000;
const askTimes = 15;

export const useMessage = (id: string) =>
	useQuery({
		queryKey: [...messagesKey, id],
		queryFn: () => answer(api.GET('/v1/messages/{id}', { params: { path: { id } } })),
		refetchInterval: ({ state }) =>
			state.data !== undefined &&
			!isSettled(state.data.deliveries) &&
			state.dataUpdateCount < askTimes
				? askEveryMs
				: false,
	});

const DeliveryLine = ({ delivery }: { readonly delivery: Delivery }) => {
	const t = useText(testTexts);
	const statuses = useText(statusTexts);
	const { time } = useFormat();
	return (
		<div className="row">
			<span className="strong break">{delivery.subscription_name ?? delivery.subscription_id}</span>
			<Badge tone={statusTones[delivery.status]}>{statuses[delivery.status]}</Badge>
			{delivery.last_attempt_at === null ? null : (
				<span className="small soft">{time(delivery.last_attempt_at)}</span>
			)}
			{delivery.last_error === null ? null : (
				<span className="small break">
					<LocalText text={delivery.last_error_text} />
				</span>
			)}
			<Link href={`/deliveries/${delivery.id}`}>{t.openDelivery}</Link>
		</div>
	);
};

/** What became of an event, from its arrival to each hook, as it happens. */
export const Journey = ({ messageId }: { readonly messageId: string }) => {
	const t = useText(testTexts);
	const { time } = useFormat();
	const query = useMessage(messageId);
	useLiveQueries([[...messagesKey, messageId]]);
	return (
		<Loaded query={query}>
			{(message) => {
				const arrival: TimelineEntry = {
					id: message.id,
					tone: 'good',
					content: (
						<div className="row">
							<span className="strong">{t.received}</span>
							<Badge tone={message.verified ? 'good' : 'warn'}>
								{message.verified ? t.verified : t.unsigned}
							</Badge>
							<span className="small soft">{time(message.received_at)}</span>
							<Link href={`/events/${message.id}`}>{t.open}</Link>
						</div>
					),
				};
				const deliveries = message.deliveries.map(
					(delivery): TimelineEntry => ({
						id: delivery.id,
						tone: statusTones[delivery.status],
						content: <DeliveryLine delivery={delivery} />,
					}),
				);
				return (
					<div role="status">
						<Timeline label={t.result} entries={[arrival, ...deliveries]} />
						{deliveries.length === 0 ? <p className="small soft">{t.noWebhook}</p> : null}
					</div>
				);
			}}
		</Loaded>
	);
};
