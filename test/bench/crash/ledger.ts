/**
 * What was acknowledged, what the hook URLs got, and what was in flight at each kill. A delivery is
 * *in flight* at a kill when a hook URL has its request and the database has no result of that
 * attempt: whoever takes over must send it again. Nothing else may come twice.
 */

/** One event's way to one hook URL. */
type Delivery = {
	requests: number;
	/** Answers of 200 that were written to a connection that was still there. */
	answered: number;
	/** Answers of 500, after which a retry is due. */
	refused: number;
	lastRequestAt: number;
	/** Kills at which it was in flight, and when the last of them was. */
	inFlightAtKills: number;
	killedAt: number;
};

/** A delivery that is open in the database. */
export type OpenDelivery = {
	readonly hook: number;
	readonly messageId: string;
	/** When its last attempt with a result on disk began; null: there is none. */
	readonly lastAttemptAt: number | null;
};

export type Verdict = {
	readonly acknowledged: number;
	readonly deliveries: number;
	/** Requests beyond the first that no answer of 500 asked for. */
	readonly repeated: number;
	/** Sum over the kills of what was in flight: as many may be repeated. */
	readonly repeatable: number;
	readonly mostInFlight: number;
	/** Longest time between a request and a kill at which its result was not on disk. */
	readonly oldestInFlightMs: number;
	readonly faults: readonly string[];
};

export type Ledger = {
	readonly acknowledged: (event: string, messageId: string, hooks: readonly number[]) => void;
	/** A hook URL has a request; returns how many it had of this delivery before. */
	readonly requested: (hook: number, event: string, messageId: string) => number;
	readonly answered: (hook: number, messageId: string) => void;
	readonly refused: (hook: number, messageId: string) => void;
	/** Something was killed at a time, after which these were open. */
	readonly killed: (at: number, open: readonly OpenDelivery[]) => void;
	/** Acknowledged deliveries that no hook URL has answered yet. */
	readonly missing: () => number;
	readonly verdict: () => Verdict;
};

/** A retry follows its attempt by four seconds at least: what is younger is of the same attempt. */
const sameAttemptMs = 2_500;
/** A result waits 10 ms to share a commit; where work piled up, until the database has kept up. */
const longestUnwrittenMs = 10_000;
const shownFaults = 10;

export const createLedger = (): Ledger => {
	const messages = new Map<string, { readonly id: string; readonly hooks: readonly number[] }>();
	const messageOfEvent = new Map<string, string>();
	const deliveries = new Map<string, Delivery>();
	const faults: string[] = [];
	let repeatable = 0;
	let mostInFlight = 0;
	let oldestInFlightMs = 0;

	const placeOf = (hook: number, messageId: string): string => `${hook} ${messageId}`;
	const deliveryOf = (hook: number, messageId: string): Delivery => {
		const place = placeOf(hook, messageId);
		const found = deliveries.get(place);
		if (found !== undefined) return found;
		const fresh = {
			requests: 0,
			answered: 0,
			refused: 0,
			lastRequestAt: 0,
			inFlightAtKills: 0,
			killedAt: 0,
		};
		deliveries.set(place, fresh);
		return fresh;
	};
	/** However often it was sent and wherever it shows: an event is one message. */
	const isOne = (event: string, messageId: string): void => {
		const known = messageOfEvent.get(event);
		if (known === undefined) messageOfEvent.set(event, messageId);
		else if (known !== messageId) faults.push(`event ${event} is ${known} and ${messageId}`);
	};
	const missing = (): readonly string[] =>
		[...messages.values()].flatMap(({ id, hooks }) =>
			hooks
				.filter((hook) => (deliveries.get(placeOf(hook, id))?.answered ?? 0) === 0)
				.map((hook) => placeOf(hook, id)),
		);

	return {
		acknowledged: (event, messageId, hooks) => {
			isOne(event, messageId);
			messages.set(event, { id: messageId, hooks });
		},
		requested: (hook, event, messageId) => {
			isOne(event, messageId);
			const delivery = deliveryOf(hook, messageId);
			delivery.requests += 1;
			delivery.lastRequestAt = Date.now();
			return delivery.requests - 1;
		},
		answered: (hook, messageId) => {
			deliveryOf(hook, messageId).answered += 1;
		},
		refused: (hook, messageId) => {
			deliveryOf(hook, messageId).refused += 1;
		},
		killed: (at, open) => {
			const inFlight = open.flatMap(({ hook, messageId, lastAttemptAt }) => {
				const delivery = deliveries.get(placeOf(hook, messageId));
				if (delivery === undefined) return [];
				const { lastRequestAt, killedAt } = delivery;
				// Of an earlier kill, and not sent again since.
				if (lastRequestAt <= killedAt) return [];
				return lastRequestAt - (lastAttemptAt ?? 0) > sameAttemptMs ? delivery : [];
			});
			for (const delivery of inFlight) {
				delivery.inFlightAtKills += 1;
				delivery.killedAt = Date.now();
				oldestInFlightMs = Math.max(oldestInFlightMs, at - delivery.lastRequestAt);
			}
			repeatable += inFlight.length;
			mostInFlight = Math.max(mostInFlight, inFlight.length);
		},
		missing: () => missing().length,
		verdict: () => {
			let repeated = 0;
			for (const [place, { requests, refused, inFlightAtKills }] of deliveries) {
				const again = Math.max(0, requests - 1 - refused);
				repeated += again;
				if (again <= inFlightAtKills) continue;
				faults.push(`${place} came ${again} times more; in flight at ${inFlightAtKills} kills`);
			}
			for (const place of missing()) faults.push(`${place} was acknowledged and never delivered`);
			for (const event of messageOfEvent.keys()) {
				if (!messages.has(event)) faults.push(`event ${event} was delivered, never acknowledged`);
			}
			if (oldestInFlightMs > longestUnwrittenMs) {
				faults.push(`a result was not on disk ${oldestInFlightMs} ms after its request`);
			}
			return {
				acknowledged: messages.size,
				deliveries: [...messages.values()].reduce((sum, { hooks }) => sum + hooks.length, 0),
				repeated,
				repeatable,
				mostInFlight,
				oldestInFlightMs,
				faults: [
					...faults.slice(0, shownFaults),
					...(faults.length > shownFaults ? [`and ${faults.length - shownFaults} more`] : []),
				],
			};
		},
	};
};
