import { Link } from 'wouter';
import { Badge } from '../../components/state.tsx';
import type { Column } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import { useTypeNames } from '../webhooks/queries.ts';
import { type Delivery, statusTones } from './delivery.ts';
import { deliveryTexts, statusTexts } from './texts.ts';
import { WebhookLink } from './webhook-link.tsx';
import { Ago, useNextAttempt } from './when.tsx';

const Answer = ({ delivery, now }: { readonly delivery: Delivery; readonly now: number }) => {
	const t = useText(deliveryTexts);
	const next = useNextAttempt()(delivery, now);
	const { last_status: status, last_error_text: fault } = delivery;
	return (
		<div className="stack-small">
			<span className="break">
				{fault !== null ? (
					<LocalText text={fault} />
				) : status === null ? (
					<span className="soft">–</span>
				) : (
					`HTTP ${status}`
				)}
			</span>
			{next === null ? null : (
				<span className="small soft">{delivery.status === 'held' ? next : t.next(next)}</span>
			)}
		</div>
	);
};

/** What a list tells of each delivery; `webhook` unless the list is of one. */
export const useDeliveryColumns = ({
	now,
	webhook = true,
}: {
	readonly now: number;
	readonly webhook?: boolean;
}): readonly Column<Delivery>[] => {
	const t = useText(deliveryTexts);
	const said = useText(statusTexts);
	const { number } = useFormat();
	const { labelOf, vendorOf } = useTypeNames();
	const ofWebhook: Column<Delivery> = {
		name: t.webhook,
		cell: (delivery) => <WebhookLink delivery={delivery} />,
	};
	return [
		{
			name: t.event,
			cell: ({ id, type }) => (
				<div className="stack-small">
					<Link href={`/deliveries/${id}`} className="strong break">
						{labelOf(type) ?? type}
					</Link>
					<span className="small soft break">{vendorOf(type)}</span>
				</div>
			),
		},
		...(webhook ? [ofWebhook] : []),
		{
			name: t.status,
			cell: ({ status, replay }) => (
				<span className="row">
					<Badge tone={statusTones[status]}>{said[status]}</Badge>
					{replay ? <Badge dot={false}>{t.again}</Badge> : null}
				</span>
			),
		},
		{ name: t.attempts, kind: 'number', cell: ({ attempts_count }) => number(attempts_count) },
		{ name: t.answer, cell: (delivery) => <Answer delivery={delivery} now={now} /> },
		{ name: t.made, cell: ({ created_at }) => <Ago at={created_at} now={now} /> },
	];
};
