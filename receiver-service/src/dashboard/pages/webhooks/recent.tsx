import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { Card } from '../../components/page.tsx';
import { Loaded } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useText } from '../../text/texts.ts';
import { useDeliveryColumns } from '../deliveries/columns.tsx';
import { deliveriesKey } from '../deliveries/delivery.ts';
import { detailTexts } from './texts.ts';

const few = 10;

export const recentKey = (id: string) => [...deliveriesKey, 'recent', id] as const;

/** Its latest deliveries; the list has all of them. */
export const Recent = ({ id, now }: { readonly id: string; readonly now: number }) => {
	const t = useText(detailTexts);
	const columns = useDeliveryColumns({ now, webhook: false });
	const query = useQuery({
		queryKey: recentKey(id),
		queryFn: () =>
			answer(api.GET('/v1/deliveries', { params: { query: { subscription_id: id, limit: few } } })),
	});
	return (
		<Card
			title={t.recent}
			actions={<Link href={`/deliveries?subscription_id=${id}`}>{t.showAll}</Link>}
		>
			<Loaded query={query}>
				{({ data }) => (
					<Table
						label={t.recent}
						columns={columns}
						rows={data}
						rowKey={(delivery) => delivery.id}
						empty={t.noRecent}
					/>
				)}
			</Loaded>
		</Card>
	);
};
