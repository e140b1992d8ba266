import { boundsOf, type TimeRange } from '../../components/time-range.ts';
import { type DeliveryStatus, statuses } from './delivery.ts';

/** What the list shows; empty texts and lists: whatever it is. */
export type DeliveryFilter = {
	readonly range: TimeRange;
	readonly statuses: readonly DeliveryStatus[];
	readonly types: readonly string[];
	readonly subscriptionId: string;
	/** Of a delivery, or of an event for all of its deliveries. */
	readonly id: string;
};

const periods = ['hour', 'day', 'week', 'month'] as const;

const rangeIn = (asked: URLSearchParams): TimeRange => {
	const period = periods.find((each) => each === asked.get('period'));
	if (period !== undefined) return { kind: period };
	const [since, until] = [asked.get('since') ?? '', asked.get('until') ?? ''];
	return since === '' && until === '' && asked.get('period') !== 'own'
		? { kind: 'all' }
		: { kind: 'own', since, until };
};

/** The filter that an address names, so that a view can be linked to and come back to. */
export const readFilter = (search: string): DeliveryFilter => {
	const asked = new URLSearchParams(search);
	const wanted = asked.getAll('status');
	return {
		range: rangeIn(asked),
		statuses: statuses.filter((status) => wanted.includes(status)),
		types: [...new Set(asked.getAll('type'))],
		subscriptionId: asked.get('subscription_id') ?? '',
		id: asked.get('id') ?? asked.get('message_id') ?? '',
	};
};

const rangePairs = (range: TimeRange): readonly (readonly [string, string])[] => {
	if (range.kind === 'all') return [];
	if (range.kind !== 'own') return [['period', range.kind]];
	return [
		['period', 'own'],
		['since', range.since],
		['until', range.until],
	];
};

/** The address of a filter: `readFilter` reads it back. */
export const filterAddress = ({
	range,
	statuses: wanted,
	types,
	subscriptionId,
	id,
}: DeliveryFilter): string => {
	const pairs = [
		...rangePairs(range),
		...wanted.map((status) => ['status', status] as const),
		...types.map((type) => ['type', type] as const),
		['subscription_id', subscriptionId] as const,
		['id', id] as const,
	].filter(([, value]) => value !== '');
	const search = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
	return search === '' ? '/deliveries' : `/deliveries?${search}`;
};

/** As the API takes it. A period that ends now moves along with `now`. */
export const queryOf = (filter: DeliveryFilter, now: number) => ({
	...boundsOf(filter.range, now),
	...(filter.statuses.length === 0 ? {} : { status: [...filter.statuses] }),
	...(filter.types.length === 0 ? {} : { type: [...filter.types] }),
	...(filter.subscriptionId === '' ? {} : { subscription_id: filter.subscriptionId }),
	...(filter.id === '' ? {} : { id: filter.id }),
});

const idPattern = /^(?<kind>dlv|msg|sub)_[0-9a-z]{26}$/;

/** What a typed text filters by; null while it is no whole id. */
export const idFilter = (typed: string): Pick<DeliveryFilter, 'id' | 'subscriptionId'> | null => {
	const text = typed.trim();
	const kind = idPattern.exec(text)?.groups?.kind;
	if (kind === undefined) return null;
	return kind === 'sub' ? { id: '', subscriptionId: text } : { id: text, subscriptionId: '' };
};

export const isFiltered = ({ range, ...rest }: DeliveryFilter): boolean =>
	range.kind !== 'all' || Object.values(rest).some((value) => value.length > 0);
