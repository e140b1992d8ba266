import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { Journey } from '../../vendor/journey.tsx';
import { type Message, messagesKey, type Source, type Vendor } from '../../vendor/query.ts';
import { TestEvent } from '../../vendor/test-event.tsx';
import { BuildLinks } from '../guides/links.tsx';
import { connectTexts } from './texts.ts';

/** The newest event that the vendor really sent; tests are not it. */
const useFirstReal = (sourceId: string) => {
	const queryKey = [...messagesKey, 'first', sourceId];
	useLiveQueries([queryKey]);
	return useQuery({
		queryKey,
		queryFn: async () => {
			const { data } = await answer(
				api.POST('/v1/messages/search', {
					body: { source_id: sourceId, include_tests: false, limit: 1 },
				}),
			);
			return data[0] ?? null;
		},
	});
};

const Arrival = ({
	source,
	vendor,
	first,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
	readonly first: Message | null;
}) => {
	const t = useText(connectTexts);
	if (first !== null) {
		return (
			<>
				<Notice tone="good">{t.arrived(vendor.name)}</Notice>
				<Journey key={first.id} messageId={first.id} />
			</>
		);
	}
	if (source.health.consecutive_rejections > 0) {
		return (
			<Notice tone="bad">
				{t.rejected}{' '}
				<Link href={`/receipts?outcome=rejected&source_id=${source.id}`}>{t.receipts}</Link>
			</Notice>
		);
	}
	return (
		<div role="status" className="loading">
			<span className="spinner" aria-hidden="true" />
			<span>{t.waiting(vendor.name)}</span>
		</div>
	);
};

/** The first real event, live; or a test that takes the same way. */
export const Arrive = ({
	source,
	vendor,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
}) => {
	const t = useText(connectTexts);
	const first = useFirstReal(source.id).data ?? null;
	return (
		<>
			<Arrival source={source} vendor={vendor} first={first} />
			{first === null ? <p>{t.orTest}</p> : null}
			<TestEvent key={source.id} source={source} choose={false} />
			<h3>{t.next}</h3>
			<div className="row">
				<ButtonLink icon="webhook" href="/webhooks">
					{t.webhook}
				</ButtonLink>
				<ButtonLink icon="source" href={`/sources/${source.id}`}>
					{t.details}
				</ButtonLink>
			</div>
			<BuildLinks />
		</>
	);
};
