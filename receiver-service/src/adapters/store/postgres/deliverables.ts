import type { DeliverableMessage } from '../../../ports.ts';
import type { Sql } from './database.ts';
import { readDeliverables } from './tables/messages.ts';

/** What a delivery sends, by the id of its message. */
export type Deliverables = {
	/** It is on disk, and its deliveries may be claimed soon. */
	readonly keep: (message: DeliverableMessage) => void;
	/** Those of these messages that are there; each is read once, however many wait for it. */
	readonly find: (
		sql: Sql,
		messages: readonly { readonly orgId: string; readonly messageId: string }[],
	) => Promise<ReadonlyMap<string, DeliverableMessage>>;
};

const maxBytes = 16 * 1_024 * 1_024;
const keptMs = 2_000;

const afterTime = (milliseconds: number, run: () => void): void => {
	setTimeout(run, milliseconds).unref();
};

/**
 * A message goes to several targets, and each target's rows are claimed on their own: what one
 * claim has read, or this replica has just stored, the next ones need not read again. Kept for
 * seconds, in two halves of which the older one is dropped as a whole.
 */
export const createDeliverables = (after = afterTime): Deliverables => {
	let fresh = new Map<string, DeliverableMessage>();
	let older = new Map<string, DeliverableMessage>();
	let bytes = 0;
	let isTurning = false;
	const reading = new Map<string, Promise<ReadonlyMap<string, DeliverableMessage>>>();

	const turn = (): void => {
		older = fresh;
		fresh = new Map();
		bytes = 0;
	};
	const turnRegularly = (): void => {
		turn();
		isTurning = older.size > 0;
		if (isTurning) after(keptMs, turnRegularly);
	};

	const keep = (message: DeliverableMessage): void => {
		if (bytes > maxBytes / 2) turn();
		fresh.set(message.id, message);
		bytes += message.raw.length + message.body.length;
		if (isTurning) return;
		isTurning = true;
		after(keptMs, turnRegularly);
	};

	const read = async (
		sql: Sql,
		wanted: readonly { readonly orgId: string; readonly messageId: string }[],
	): Promise<ReadonlyMap<string, DeliverableMessage>> => {
		try {
			const found = await readDeliverables(sql, wanted);
			for (const message of found.values()) keep(message);
			return found;
		} finally {
			for (const { messageId } of wanted) reading.delete(messageId);
		}
	};

	return {
		keep,
		find: async (sql, messages) => {
			const found = new Map<string, DeliverableMessage>();
			const wanted = new Map<string, (typeof messages)[number]>();
			const under = new Set<Promise<ReadonlyMap<string, DeliverableMessage>>>();
			for (const one of messages) {
				const known = fresh.get(one.messageId) ?? older.get(one.messageId);
				const beingRead = reading.get(one.messageId);
				if (known !== undefined) found.set(one.messageId, known);
				else if (beingRead !== undefined) under.add(beingRead);
				else wanted.set(one.messageId, one);
			}
			if (wanted.size > 0) {
				const own = read(sql, [...wanted.values()]);
				for (const id of wanted.keys()) reading.set(id, own);
				under.add(own);
			}
			for (const batch of under) {
				for (const [id, message] of await batch) found.set(id, message);
			}
			return found;
		},
	};
};
