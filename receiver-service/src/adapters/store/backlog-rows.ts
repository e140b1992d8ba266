import type { BacklogEntry, StatisticsKind } from '../../ports.ts';

const hourMs = 3_600_000;

/** Kinds of times in which it was counted. */
type CountKind = 'minute' | 'hour';

/** A time in which the backlog was counted, as it is moved. */
export type BacklogCountRow = {
	readonly kind: CountKind;
	readonly at: number;
	readonly read: number | null;
};

/** Which counts rows of this kind are of. */
export const countKindOf = (kind: StatisticsKind): CountKind =>
	kind === 'minute' || kind === 'subscription_minute' ? 'minute' : 'hour';

/** The times that a count of this minute is in. */
export const countedTimes = (minute: number): readonly Omit<BacklogCountRow, 'read'>[] => [
	{ kind: 'minute', at: minute },
	{ kind: 'hour', at: minute - (minute % hourMs) },
];

/** The columns of a row and what stands in them. */
export const backlogRowOf = (entry: BacklogEntry) => ({
	org_id: entry.orgId,
	subject: entry.subject,
	kind: entry.kind,
	at: entry.at,
	pending: entry.pending,
	held: entry.held,
	dead_letter: entry.deadLetter,
	oldest_pending_ms: entry.oldestPendingMs,
});
