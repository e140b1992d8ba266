import { Link } from 'wouter';
import { useText } from '../../text/texts.ts';
import { useWebhooksById } from '../webhooks/queries.ts';
import { nameOf } from '../webhooks/webhook.ts';
import type { Delivery } from './delivery.ts';
import { deliveryTexts } from './texts.ts';

/** The webhook that a delivery is for, by its name; what is gone has no page to lead to. */
export const WebhookLink = ({
	delivery: { subscription_id: id, subscription_name: name },
}: {
	readonly delivery: Pick<Delivery, 'subscription_id' | 'subscription_name'>;
}) => {
	const t = useText(deliveryTexts);
	const known = useWebhooksById();
	const webhook = known?.get(id);
	if (known !== undefined && webhook === undefined) {
		return <span className="soft break">{name ?? t.gone}</span>;
	}
	return (
		<Link href={`/webhooks/${id}`} className="break">
			{webhook === undefined ? (name ?? <code>{id}</code>) : nameOf(webhook)}
		</Link>
	);
};
