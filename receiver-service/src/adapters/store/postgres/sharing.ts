/** What a replica has to do, in attempts that end in a second. */
export type ReplicaLoad = { readonly id: string; readonly load: number };

/** A target that a replica could give away, with its part of the load. */
export type TargetLoad = { readonly id: string; readonly load: number };

/** What one replica is to give another. */
export type Gift = { readonly targets: readonly TargetLoad[]; readonly heir: ReplicaLoad };

/**
 * Below so many attempts a second a replica has time enough, some nine tenths: what it took in it
 * delivers from memory, and that costs less than handing it over.
 */
const busyFrom = 1_000;
/** The busier of the two has so much less to do afterwards, or nothing moves: loads vary. */
const leastGain = 0.15;
/** In one gift: more would be away from both for too long. */
const mostTargets = 64;

/**
 * Which of its targets a replica with so much to do best gives to the one that has least; null:
 * none. A target has one owner, so it moves as a whole: the busiest first, each that leaves the
 * busier of the two with less. Gifts make loads more even, so a sequence of them comes to an end.
 */
export const chooseGift = (
	load: number,
	targets: readonly TargetLoad[],
	others: readonly ReplicaLoad[],
): Gift | null => {
	const heir = others.toSorted((one, other) => one.load - other.load)[0];
	if (heir === undefined || load < busyFrom) return null;
	let busier = load;
	let moved = 0;
	const chosen: TargetLoad[] = [];
	for (const target of targets.toSorted((one, other) => other.load - one.load)) {
		const after = Math.max(load - moved - target.load, heir.load + moved + target.load);
		if (after >= busier || chosen.length === mostTargets) continue;
		busier = after;
		moved += target.load;
		chosen.push(target);
	}
	return busier > load * (1 - leastGain) ? null : { targets: chosen, heir };
};
