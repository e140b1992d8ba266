import { createPassingMap } from '../domain/passing-map.ts';
import type { DueDelivery } from '../ports.ts';
import {
	createLane,
	dropEntries,
	type Entry,
	isCareful,
	isIdle,
	type Lane,
	pushEntry,
	queued,
	takeEntry,
} from './lane.ts';

const maxQueuedPerLane = 1_000;
const maxQueuedBytes = 64 * 1_024 * 1_024;
const maxQueuedBytesPerLane = maxQueuedBytes / 16;
/** What a lane that makes one attempt at a time keeps in memory. */
const carefulQueue = 16;

/** Every lane, and every delivery in memory: none is ever attempted twice at once. */
export type LaneMemory = {
	readonly laneOf: (targetId: string) => Lane;
	readonly lanes: () => Iterable<Lane>;
	readonly entryOf: (deliveryId: string) => Entry | undefined;
	/** Whether the target's lane has room for what comes next, and no older rows before it. */
	readonly keepsUp: (targetId: string) => boolean;
	/** Queues a delivery that its writer hands over; false when it must wait in its row. */
	readonly offer: (lane: Lane, due: DueDelivery) => boolean;
	/** Queues a delivery read from its row. */
	readonly admit: (lane: Lane, due: DueDelivery) => void;
	/** Keeps a delivery that is attempted at once. */
	readonly adopt: (lane: Lane, due: DueDelivery) => Entry;
	readonly take: (lane: Lane) => Entry | undefined;
	/** Its settlement is on disk, or its row has it: it leaves memory. */
	readonly forget: (lane: Lane, entry: Entry) => void;
	/** Gives what the lane has queued back to its rows; `subscriptionId`: only that one's. */
	readonly spill: (lane: Lane, subscriptionId?: string) => void;
	/** Spills where the lane has become so slow that a queue would only wait in memory. */
	readonly spillIfCareful: (lane: Lane) => void;
	/** Bytes the lane may still read from rows. */
	readonly room: (lane: Lane) => number;
	readonly evictIdle: (now: number) => void;
};

const bytesOf = ({ message }: DueDelivery): number => message.body.length + message.raw.length;

const isBehind = (lane: Lane): boolean =>
	lane.hasRows ||
	isCareful(lane) ||
	queued(lane) >= maxQueuedPerLane ||
	lane.queuedBytes >= maxQueuedBytesPerLane;

export const createLaneMemory = (): LaneMemory => {
	const lanes = new Map<string, Lane>();
	const entries = createPassingMap<string, Entry>();
	let queuedBytes = 0;

	const enqueue = (lane: Lane, entry: Entry) => {
		pushEntry(lane, entry);
		entries.set(entry.due.delivery.id, entry);
		queuedBytes += entry.bytes;
	};

	const spill = (lane: Lane, subscriptionId?: string) => {
		if (queued(lane) === 0) return;
		const dropped = dropEntries(
			lane,
			({ due }) => subscriptionId === undefined || due.delivery.subscriptionId === subscriptionId,
		);
		for (const entry of dropped) {
			entries.delete(entry.due.delivery.id);
			queuedBytes -= entry.bytes;
		}
		if (dropped.length > 0) lane.hasRows = true;
	};

	return {
		laneOf: (targetId) => {
			const found = lanes.get(targetId);
			if (found !== undefined) return found;
			const lane = createLane(targetId);
			lanes.set(targetId, lane);
			return lane;
		},
		lanes: () => lanes.values(),
		entryOf: (deliveryId) => entries.get(deliveryId),
		keepsUp: (targetId) => {
			const lane = lanes.get(targetId);
			return lane === undefined || !isBehind(lane);
		},
		offer: (lane, due) => {
			const bytes = bytesOf(due);
			// Behind older rows it must wait its turn.
			if (isBehind(lane)) return false;
			if (lane.queuedBytes + bytes > maxQueuedBytesPerLane) return false;
			if (queuedBytes + bytes > maxQueuedBytes) return false;
			enqueue(lane, { due, bytes, fromRow: false, handedOver: false });
			return true;
		},
		admit: (lane, due) =>
			enqueue(lane, { due, bytes: bytesOf(due), fromRow: true, handedOver: false }),
		adopt: (lane, due) => {
			const entry = { due, bytes: bytesOf(due), fromRow: true, handedOver: false };
			entries.set(due.delivery.id, entry);
			lane.known += 1;
			return entry;
		},
		take: (lane) => {
			const entry = takeEntry(lane);
			if (entry !== undefined) queuedBytes -= entry.bytes;
			return entry;
		},
		forget: (lane, entry) => {
			entries.delete(entry.due.delivery.id);
			lane.known -= 1;
			if (entry.handedOver) lane.hasRows = true;
			if (lane.known === 0) lane.emptied?.();
		},
		spill,
		spillIfCareful: (lane) => {
			if (isCareful(lane) && queued(lane) > carefulQueue) spill(lane);
		},
		room: (lane) => {
			if (queuedBytes >= maxQueuedBytes) return 0;
			if (isCareful(lane)) return carefulQueue * lane.meanBytes;
			return maxQueuedBytesPerLane - lane.queuedBytes;
		},
		evictIdle: (now) => {
			for (const lane of lanes.values()) {
				if (!isIdle(lane, now)) continue;
				lane.timer?.cancel();
				lanes.delete(lane.targetId);
			}
		},
	};
};
