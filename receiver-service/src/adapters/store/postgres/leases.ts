import type { Log } from '../../../ports.ts';
import { oneAtATime } from './coalesce.ts';
import type { Database, Sql } from './database.ts';
import { createGiving, type OwnedTarget } from './giving.ts';
import { channel } from './tables/changes.ts';
import { writeOwed } from './tables/owed.ts';
import {
	endedReplicas,
	refuseTargets,
	removeHeirless,
	removeReplica,
	renewReplica,
} from './tables/replicas.ts';
import {
	forgetQuiet,
	giveBackAll,
	lookAtTargets,
	notePause,
	type TakenTarget,
	takeFree,
	takeInherited,
	takeOne,
	targetsOf,
	wakeTargets,
} from './tables/targets.ts';

/**
 * Who delivers where. A replica has a row with a lease that it renews; a target has at most one
 * owner among the replicas, and a number, the fence, that grows with every owner. Everything that
 * belongs to a target's deliveries (order, pace, health of its subscriptions) is its owner's alone.
 *
 * - A target is taken when something in it is due and it has no owner, or its owner's lease is over.
 * - Whoever adds due rows to another's target says so in `next_due`; the owner looks there.
 * - A replica that has much to do gives busy targets to one that has less (sharing.ts), once nothing
 *   of theirs is in its memory any more.
 * - What an attempt came to is written only while the fence of its claim is still the target's
 *   (tables/settle.ts): a replica that slept past its lease changes nothing of what others took.
 * - Time is the database's: clocks of replicas may differ. A replica counts its own lease from
 *   before it asked for it, on a clock that nobody sets.
 */
export type Leases = {
	/** The fence of a target that this replica has now; null: it may not deliver there. */
	readonly fenceOf: (targetId: string) => number | null;
	/** Takes the target unless another has it; its fence, or null. */
	readonly claim: (targetId: string) => Promise<number | null>;
	/** Something in these is due: takes those that are free and tells the owners of the others. */
	readonly wake: (targetIds: Iterable<string>) => void;
	/** Own targets with something due that nobody told this replica of; and takes free ones. */
	readonly look: () => Promise<void>;
	/** The target asked for a pause, or its pace does: whoever owns it next keeps it too. */
	readonly pause: (targetId: string, until: number) => void;
	/** An attempt under this fence is over: a part of what this replica has to do. */
	readonly attempted: (fence: number) => void;
	/** Begins to take free targets by itself. */
	readonly begin: (events: LeaseEvents) => void;
	/** Registers, and from then on renews. */
	readonly open: () => Promise<void>;
	/** Takes no more; what is there stays until the end. */
	readonly rest: () => void;
	/** Gives everything back at once. */
	readonly close: () => Promise<void>;
};

export type LeaseEvents = {
	/** Before anything is delivered there: what the owner before knew of them is read anew. */
	readonly taking: (targetIds: readonly string[]) => Promise<void>;
	/** Rows of the target are due. */
	readonly due: (targetId: string) => void;
	/** The target is to be another's: resolves once nothing of it is in memory, or with false. */
	readonly leaving: (targetId: string, withinMs: number) => Promise<boolean>;
	/** The target's pause, as the owner before left it. */
	readonly paused: (targetId: string, until: number) => void;
};

export type LeaseOptions = {
	readonly database: Database;
	readonly replicaId: string;
	readonly log: Log;
	readonly now: () => number;
	readonly leaseMs: number;
	/** False for a replica that delivers nothing. */
	readonly delivers: boolean;
	/** Has what was done under its lease until now on disk, and what is owed to the target in rows. */
	readonly written: (targetId: string) => Promise<void>;
};

/** Wake-ups that come together are one statement. */
const gatherMs = 10;
/** Taken in one look: a replica that has just started leaves some to the others. */
const takenAtOnce = 64;
/** A replica's end leaves many: they are spread over those that are quick. */
const inheritedAtOnce = 256;
/** A target that was quiet for so long is given back. */
const quietMs = 60_000;
const tidyEveryMs = 30_000;
/** A replica stops to deliver so long before others may think its lease over. */
const safetyShare = 0.2;
const renewalsPerLease = 4;

const nothing = (): void => {};

type Owned = OwnedTarget & { usedAt: number };

export const createLeases = (options: LeaseOptions): Leases => {
	const { database, replicaId, log, now, leaseMs } = options;
	const owned = new Map<string, Owned>();
	const waking = new Set<string>();
	const pauses = new Map<string, number>();
	/** Neither this replica's nor another's for a moment: nothing begins there. */
	const leaving = new Set<string>();
	let events: LeaseEvents | null = null;
	let takes = options.delivers;
	let validUntil = 0;
	let wakeTimer: NodeJS.Timeout | null = null;
	let renewTimer: NodeJS.Timeout | null = null;
	let tidiedAt = performance.now();
	let closed = false;
	let adopting: Promise<void> = Promise.resolve();

	const isValid = (): boolean => performance.now() < validUntil;
	const own = (id: string, fence: number): void => {
		const since = performance.now();
		owned.set(id, { fence, since, usedAt: since });
	};

	const fenceOf = (targetId: string): number | null => {
		const lease = owned.get(targetId);
		if (lease === undefined || !isValid()) return null;
		lease.usedAt = performance.now();
		return lease.fence;
	};

	const adoptNow = async (taken: readonly TakenTarget[]): Promise<void> => {
		const fresh = taken.filter(
			({ id, fence }) => !leaving.has(id) && fence > (owned.get(id)?.fence ?? 0),
		);
		if (fresh.length === 0) return;
		await events?.taking(fresh.map(({ id }) => id));
		for (const { id, fence, not_before: notBefore } of fresh) {
			own(id, fence);
			if (notBefore !== null && notBefore > now()) events?.paused(id, notBefore);
		}
	};

	/**
	 * Makes taken targets this replica's, once it knows what the owner before knew. One after the
	 * other: what is read of a target must not undo what its attempts have taught here meanwhile.
	 */
	const adopt = (taken: readonly TakenTarget[]): Promise<void> => {
		const adopted = adopting.then(() => adoptNow(taken));
		adopting = adopted.then(nothing, nothing);
		return adopted;
	};

	const adoptDue = async (taken: readonly TakenTarget[]): Promise<void> => {
		await adopt(taken);
		for (const { id } of taken) if (!leaving.has(id)) events?.due(id);
	};

	/** What replicas owed that are gone gets its rows; where those are to go. */
	const writeOwedOf = async (sql: Sql, ended: readonly string[]): Promise<readonly string[]> => {
		const written: string[] = [];
		for (const id of ended) {
			for (const { targetId } of await writeOwed(sql, { keeper: id })) written.push(targetId);
		}
		return written;
	};

	const takeSome = async (): Promise<readonly TakenTarget[]> => {
		const { taken, due, gone } = await database.transaction(async (sql) => {
			const free = await takeFree(sql, replicaId, now(), takenAtOnce);
			const ended = await endedReplicas(sql, replicaId);
			if (ended.length === 0) return { taken: free, due: [], gone: [] };
			const inherited = await takeInherited(sql, replicaId, ended, inheritedAtOnce);
			const taken = [...free, ...inherited];
			const due = await writeOwedOf(sql, ended);
			return { taken, due, gone: await removeHeirless(sql, ended) };
		});
		for (const replica of gone) log.warn('replica.ended', { replica });
		wake(due);
		return taken;
	};

	const look = oneAtATime(async () => {
		if (events === null || !takes || !isValid()) return;
		const { due, takeable } = await lookAtTargets(database, replicaId, now());
		await adoptDue(due);
		// Once a look, so that replicas that look at the same time share what there is.
		if (takeable) await adoptDue(await takeSome());
	});

	const claim = async (targetId: string): Promise<number | null> => {
		const fence = fenceOf(targetId);
		if (fence !== null) return fence;
		if (!takes || !isValid() || leaving.has(targetId)) return null;
		// It may be on its way here.
		await adopting;
		if (owned.has(targetId)) return fenceOf(targetId);
		const { taken, due } = await database.transaction(async (sql) => {
			const ended = await endedReplicas(sql, replicaId);
			const taken = await takeOne(sql, replicaId, targetId, ended);
			return { taken, due: await writeOwedOf(sql, ended) };
		});
		wake(due);
		await adopt(taken);
		return fenceOf(targetId);
	};

	/** Takes those that are free, and lets the owners of the others know. */
	const wakeNow = async (ids: readonly string[]): Promise<void> => {
		const woken = await wakeTargets(database, takes && isValid() ? replicaId : null, ids, now());
		const mine = woken.filter(({ owner }) => owner === replicaId);
		if (mine.length < woken.length) await database.run(`SELECT pg_notify('${channel}', '')`);
		await adoptDue(mine);
	};

	const flushWakes = async (): Promise<void> => {
		const ids = [...waking];
		waking.clear();
		try {
			await wakeNow(ids);
		} catch (fault) {
			// The rows are there: the sweep of pending targets finds them.
			log.warn('leases.wake_failed', { error: String(fault) });
		}
	};

	const startWaking = (): void => {
		if (wakeTimer !== null || closed) return;
		wakeTimer = setTimeout(async () => {
			await flushWakes();
			wakeTimer = null;
			if (waking.size > 0) startWaking();
		}, gatherMs);
	};

	const wake = (targetIds: Iterable<string>): void => {
		for (const id of targetIds) waking.add(id);
		if (waking.size > 0) startWaking();
	};

	const writePauses = async (): Promise<void> => {
		for (const [id, until] of pauses) {
			if (leaving.has(id)) continue;
			pauses.delete(id);
			const fence = owned.get(id)?.fence;
			if (fence !== undefined) await notePause(database, id, fence, until);
		}
	};

	/** Gives back targets that were quiet: whoever gets their next event may deliver it itself. */
	const tidy = async (): Promise<void> => {
		const quietSince = performance.now() - quietMs;
		const quiet = [...owned].filter(([, { usedAt }]) => usedAt < quietSince);
		if (quiet.length === 0) return;
		// From here on an event for one of them asks the database who has it.
		for (const [id] of quiet) owned.delete(id);
		const ids = quiet.map(([id]) => id);
		const gone = new Set(await forgetQuiet(database, replicaId, ids, now()));
		for (const [id, { fence }] of quiet) if (!gone.has(id) && !owned.has(id)) own(id, fence);
	};

	/** After a lease that was over: what others have taken meanwhile is theirs. */
	const resync = async (): Promise<readonly string[]> => {
		const kept = await targetsOf(database, replicaId);
		log.warn('replica.lease_was_over', { targets: kept.length, before: owned.size });
		owned.clear();
		const staying = kept.filter(({ id }) => !leaving.has(id));
		for (const { id, fence } of staying) own(id, fence);
		return staying.map(({ id }) => id);
	};

	const giving = createGiving({
		database,
		replicaId,
		log,
		owned,
		staysMs: leaseMs,
		letGo: (id) => {
			leaving.add(id);
			owned.delete(id);
		},
		emptied: async (id, withinMs) => {
			const isEmpty = (await events?.leaving(id, withinMs)) ?? false;
			if (isEmpty) await options.written(id);
			return isEmpty;
		},
		pauseOf: (id) => pauses.get(id) ?? null,
		letGone: (id, isGiven) => {
			leaving.delete(id);
			// As it was, and for what came meanwhile too.
			if (!isGiven) wake([id]);
		},
	});

	const renew = async (): Promise<void> => {
		const startedAt = performance.now();
		const wasOver = validUntil > 0 && startedAt >= validUntil;
		const role = options.delivers ? 'deliver' : 'api';
		const attempted = giving.count();
		const load = takes && events !== null ? attempted : null;
		await renewReplica(database, { id: replicaId, role, load }, leaseMs);
		const kept = wasOver ? await resync() : [];
		validUntil = startedAt + leaseMs * (1 - safetyShare);
		// What was in memory was let go: it is read again.
		for (const id of kept) events?.due(id);
		await writePauses();
		if (takes && !closed) giving.start();
		if (startedAt - tidiedAt < tidyEveryMs) return;
		tidiedAt = startedAt;
		await tidy();
	};

	const renewAgain = (): void => {
		if (closed) return;
		renewTimer = setTimeout(() => {
			renew()
				.catch((fault: unknown) => log.warn('replica.not_renewed', { error: String(fault) }))
				.finally(renewAgain);
		}, leaseMs / renewalsPerLease);
		renewTimer.unref();
	};

	return {
		fenceOf,
		claim,
		look,
		wake,
		pause: (targetId, until) => {
			if ((pauses.get(targetId) ?? 0) < until) pauses.set(targetId, until);
		},
		attempted: giving.attempted,
		begin: (listener) => {
			events = listener;
		},
		open: async () => {
			await renew();
			renewAgain();
		},
		rest: () => {
			takes = false;
			refuseTargets(database, replicaId).catch((fault: unknown) =>
				log.info('leases.not_refused', { error: String(fault) }),
			);
		},
		close: async () => {
			closed = true;
			takes = false;
			if (renewTimer !== null) clearTimeout(renewTimer);
			if (wakeTimer !== null) clearTimeout(wakeTimer);
			await giving.ended();
			owned.clear();
			validUntil = 0;
			if (waking.size > 0) await flushWakes();
			await database.transaction(async (sql) => {
				await writeOwed(sql, { keeper: replicaId });
				await refuseTargets(sql, replicaId);
				await giveBackAll(sql, replicaId);
				await removeReplica(sql, replicaId);
			});
		},
	};
};
