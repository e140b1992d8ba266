import { Link } from 'wouter';
import { Card } from '../../components/page.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import type { Delivery } from '../../vendor/query.ts';
import { statusTones } from '../../vendor/state.ts';
import { statusTexts } from '../../vendor/texts.ts';
import { detailTexts } from './texts.ts';

export const MessageDeliveries = ({ deliveries }: { readonly deliveries: readonly Delivery[] }) => {
	const t = useText(detailTexts);
	const statuses = useText(statusTexts);
	const { dateTime, number } = useFormat();
	const columns: readonly Column<Delivery>[] = [
		{
			name: t.webhook,
			cell: ({ subscription_id, subscription_name, replay }) => (
				<span className="row">
					<span className="strong break">{subscription_name ?? subscription_id}</span>
					{replay ? <Badge dot={false}>{t.replayed}</Badge> : null}
				</span>
			),
		},
		{
			name: t.status,
			cell: ({ status }) => <Badge tone={statusTones[status]}>{statuses[status]}</Badge>,
		},
		{ name: t.attempts, kind: 'number', cell: ({ attempt_count }) => number(attempt_count) },
		{
			name: t.last,
			cell: ({ last_attempt_at }) => (last_attempt_at === null ? '–' : dateTime(last_attempt_at)),
		},
		{
			name: t.error,
			cell: ({ last_error_text }) => (
				<span className="break">
					{last_error_text === null ? '–' : <LocalText text={last_error_text} />}
				</span>
			),
		},
		{
			name: t.open,
			kind: 'action',
			hideName: true,
			cell: ({ id, subscription_id, subscription_name }) => (
				<Link
					href={`/deliveries/${id}`}
					aria-label={`${t.open}: ${subscription_name ?? subscription_id}`}
				>
					{t.open}
				</Link>
			),
		},
	];
	return (
		<Card title={t.deliveries}>
			<Table
				label={t.deliveries}
				columns={columns}
				rows={deliveries}
				rowKey={({ id }) => id}
				empty={t.noDeliveries}
			/>
		</Card>
	);
};
