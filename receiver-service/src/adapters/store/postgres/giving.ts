import type { Log } from '../../../ports.ts';
import type { Database } from './database.ts';
import { chooseGift, type ReplicaLoad, type TargetLoad } from './sharing.ts';
import { channel } from './tables/changes.ts';
import { otherLoads } from './tables/replicas.ts';
import { giveTarget } from './tables/targets.ts';

/** A target that this replica has. */
export type OwnedTarget = {
	readonly fence: number;
	/** When it came here, by a clock that nobody sets. */
	readonly since: number;
};

export type GivingOptions = {
	readonly database: Database;
	readonly replicaId: string;
	readonly log: Log;
	readonly owned: ReadonlyMap<string, OwnedTarget>;
	/** A target that came so short a time ago stays: it was given for a reason, and is not known well. */
	readonly staysMs: number;
	/** Makes a target nobody's in memory: nothing begins there, and nothing takes it. */
	readonly letGo: (targetId: string) => void;
	/** Resolves once nothing of it is in memory or unwritten, with false when that takes too long. */
	readonly emptied: (targetId: string, withinMs: number) => Promise<boolean>;
	/** The pause that it asked for last, if that may not be in its row. */
	readonly pauseOf: (targetId: string) => number | null;
	/** It has another owner, or after all the same. */
	readonly letGone: (targetId: string, isGiven: boolean) => void;
};

/** Shares busy targets with replicas that have less to do. */
export type Giving = {
	/** An attempt under this fence is over. */
	readonly attempted: (fence: number) => void;
	/** Counts what came since it was called last; returns how many attempts a second this replica makes. */
	readonly count: () => number;
	/** Gives away what makes loads more even; one at a time, and in the background. */
	readonly start: () => void;
	/** Resolves when nothing is being given. */
	readonly ended: () => Promise<void>;
};

/** What a target has in flight when it is to be given away may take so long; else it stays. */
const emptiedWithinMs = 1_000;
/** Then it is not tried again for so long: nothing is delivered there meanwhile. */
const notAgainMs = 600_000;

export const createGiving = (options: GivingOptions): Giving => {
	const { database, replicaId, log, owned, staysMs } = options;
	/** Of the targets that this replica has, by fence. */
	let attempts = new Map<number, number>();
	let loads = new Map<number, number>();
	let countedAt = performance.now();
	/** Targets that did not come to rest, and until when they are not tried again. */
	const restless = new Map<string, number>();
	let giving: Promise<void> | null = null;

	const total = (): number => loads.values().reduce((sum, load) => sum + load, 0);

	const count = (): number => {
		const [before, now] = [countedAt, performance.now()];
		const counted = new Map<number, number>();
		for (const { fence, since } of owned.values()) {
			const seconds = (now - Math.max(since, before)) / 1_000;
			const load = seconds > 0 ? (attempts.get(fence) ?? 0) / seconds : 0;
			// Half of it is what was before: loads vary.
			counted.set(fence, (load + (loads.get(fence) ?? load)) / 2);
		}
		[loads, attempts, countedAt] = [counted, new Map(), now];
		return total();
	};

	const give = async ({ id, load }: TargetLoad, heir: ReplicaLoad): Promise<void> => {
		const fence = owned.get(id)?.fence;
		if (fence === undefined) return;
		options.letGo(id);
		let isGiven = false;
		try {
			if (await options.emptied(id, emptiedWithinMs)) {
				const target = { id, fence, notBefore: options.pauseOf(id) };
				isGiven = await giveTarget(database, target, { id: heir.id, load });
			} else restless.set(id, performance.now() + notAgainMs);
		} finally {
			options.letGone(id, isGiven);
		}
		if (isGiven) log.info('leases.target_given', { target_id: id, replica: heir.id });
	};

	const giveSome = async (): Promise<void> => {
		const now = performance.now();
		for (const [id, until] of restless) if (until <= now) restless.delete(id);
		const targets: TargetLoad[] = [];
		for (const [id, { fence, since }] of owned) {
			if (restless.has(id) || now - since < staysMs) continue;
			targets.push({ id, load: loads.get(fence) ?? 0 });
		}
		const gift = chooseGift(total(), targets, await otherLoads(database, replicaId));
		if (gift === null) return;
		await Promise.all(gift.targets.map((target) => give(target, gift.heir)));
		await database.run(`SELECT pg_notify('${channel}', '')`);
	};

	return {
		attempted: (fence) => {
			attempts.set(fence, (attempts.get(fence) ?? 0) + 1);
		},
		count,
		start: () => {
			giving ??= giveSome()
				.catch((fault: unknown) => log.warn('leases.not_shared', { error: String(fault) }))
				.finally(() => {
					giving = null;
				});
		},
		ended: async () => {
			await giving;
		},
	};
};
