import type { Delivery } from '../../../domain/types.ts';
import type { Log } from '../../../ports.ts';
import type { Database } from './database.ts';
import { handingChannel } from './tables/changes.ts';
import { lookAgainMs, lookBy, ownersOf } from './tables/targets.ts';

type Handed = Pick<Delivery, 'targetId' | 'messageId'>;

/** Which messages are there for which targets of one replica. */
type Note = { readonly targets: Set<string>; readonly messages: Set<string>; length: number };

/** A notification holds less than 8,000 bytes. */
const maxLength = 7_500;
/** From one telling to the next: what comes meanwhile shares it. */
const gatherMs = 10;
/** The same, where much comes: reading a hundred messages costs half as much for each as reading ten. */
const busyMs = 40;
const busyFrom = 16;

/** Notes of bounded size: the owner, its targets, the messages. */
export const notesFor = (owner: string, handed: readonly Handed[]): readonly string[] => {
	const notes: Note[] = [];
	for (const { targetId, messageId } of handed) {
		let note = notes.at(-1);
		if (note === undefined || note.length + targetId.length + messageId.length + 2 > maxLength) {
			note = { targets: new Set(), messages: new Set(), length: owner.length + 2 };
			notes.push(note);
		}
		if (!note.targets.has(targetId)) note.length += targetId.length + 1;
		if (!note.messages.has(messageId)) note.length += messageId.length + 1;
		note.targets.add(targetId);
		note.messages.add(messageId);
	}
	return notes.map(
		({ targets, messages }) => `${owner}\n${[...targets].join()}\n${[...messages].join()}`,
	);
};

/** What a note says; null: it is for another replica. */
export const readNote = (
	text: string,
	replicaId: string,
): { readonly targetIds: readonly string[]; readonly messageIds: readonly string[] } | null => {
	const [owner, targets = '', messages = ''] = text.split('\n');
	if (owner !== replicaId) return null;
	return { targetIds: targets.split(','), messageIds: messages.split(',') };
};

/** Hands deliveries that are in their rows to whoever has their targets. */
export type HandingOver = {
	readonly add: (handed: readonly Handed[]) => void;
	/** Tells what waits now, and takes no more. */
	readonly close: () => Promise<void>;
};

/**
 * Owners are told which messages there are, and read only those. So that none is lost with a
 * notification, each of these targets is also noted as one to look at within a second.
 */
export const createHandingOver = (options: {
	readonly database: Database;
	readonly replicaId: string;
	readonly log: Log;
	readonly now: () => number;
	/** Takes those that nobody has, and lets the owners of the others know. */
	readonly wake: (targetIds: readonly string[]) => void;
}): HandingOver => {
	const { database, replicaId, log, now, wake } = options;
	let waiting: Handed[] = [];
	let nextAt = Number.NEGATIVE_INFINITY;
	let timer: NodeJS.Timeout | null = null;
	let closed = false;

	const tell = async (handed: readonly Handed[]): Promise<void> => {
		const ids = [...new Set(handed.map(({ targetId }) => targetId))];
		const targets = new Map((await ownersOf(database, ids)).map((row) => [row.id, row]));
		const isOthers = (id: string): boolean => (targets.get(id)?.owner ?? replicaId) !== replicaId;
		wake(ids.filter((id) => !isOthers(id)));
		const until = now() + lookAgainMs;
		const unlooked = ids.filter(
			(id) => isOthers(id) && (targets.get(id)?.next_due ?? Number.POSITIVE_INFINITY) > until,
		);
		if (unlooked.length > 0) await lookBy(database, unlooked, until);
		const byOwner = Map.groupBy(
			handed.filter(({ targetId }) => isOthers(targetId)),
			({ targetId }) => targets.get(targetId)?.owner ?? '',
		);
		const notes = [...byOwner].flatMap(([owner, theirs]) => notesFor(owner, theirs));
		if (notes.length === 0) return;
		// What it tells is on disk: the telling itself need not be.
		await database.run(
			`SELECT set_config('synchronous_commit', 'off', true), pg_notify('${handingChannel}', note)
			FROM unnest($1::text[]) AS note`,
			notes,
		);
	};

	const flush = async (): Promise<void> => {
		const handed = waiting;
		waiting = [];
		try {
			await tell(handed);
		} catch (fault) {
			// The rows are there: the sweep of pending targets finds them.
			log.warn('leases.hand_over_failed', { error: String(fault) });
		}
		nextAt = performance.now() + (handed.length >= busyFrom ? busyMs : gatherMs);
	};

	const start = (): void => {
		if (timer !== null || closed) return;
		timer = setTimeout(
			async () => {
				await flush();
				timer = null;
				if (waiting.length > 0) start();
			},
			Math.max(nextAt - performance.now(), 0),
		);
	};

	return {
		add: (handed) => {
			for (const { targetId, messageId } of handed) waiting.push({ targetId, messageId });
			start();
		},
		close: async () => {
			closed = true;
			if (timer !== null) clearTimeout(timer);
			if (waiting.length > 0) await flush();
		},
	};
};
