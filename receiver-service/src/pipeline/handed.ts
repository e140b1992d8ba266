import type { DueDelivery, Log, Replication } from '../ports.ts';
import type { LaneMemory } from './lane-memory.ts';
import type { Reads } from './reads.ts';

/** More than this waits for its targets' rows to be looked at: there is a backlog anyway. */
const maxWaiting = 4_000;

/** Takes what other replicas hand over: names of messages, for targets of this one. */
export type Handed = (targetIds: readonly string[], messageIds: readonly string[]) => void;

/**
 * Reads what was handed over, all that came during one read with the next, and offers it as what
 * this replica took in itself is. What is lost here is in its rows, and soon looked for there.
 */
export const createHanded = (
	context: {
		readonly leases?: Pick<Replication, 'readHanded'> | undefined;
		readonly log: Log;
	},
	lanes: Pick<LaneMemory, 'laneOf' | 'entryOf'> & {
		readonly reads: Reads;
		readonly offer: (deliveries: readonly DueDelivery[]) => void;
		/** Rows of this target are due. */
		readonly wake: (targetId: string) => void;
	},
): Handed => {
	const { leases, log } = context;
	let targets = new Set<string>();
	let messages = new Set<string>();
	let isReading = false;

	const readOnce = async (targetIds: readonly string[], messageIds: readonly string[]) => {
		const read = lanes.reads.begin();
		try {
			const due = await leases?.readHanded(
				targetIds,
				messageIds,
				// Behind older rows it is read with them.
				({ id, targetId }) =>
					!read.left.has(id) && lanes.entryOf(id) === undefined && !lanes.laneOf(targetId).hasRows,
			);
			if (read.outdated) for (const targetId of targetIds) lanes.wake(targetId);
			else lanes.offer((due ?? []).filter(({ delivery }) => !read.left.has(delivery.id)));
		} catch (fault) {
			log.warn('delivery.handed_over_unread', { error: String(fault) });
		}
		lanes.reads.end(read);
	};

	const readAll = async () => {
		isReading = true;
		while (messages.size > 0) {
			const [targetIds, messageIds] = [[...targets], [...messages]];
			targets = new Set();
			messages = new Set();
			await readOnce(targetIds, messageIds);
		}
		isReading = false;
	};

	return (targetIds, messageIds) => {
		if (messages.size >= maxWaiting) return;
		for (const id of targetIds) targets.add(id);
		for (const id of messageIds) messages.add(id);
		if (!isReading) void readAll();
	};
};
