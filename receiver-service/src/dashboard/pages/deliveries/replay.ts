import { boundsOf, type TimeRange } from '../../components/time-range.ts';
import type { DeliveryFilter } from './filter.ts';

export const replayKinds = ['dead_letter', 'canceled', 'succeeded', 'ended', 'events'] as const;
/** `events`: whoever asks for them now gets them; else each delivery to its own webhook again. */
export type ReplayKind = (typeof replayKinds)[number];

export type Replay = {
	readonly kind: ReplayKind;
	readonly range: TimeRange;
	readonly types: readonly string[];
	readonly subscriptionId: string;
};

/** What the list shows now, as far as it can be delivered again. */
export const replayOfFilter = (filter: DeliveryFilter): Replay => {
	const [status, ...others] = filter.statuses;
	const kind = replayKinds.find((each) => each === status);
	return {
		kind: others.length > 0 || kind === undefined ? 'dead_letter' : kind,
		range: filter.range.kind === 'all' ? { kind: 'day' } : filter.range,
		types: filter.types,
		subscriptionId: filter.subscriptionId,
	};
};

const statusesOf = (kind: ReplayKind) => {
	if (kind === 'events') return null;
	return kind === 'ended' ? (['succeeded', 'dead_letter', 'canceled'] as const) : ([kind] as const);
};

export type ReplayRequest = {
	readonly since: string;
	readonly until: string;
	readonly status?: ('succeeded' | 'dead_letter' | 'canceled')[];
	readonly type?: string[];
	readonly subscription_id?: string;
};

/** As the API takes it, with both ends fixed now; null while the period has no beginning. */
export const replayRequest = (
	{ kind, range, types, subscriptionId }: Replay,
	now: number,
): ReplayRequest | null => {
	const { since, until = new Date(now).toISOString() } = boundsOf(range, now);
	if (since === undefined || since >= until) return null;
	const status = statusesOf(kind);
	return {
		since,
		until,
		...(status === null ? {} : { status: [...status] }),
		...(types.length === 0 ? {} : { type: [...types] }),
		...(subscriptionId === '' ? {} : { subscription_id: subscriptionId }),
	};
};
