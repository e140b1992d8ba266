import { boundsOf, type TimeRange } from '../../components/time-range.ts';

/** What a person searches for by its exact value. */
export type Exact = {
	readonly call_id: string;
	readonly candidate_id: string;
	readonly phone: string;
	readonly email: string;
};
export const noExact: Exact = { call_id: '', candidate_id: '', phone: '', email: '' };

export type EventFilter = {
	readonly range: TimeRange;
	/** An event type, `<vendor>.*`, or empty for all. */
	readonly type: string;
	readonly sourceId: string;
	readonly tests: boolean;
	readonly exact: Exact;
};

/** What of the events: those that were delivered to whoever asked, or those held in quarantine. */
export type EventStatus = 'accepted' | 'quarantined';

/** The body of a search: only what was asked for, for an empty text is no phone number. */
export const searchBody = (
	{ exact, range, sourceId, tests, type }: EventFilter,
	cursor: string | undefined,
	now: number,
	status: EventStatus = 'accepted',
) => ({
	...(cursor === undefined ? {} : { cursor }),
	...(status === 'accepted' ? {} : { status }),
	...boundsOf(range, now),
	...(type === '' ? {} : { type: [type] }),
	...(sourceId === '' ? {} : { source_id: sourceId }),
	...(tests ? {} : { include_tests: false }),
	...Object.fromEntries(
		Object.entries(exact)
			.map(([name, value]) => [name, value.trim()])
			.filter(([, value]) => value !== ''),
	),
});
