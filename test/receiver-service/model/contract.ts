import type { Behaviour, Hit } from './target.ts';

export type Agent = 'a' | 'b';

/** Delays of the model's own policy: few, so that deliveries reach their end. */
export const scheduleSeconds: readonly number[] = [5, 30, 120];
const attempts = scheduleSeconds.length + 1;
/** Contract: a deleted subscription's backlog is held 10 minutes. */
const handoverMs = 600_000;

/** The slot whose hook is Zapier's: a 410 deletes its subscription. */
export const zapierSlot = 2;
export const slots: readonly number[] = [0, 1, zapierSlot];

type Subscription = {
	readonly id: string;
	status: 'active' | 'paused' | 'disabled';
	agent: Agent | null;
};

/** What the contract says of one hook URL. */
type Slot = {
	subscription: Subscription | null;
	behaviour: Behaviour;
	/** Whether it has answered nothing but 200 since the subscription was made, always in service. */
	smooth: boolean;
	/** Messages that it must get, unless its policy gives up. */
	readonly owed: Set<string>;
	/** Of those, what waits for an heir of the URL, and since when. */
	readonly orphans: Map<string, number>;
	/** Messages that nobody wants here any more, and how many requests there were by then. */
	readonly released: Map<string, number>;
};

type SentEvent = {
	readonly body: string;
	readonly agent: Agent;
	/** Null while no sender has an answer: it may be stored or not. */
	id: string | null;
	/** Who had to get it when it was first sent. */
	readonly wanted: Set<number>;
	/** Who may get it: its subscription ended while nobody knew whether it was stored. */
	readonly tolerated: Set<number>;
};

/** The contract of delivering, as simply as it can be said. */
export type Contract = {
	readonly slots: readonly Slot[];
	readonly events: readonly SentEvent[];
	readonly slot: (nth: number) => Slot;
	readonly sent: (body: string, agent: Agent, answer: { readonly id: string } | null) => void;
	/** A sender tries again; answers whether that must have been a duplicate. */
	readonly sentAgain: (
		nth: number,
		answer: { readonly id: string; readonly duplicate: boolean },
	) => void;
	readonly subscribed: (nth: number, id: string, agent: Agent | null, now: number) => void;
	readonly unsubscribed: (nth: number, now: number) => void;
	/** Reads what targets have answered since the last time. */
	readonly observe: (hits: readonly Hit[]) => void;
	/** Everything that contradicts the contract now. */
	readonly faults: (hits: readonly Hit[]) => readonly string[];
	/** What is still missing once everything had time to arrive. */
	readonly losses: (hits: readonly Hit[]) => readonly string[];
};

const wants = ({ subscription }: Slot, agent: Agent): boolean =>
	subscription !== null && (subscription.agent === null || subscription.agent === agent);

export const createContract = (): Contract => {
	const all: Slot[] = slots.map(() => ({
		subscription: null,
		behaviour: 'up',
		smooth: true,
		owed: new Set(),
		orphans: new Map(),
		released: new Map(),
	}));
	const events: SentEvent[] = [];
	let observed = 0;

	const slot = (nth: number): Slot => {
		const found = all[nth];
		if (found === undefined) throw new Error(`There is no slot ${nth}.`);
		return found;
	};
	const wantedNow = (agent: Agent): readonly number[] =>
		slots.filter((nth) => wants(slot(nth), agent));
	const owe = (id: string, to: Iterable<number>) => {
		for (const nth of to) slot(nth).owed.add(id);
	};
	const tries = (hits: readonly Hit[], nth: number, id: string): readonly Hit[] =>
		hits.filter((hit) => hit.slot === nth && hit.messageId === id);
	const arrived = (hits: readonly Hit[], nth: number, id: string): boolean =>
		tries(hits, nth, id).some(({ status }) => status === 200);
	/** Whether the policy may have given up: all its attempts failed. */
	const mayBeDead = (hits: readonly Hit[], nth: number, id: string): boolean =>
		tries(hits, nth, id).length >= attempts;
	const orphan = (nth: number, now: number) => {
		const left = slot(nth);
		left.subscription = null;
		for (const id of left.owed) if (!left.released.has(id)) left.orphans.set(id, now);
		for (const { id, wanted, tolerated } of events) {
			if (id === null && wanted.delete(nth)) tolerated.add(nth);
		}
	};

	return {
		slots: all,
		events,
		slot,
		sent: (body, agent, answer) => {
			const wanted = new Set(wantedNow(agent));
			events.push({ body, agent, id: answer?.id ?? null, wanted, tolerated: new Set() });
			if (answer !== null) owe(answer.id, wanted);
		},
		sentAgain: (nth, { id, duplicate }) => {
			const event = events[nth];
			if (event === undefined) throw new Error(`There is no event ${nth}.`);
			const known = event.id !== null;
			if (known && (!duplicate || event.id !== id)) {
				throw new Error(`The event ${event.id} came again and was taken as ${id}.`);
			}
			if (known) return;
			event.id = id;
			owe(id, duplicate ? event.wanted : wantedNow(event.agent));
		},
		subscribed: (nth, id, agent, now) => {
			const heir = slot(nth);
			heir.subscription = { id, status: 'active', agent };
			heir.smooth = heir.behaviour === 'up';
			for (const [messageId, since] of heir.orphans) {
				const event = events.find((one) => one.id === messageId);
				const taken = now - since < handoverMs && event !== undefined && wants(heir, event.agent);
				if (!taken) heir.released.set(messageId, observed);
			}
			heir.orphans.clear();
		},
		unsubscribed: orphan,
		observe: (hits) => {
			for (const hit of hits.slice(observed)) {
				const at = slot(hit.slot);
				if (hit.status !== 200) at.smooth = false;
				if (hit.status !== 410 || at.subscription === null) continue;
				if (hit.slot === zapierSlot) orphan(hit.slot, hit.at);
				else at.subscription.status = 'disabled';
			}
			observed = hits.length;
		},
		faults: (hits) => {
			const unanswered = events.filter(({ id }) => id === null);
			/** An event whose sender has no answer may be stored, for whoever wanted it. */
			const mayBeFor = (nth: number, messageId: string): boolean => {
				const known = events.find(({ id }) => id === messageId);
				return (known === undefined ? unanswered : [known]).some(
					({ wanted, tolerated }) => wanted.has(nth) || tolerated.has(nth),
				);
			};
			const strangers = hits
				.filter(
					({ slot: nth, messageId }) => !slot(nth).owed.has(messageId) && !mayBeFor(nth, messageId),
				)
				.map(({ slot: nth, messageId }) => `slot ${nth} got ${messageId}, which is not for it`);
			const unwanted = hits.flatMap(({ slot: nth, messageId }, place) =>
				place >= (slot(nth).released.get(messageId) ?? Number.POSITIVE_INFINITY)
					? [`slot ${nth} got ${messageId}, which nobody took over`]
					: [],
			);
			const late = slots.flatMap((nth) => {
				const { subscription, owed, smooth } = slot(nth);
				if (!smooth || subscription?.status !== 'active' || nth === zapierSlot) return [];
				return [...owed]
					.filter((id) => !slot(nth).released.has(id) && !arrived(hits, nth, id))
					.filter((id) => tries(hits, nth, id).length === 0)
					.map((id) => `slot ${nth} did not get ${id} at once`);
			});
			return [...strangers, ...unwanted, ...late];
		},
		losses: (hits) =>
			slots.flatMap((nth) => {
				const { owed, orphans, released } = slot(nth);
				return [...owed]
					.filter((id) => !orphans.has(id) && !released.has(id))
					.filter((id) => !arrived(hits, nth, id) && !mayBeDead(hits, nth, id))
					.map((id) => `slot ${nth} never got ${id}`);
			}),
	};
};
