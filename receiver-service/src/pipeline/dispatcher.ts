import type { DueDelivery } from '../ports.ts';
import { createAttempts, type DeliveryContext } from './attempts.ts';
import { createFetcher } from './fetcher.ts';
import { createHanded, type Handed } from './handed.ts';
import { addWake, type Lane, queued, setLaneBack, takeWakes } from './lane.ts';
import { hasRoom, limitsOf, maxInFlight, nextTurn, opensAt } from './lane-limits.ts';
import { createLaneMemory } from './lane-memory.ts';
import { createProbes } from './probes.ts';
import { createReads } from './reads.ts';
import { bringRowsForward, setBackBy } from './set-back.ts';

/** Delivers: keeps targets apart, paces, retries, settles. */
export type Dispatcher = {
	/** Takes up every due delivery of the database. */
	readonly start: () => Promise<void>;
	/** Deliveries that were just committed as pending, handed over in memory; rows are the backstop. */
	readonly offer: (deliveries: readonly DueDelivery[]) => void;
	/** Rows of this target became due otherwise (released, replayed, handed over). */
	readonly wake: (targetId: string) => void;
	/** Whether what is offered for this target now is delivered from memory. */
	readonly keepsUp: (targetId: string) => boolean;
	/** Another replica took these messages in, for targets that are delivered to here. */
	readonly handed: Handed;
	/**
	 * The target is to be another replica's, and its lease is no longer this one's: resolves once
	 * nothing of it is in memory, with false when something still is after so many milliseconds.
	 */
	readonly leave: (targetId: string, withinMs: number) => Promise<boolean>;
	/** The target asked for a pause before it came here. */
	readonly pause: (targetId: string, until: number) => void;
	/** The subscription was created, changed, paused, disabled, enabled or removed. */
	readonly changed: (subscriptionId: string) => void;
	readonly inFlight: () => number;
	/** Starts no new attempt, waits for those in flight up to the deadline, returns the rest to their rows. */
	readonly stop: (deadlineMs: number) => Promise<void>;
};

/** Unwritten results: beyond it the database is behind, and more attempts would only add to it. */
const maxUnsettled = 4_000;
/** A lane that pauses longer than this gives its memory back. */
const keepThroughPauseMs = 2_000;
/** Rows that no timer knows of (a crash, a lost hand-over) are found within this time, as is a clock that was set back. */
const sweepEveryMs = 30_000;
/** Node's timers end at 24.8 days; whoever waits longer than this is armed again. */
const maxTimerMs = 12 * 60 * 60 * 1_000;

/**
 * One lane for each target, fed from memory while it keeps up and from rows when it does not.
 * Lanes that can start an attempt wait in a ring and take turns, one attempt each.
 */
export const createDispatcher = (context: DeliveryContext): Dispatcher => {
	const { clock, directory, store, log, leases } = context;
	const memory = createLaneMemory();
	const reads = createReads();
	let ready: Lane[] = [];
	let inFlight = 0;
	let running = false;
	let pumping = false;
	let cancelSweep: (() => void) | null = null;
	let onQuiet: (() => void) | null = null;

	const limits = (lane: Lane) => limitsOf(lane, directory.subscriptionsOfTarget, clock.now());

	const canStart = (lane: Lane, now: number): boolean =>
		queued(lane) > 0 &&
		hasRoom(lane, limits(lane), inFlight) &&
		opensAt(lane, limits(lane), now) <= now;

	const arm = (lane: Lane, now: number) => {
		const at = nextTurn(lane, limits(lane), now);
		if (lane.timer?.at === at) return;
		lane.timer?.cancel();
		lane.timer = null;
		if (at === Number.POSITIVE_INFINITY) return;
		const run = () => {
			lane.timer = null;
			goOn(lane);
		};
		lane.timer = { at, cancel: clock.after(Math.min(Math.max(at - now, 0), maxTimerMs), run) };
	};

	/** Puts the lane where it goes on: into the ring, on its timer, or in line to read rows. */
	const schedule = (lane: Lane) => {
		if (!running) return;
		const now = clock.now();
		takeWakes(lane, now);
		if (lane.notBefore - now > keepThroughPauseMs) memory.spill(lane);
		if (lane.hasRows && lane.notBefore <= now) fetcher.want(lane);
		if (lane.isReady) return;
		if (!canStart(lane, now)) return arm(lane, now);
		lane.isReady = true;
		ready.push(lane);
	};

	const goOn = (lane: Lane) => {
		schedule(lane);
		pump();
	};

	const wake = (targetId: string) => {
		if (!running) return;
		const lane = memory.laneOf(targetId);
		lane.hasRows = true;
		goOn(lane);
	};

	/** Takes a subscription's deliveries out of memory: its rows know better what becomes of them. */
	const spillSubscription = (subscriptionId: string) => {
		reads.discard();
		for (const lane of memory.lanes()) memory.spill(lane, subscriptionId);
	};

	const fetcher = createFetcher(context, { ...memory, reads, fetched: goOn });

	const attempts = createAttempts(context, {
		started: (lane) => {
			lane.inFlight += 1;
			lane.startedAt = clock.now();
			inFlight += 1;
		},
		ended: (lane) => {
			lane.inFlight -= 1;
			inFlight -= 1;
			memory.spillIfCareful(lane);
			if (lane.notBefore > clock.now()) leases?.pause(lane.targetId, lane.notBefore);
			goOn(lane);
		},
		settled: (lane, entry, dueAt) => {
			memory.forget(lane, entry);
			reads.left(entry.due.delivery.id);
			if (dueAt !== null) addWake(lane, dueAt);
			goOn(lane);
		},
		rested: spillSubscription,
		released: wake,
		written: () => {
			if (inFlight === 0) onQuiet?.();
		},
	});

	/** Another replica may deliver it by now. */
	const isLost = ({ delivery, fence }: DueDelivery): boolean =>
		leases !== undefined && leases.fenceOf(delivery.targetId) !== fence;

	const startOne = (lane: Lane) => {
		const entry = memory.take(lane);
		if (entry === undefined) return;
		if (isLost(entry.due)) {
			memory.forget(lane, entry);
			lane.hasRows = true;
			return;
		}
		const subscription = directory.subscription(entry.due.delivery.subscriptionId);
		const isListening =
			subscription?.status === 'active' &&
			(subscription.expiresAt === null || subscription.expiresAt > clock.now());
		if (isListening) {
			limits(lane).bucket?.take(clock.now());
			attempts.start(lane, entry, subscription);
		} else if (subscription === undefined && !entry.fromRow) {
			// Deleted while it waited here: its row says what became of it.
			memory.forget(lane, entry);
			lane.hasRows = true;
		} else attempts.putAside(lane, entry, subscription);
	};

	const pump = () => {
		if (pumping) return;
		pumping = true;
		let position = 0;
		while (running && inFlight < maxInFlight && attempts.unsettled() < maxUnsettled) {
			const lane = ready[position];
			if (lane === undefined) break;
			position += 1;
			lane.isReady = false;
			if (canStart(lane, clock.now())) startOne(lane);
			schedule(lane);
		}
		ready = ready.slice(position);
		pumping = false;
	};

	const offer = (deliveries: readonly DueDelivery[]) => {
		if (!running) return;
		for (const due of deliveries) {
			if (memory.entryOf(due.delivery.id) !== undefined) continue;
			const lane = memory.laneOf(due.delivery.targetId);
			if (!memory.offer(lane, due)) lane.hasRows = true;
			schedule(lane);
		}
		pump();
	};

	const leave = async (targetId: string, withinMs: number): Promise<boolean> => {
		const lane = memory.laneOf(targetId);
		memory.spill(lane);
		if (lane.known > 0) {
			await new Promise<void>((resolve) => {
				const cancel = clock.after(withinMs, resolve);
				lane.emptied = () => {
					cancel();
					resolve();
				};
			});
			lane.emptied = null;
		}
		if (lane.known > 0) return false;
		const now = clock.now();
		const opens = opensAt(lane, limits(lane), now);
		// Its pace goes on where it was: whoever begins anew would let one more through.
		if (opens > now) leases?.pause(targetId, opens);
		// Whoever has it next looks for them.
		lane.wakes = [];
		schedule(lane);
		return true;
	};

	const handed = createHanded(context, { ...memory, reads, offer, wake });

	const probes = createProbes(context, (subscription, due) => {
		const lane = memory.laneOf(due.delivery.targetId);
		const isBusy = !hasRoom(lane, limits(lane), inFlight);
		if (!running || isBusy || memory.entryOf(due.delivery.id) !== undefined) return;
		attempts.start(lane, memory.adopt(lane, due), subscription, true);
	});

	const findRows = async (): Promise<void> => {
		const targets = await store.pendingTargets();
		const now = clock.now();
		for (const { targetId, dueAt } of targets) {
			const lane = memory.laneOf(targetId);
			if (dueAt <= now) lane.hasRows = true;
			else addWake(lane, dueAt);
			schedule(lane);
		}
		pump();
	};

	const setBack = (byMs: number) => {
		log.warn('clock.set_back', { by_ms: byMs });
		probes.setBack(byMs);
		for (const lane of memory.lanes()) {
			setLaneBack(lane, clock.now(), byMs);
			if (lane.notBefore > clock.now()) leases?.pause(lane.targetId, lane.notBefore);
			schedule(lane);
		}
		pump();
		void bringRowsForward(context, byMs, () => !running, wake);
	};

	const sweep = async (): Promise<void> => {
		try {
			memory.evictIdle(clock.now());
			await findRows();
			await probes.look();
		} catch (fault) {
			log.warn('delivery.sweep_failed', { error: String(fault) });
		}
		if (running) sweepLater();
	};

	const sweepLater = () => {
		const startedAt = clock.now();
		cancelSweep = clock.after(sweepEveryMs, () => {
			const byMs = setBackBy(startedAt, sweepEveryMs, clock.now());
			if (byMs > 0) setBack(byMs);
			void sweep();
		});
	};

	const quiet = (deadlineMs: number): Promise<void> =>
		new Promise((resolve) => {
			if (inFlight === 0 && attempts.unsettled() === 0) return resolve();
			const cancel = clock.after(deadlineMs, resolve);
			onQuiet = () => {
				cancel();
				resolve();
			};
		});

	return {
		start: async () => {
			running = true;
			await findRows();
			sweepLater();
		},
		offer,
		wake,
		keepsUp: (targetId) => running && memory.keepsUp(targetId),
		handed: (targetIds, messageIds) => {
			if (running) handed(targetIds, messageIds);
		},
		leave,
		pause: (targetId, until) => {
			const lane = memory.laneOf(targetId);
			lane.notBefore = Math.max(lane.notBefore, until);
		},
		changed: (subscriptionId) => {
			if (!running) return;
			attempts.forget(subscriptionId);
			spillSubscription(subscriptionId);
			const subscription = directory.subscription(subscriptionId);
			if (subscription !== undefined) memory.laneOf(subscription.targetId).limitsChanged = true;
			for (const lane of memory.lanes()) if (lane.hasRows) schedule(lane);
			pump();
		},
		inFlight: () => inFlight,
		stop: async (deadlineMs) => {
			running = false;
			cancelSweep?.();
			ready = [];
			for (const lane of memory.lanes()) {
				lane.timer?.cancel();
				memory.spill(lane);
			}
			await quiet(deadlineMs);
			attempts.stop();
		},
	};
};
