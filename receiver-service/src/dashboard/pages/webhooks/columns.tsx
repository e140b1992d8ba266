import { Link } from 'wouter';
import { useCan } from '../../api/session.ts';
import { IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { Badge } from '../../components/state.tsx';
import type { Column } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import type { Begin } from './doing.ts';
import { useRates, useTypeNames } from './queries.ts';
import { stateTexts, webhookTexts } from './texts.ts';
import { useActs } from './use-acts.ts';
import { nameOf, placeOf, platformNames, stateOf, stateTones, type Webhook } from './webhook.ts';

const shownEvents = 3;

export const PlatformBadge = ({ platform }: Pick<Webhook, 'platform'>) => {
	const t = useText(webhookTexts);
	return (
		<Badge dot={false} tone={platform === 'custom' ? 'calm' : 'accent'}>
			{platform === 'custom' ? t.custom : platformNames[platform]}
		</Badge>
	);
};

export const StateBadge = ({ webhook }: { readonly webhook: Webhook }) => {
	const said = useText(stateTexts);
	const state = stateOf(webhook);
	return <Badge tone={stateTones[state]}>{said[state]}</Badge>;
};

/** What an event type is called; `<vendor>.*` is all of a vendor. */
export const useEventName = (): ((type: string) => string) => {
	const t = useText(webhookTexts);
	const { labelOf, vendorOf } = useTypeNames();
	return (type) =>
		type.endsWith('.*') ? t.all(vendorOf(type)) : `${vendorOf(type)} · ${labelOf(type) ?? type}`;
};

const Events = ({ types }: { readonly types: readonly string[] }) => {
	const t = useText(webhookTexts);
	const nameOfType = useEventName();
	const more = types.length - shownEvents;
	return (
		<ul className="small">
			{types.slice(0, shownEvents).map((type) => (
				<li key={type} className="break">
					{nameOfType(type)}
				</li>
			))}
			{more > 0 ? <li className="soft">{t.more(more)}</li> : null}
		</ul>
	);
};

export const useWebhookColumns = (begin: Begin): readonly Column<Webhook>[] => {
	const t = useText(webhookTexts);
	const { percent, compact, relative } = useFormat();
	const mayChange = useCan()('subscribe');
	const actsOf = useActs(begin);
	const rates = useRates('day').data;
	const acts: Column<Webhook> = {
		name: t.acts,
		kind: 'action',
		hideName: true,
		cell: (webhook) => (
			<Menu
				trigger={<IconButton label={t.moreOf(nameOf(webhook))} icon="more" small />}
				items={actsOf(webhook)}
			/>
		),
	};
	return [
		{
			name: t.name,
			cell: (webhook) => (
				<div className="stack-small">
					<Link href={`/webhooks/${webhook.id}`} className="strong break">
						{nameOf(webhook)}
					</Link>
					<span className="row">
						<PlatformBadge platform={webhook.platform} />
						<span className="small soft break">{placeOf(webhook) ?? webhook.url}</span>
					</span>
				</div>
			),
		},
		{ name: t.state, cell: (webhook) => <StateBadge webhook={webhook} /> },
		{ name: t.events, cell: ({ event_types }) => <Events types={event_types} /> },
		{
			name: t.rate,
			kind: 'number',
			cell: ({ id }) => {
				const rate = rates?.get(id)?.success_rate ?? null;
				return rate === null ? '–' : percent(rate);
			},
		},
		{
			name: t.deliveries,
			kind: 'number',
			cell: (webhook) => (
				<Link
					href={`/deliveries?subscription_id=${webhook.id}`}
					aria-label={t.deliveriesOf(compact(webhook.deliveries_count), nameOf(webhook))}
				>
					{compact(webhook.deliveries_count)}
				</Link>
			),
		},
		{
			name: t.lastError,
			cell: ({ last_error_text, last_failure_at }) =>
				last_error_text === null ? (
					'–'
				) : (
					<div className="stack-small">
						<span className="break">
							<LocalText text={last_error_text} />
						</span>
						{last_failure_at === null ? null : (
							<span className="small soft">{relative(last_failure_at, Date.now())}</span>
						)}
					</div>
				),
		},
		...(mayChange ? [acts] : []),
	];
};
