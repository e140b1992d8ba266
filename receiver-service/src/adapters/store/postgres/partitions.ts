import { firstIdAt, type IdPrefix, timeOfId } from '../../../domain/id.ts';
import type { Database, Sql } from './database.ts';
import { QueryFault } from './fault.ts';

const dayMs = 86_400_000;
/** Partitions stand ready for so many days from now. */
const daysAhead = 2;
/** Ids of other times were not made by our clocks. */
const [minTime, maxTime] = [Date.UTC(2020, 0, 1), Date.UTC(2200, 0, 1)];
/** check_violation: no other check is in this schema. */
const noPartition = '23514';
/** One replica changes partitions at a time. */
export const partitionLock = 5_021_978;

/** What is partitioned by the day an id was made on, with the prefix of those ids. */
export const partitioned = {
	messages: 'msg',
	ended_deliveries: 'dlv',
	attempts: 'att',
} as const satisfies Record<string, IdPrefix>;
export type Partitioned = keyof typeof partitioned;
const tables = Object.keys(partitioned) as readonly Partitioned[];

export const dayOf = (milliseconds: number): number => Math.floor(milliseconds / dayMs);
export const startOfDay = (day: number): number => day * dayMs;

/** The ids that stand in partitions of their days: from one on, and before another. */
export const boundsOf = (table: Partitioned): { readonly from: string; readonly to: string } => ({
	from: firstIdAt(partitioned[table], minTime),
	to: firstIdAt(partitioned[table], maxTime),
});

const withoutPrefix = (id: string): string => id.slice(id.indexOf('_') + 1);
const [firstOfAll, firstAfterAll] = [minTime, maxTime].map((time) =>
	withoutPrefix(firstIdAt('msg', time)),
) as [string, string];

/** Ids compare as bytes here, as they do in Postgres. */
const isBetween = (id: string): boolean => {
	const text = withoutPrefix(id);
	return text >= firstOfAll && text < firstAfterAll;
};

/** The day an id was made on; null for one that was not made by us: those share a partition. */
const dayOfId = (id: string): number | null => (isBetween(id) ? dayOf(timeOfId(id)) : null);

/** `messages_d20261122` */
export const partitionName = (table: Partitioned, day: number): string =>
	`${table}_d${new Date(startOfDay(day)).toISOString().slice(0, 10).replaceAll('-', '')}`;

const dayOfPartition = (name: string): number | null => {
	const digits = /_d(\d{4})(\d{2})(\d{2})$/.exec(name);
	return digits === null
		? null
		: dayOf(Date.UTC(Number(digits[1]), Number(digits[2]) - 1, Number(digits[3])));
};

/** Days that have partitions, oldest first. */
export const partitionedDays = async (sql: Sql, table: Partitioned): Promise<readonly number[]> => {
	const rows = await sql.all<{ name: string }>(
		`SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = $1::regclass AND NOT i.inhdetachpending ORDER BY c.relname`,
		table,
	);
	return rows.flatMap(({ name }) => dayOfPartition(name) ?? []);
};

/**
 * Attached, not created in place: that would lock the whole table against reading and writing
 * (https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE).
 */
const create = async (sql: Sql, table: Partitioned, day: number): Promise<void> => {
	const name = partitionName(table, day);
	const prefix = partitioned[table];
	const from = firstIdAt(prefix, startOfDay(day));
	const to = firstIdAt(prefix, startOfDay(day + 1));
	await sql.run(`CREATE TABLE ${name} (LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
	await sql.run(
		`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`,
	);
};

/** The ids of a day, from one on and before another, of each kind. */
type Day = readonly { readonly from: string; readonly to: string }[];

const idsOfDay = (day: number): Day =>
	Object.values(partitioned).map((prefix) => ({
		from: firstIdAt(prefix, startOfDay(day)),
		to: firstIdAt(prefix, startOfDay(day + 1)),
	}));
const isOfDay = (id: string, day: Day): boolean => {
	for (const { from, to } of day) if (id >= from && id < to) return true;
	return false;
};

export type Partitions = {
	/** Makes those that these ids need and that are not there. */
	readonly ensureFor: (ids: Iterable<string>) => Promise<void>;
	/** Makes those of a time and of the next days. */
	readonly prepare: (now: number) => Promise<void>;
	/** Some were dropped: which there are is asked again. */
	readonly forget: () => void;
	/** Runs `work` once more when a partition was missing that another replica dropped. */
	readonly repeating: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

export const createPartitions = (database: Pick<Database, 'transaction'>): Partitions => {
	const known = new Set<number>();
	/** One of those known: nearly all ids are of the same. */
	let present: Day = [];

	const ensure = async (days: readonly number[]): Promise<void> => {
		if (days.every((day) => known.has(day))) return;
		await database.transaction(async (sql) => {
			await sql.run(`SELECT pg_advisory_xact_lock(${partitionLock})`);
			for (const table of tables) {
				const there = new Set(await partitionedDays(sql, table));
				for (const day of days) if (!there.has(day)) await create(sql, table, day);
			}
		});
		for (const day of days) known.add(day);
	};

	const forget = (): void => {
		known.clear();
		present = [];
	};

	return {
		ensureFor: async (ids) => {
			const days = new Set<number>();
			for (const id of ids) {
				if (isOfDay(id, present)) continue;
				const day = dayOfId(id);
				if (day === null) continue;
				if (known.has(day)) present = idsOfDay(day);
				else days.add(day);
			}
			if (days.size > 0) await ensure([...days].toSorted((one, other) => one - other));
		},
		prepare: (now) =>
			ensure(Array.from({ length: daysAhead + 1 }, (_, ahead) => dayOf(now) + ahead)),
		forget,
		repeating: async (work) => {
			try {
				return await work();
			} catch (fault) {
				if (!(fault instanceof QueryFault && fault.code === noPartition)) throw fault;
				forget();
				return work();
			}
		},
	};
};
