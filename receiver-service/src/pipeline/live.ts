import type { Clock } from '../ports.ts';

/** What happened in an organisation since it was taken last. */
export type Activity = {
	readonly at: number;
	readonly events: number;
	readonly deliveries: {
		readonly succeeded: number;
		readonly failed: number;
		readonly deadLetter: number;
	};
	readonly sources: readonly string[];
	readonly subscriptions: readonly string[];
};

export type Listener = {
	/** What happened since the last time; null: nothing. */
	readonly take: () => Activity | null;
	readonly closed: () => boolean;
	/** Called once when everything is closed. */
	readonly onClose: (run: () => void) => void;
	readonly close: () => void;
};

export type Live = {
	/** Null when too many listen already. */
	readonly listen: (orgId: string) => Listener | null;
	readonly received: (orgId: string, sourceId: string | null, stored: boolean) => void;
	readonly attempted: (
		orgId: string,
		subscriptionId: string,
		outcome: 'succeeded' | 'failed' | 'dead_letter',
	) => void;
	/** What another replica told. */
	readonly told: (text: string) => void;
	/** Ends every listener. */
	readonly close: () => void;
};

const perOrganisation = 20;
const inAll = 1_000;
/** More ids with news than that are not named: whoever looks reads the lists anyway. */
const namedIds = 100;
/** Replicas tell each other this often; those that listen say so again before it is forgotten. */
const tellEveryMs = 1_000;
const wantedForMs = 30_000;
const wantEveryMs = 10_000;
/** What one telling may hold (Postgres: NOTIFY's payload is shorter than 8,000 bytes). */
const tellingIds = 40;

type Tally = {
	events: number;
	succeeded: number;
	failed: number;
	deadLetter: number;
	sources: Set<string>;
	subscriptions: Set<string>;
};

const newTally = (): Tally => ({
	events: 0,
	succeeded: 0,
	failed: 0,
	deadLetter: 0,
	sources: new Set(),
	subscriptions: new Set(),
});

const note = (ids: Set<string>, id: string, most: number): void => {
	if (ids.size < most) ids.add(id);
};

/** What replicas say to each other: that somebody listens, and what happened. */
type Telling =
	| { readonly kind: 'want'; readonly orgs: readonly string[] }
	| {
			readonly kind: 'did';
			readonly org: string;
			readonly counts: readonly [number, number, number, number];
			readonly sources: readonly string[];
			readonly subscriptions: readonly string[];
	  };

/**
 * Gathers what happens for those who watch, and only where somebody does: an event costs a look-up
 * otherwise. What happens between two frames is one frame.
 */
export const createLive = (
	context: { readonly clock: Clock },
	/** Tells the other replicas; null where there are none. */
	tell: ((text: string) => void) | null,
): Live => {
	const { clock } = context;
	const listeners = new Map<string, Set<Tally>>();
	const closers = new Set<() => void>();
	/** Organisations that are watched elsewhere: until when, and what happened here. */
	const elsewhere = new Map<string, { until: number; tally: Tally | null }>();
	let count = 0;
	let closedAll = false;
	let cancelTelling: (() => void) | null = null;
	let cancelWanting: (() => void) | null = null;

	const say = (telling: Telling) => tell?.(JSON.stringify(telling));

	const want = () => {
		cancelWanting = null;
		if (listeners.size === 0 || closedAll || tell === null) return;
		const orgs = [...listeners.keys()];
		for (let from = 0; from < orgs.length; from += tellingIds) {
			say({ kind: 'want', orgs: orgs.slice(from, from + tellingIds) });
		}
		cancelWanting = clock.after(wantEveryMs, want);
	};

	const tellAll = () => {
		cancelTelling = null;
		for (const [org, known] of elsewhere) {
			if (known.until <= clock.now()) elsewhere.delete(org);
			const { tally } = known;
			known.tally = null;
			if (tally === null) continue;
			say({
				kind: 'did',
				org,
				counts: [tally.events, tally.succeeded, tally.failed, tally.deadLetter],
				sources: [...tally.sources],
				subscriptions: [...tally.subscriptions],
			});
		}
	};

	/** The tally for those who watch through another replica. */
	const tallyElsewhere = (orgId: string): Tally | undefined => {
		const known = elsewhere.get(orgId);
		if (known === undefined) return undefined;
		known.tally ??= newTally();
		cancelTelling ??= clock.after(tellEveryMs, tellAll);
		return known.tally;
	};

	const isUnwatched = (): boolean => listeners.size === 0 && elsewhere.size === 0;
	const each = (orgId: string, change: (tally: Tally, ids: number) => void): void => {
		const here = listeners.get(orgId);
		if (here !== undefined) for (const tally of here) change(tally, namedIds);
		const there = elsewhere.size === 0 ? undefined : tallyElsewhere(orgId);
		if (there !== undefined) change(there, tellingIds);
	};

	return {
		listen: (orgId) => {
			const own = listeners.get(orgId) ?? new Set();
			if (own.size >= perOrganisation || count >= inAll || closedAll) return null;
			let tally = newTally();
			let open = true;
			let onClose = () => {};
			const end = () => {
				if (!open) return;
				open = false;
				count -= 1;
				closers.delete(end);
				own.delete(tally);
				if (own.size === 0) listeners.delete(orgId);
				onClose();
			};
			own.add(tally);
			listeners.set(orgId, own);
			closers.add(end);
			count += 1;
			if (own.size === 1) {
				cancelWanting?.();
				want();
			}
			return {
				take: () => {
					const { events, succeeded, failed, deadLetter, sources, subscriptions } = tally;
					const news = events + succeeded + failed + deadLetter + sources.size;
					if (news === 0) return null;
					own.delete(tally);
					tally = newTally();
					if (open) own.add(tally);
					return {
						at: clock.now(),
						events,
						deliveries: { succeeded, failed, deadLetter },
						sources: [...sources],
						subscriptions: [...subscriptions],
					};
				},
				closed: () => !open,
				onClose: (run) => {
					onClose = run;
					if (!open) run();
				},
				close: end,
			};
		},
		received: (orgId, sourceId, stored) => {
			if (isUnwatched()) return;
			each(orgId, (tally, ids) => {
				if (stored) tally.events += 1;
				if (sourceId !== null) note(tally.sources, sourceId, ids);
			});
		},
		attempted: (orgId, subscriptionId, outcome) => {
			if (isUnwatched()) return;
			each(orgId, (tally, ids) => {
				if (outcome === 'succeeded') tally.succeeded += 1;
				else {
					tally.failed += 1;
					if (outcome === 'dead_letter') tally.deadLetter += 1;
				}
				note(tally.subscriptions, subscriptionId, ids);
			});
		},
		told: (text) => {
			const telling: Telling = JSON.parse(text);
			if (telling.kind === 'want') {
				const until = clock.now() + wantedForMs;
				for (const org of telling.orgs) {
					elsewhere.set(org, { until, tally: elsewhere.get(org)?.tally ?? null });
				}
				return;
			}
			const [events, succeeded, failed, deadLetter] = telling.counts;
			for (const tally of listeners.get(telling.org) ?? []) {
				tally.events += events;
				tally.succeeded += succeeded;
				tally.failed += failed;
				tally.deadLetter += deadLetter;
				for (const id of telling.sources) note(tally.sources, id, namedIds);
				for (const id of telling.subscriptions) note(tally.subscriptions, id, namedIds);
			}
		},
		close: () => {
			closedAll = true;
			cancelTelling?.();
			cancelWanting?.();
			for (const end of [...closers]) end();
		},
	};
};
