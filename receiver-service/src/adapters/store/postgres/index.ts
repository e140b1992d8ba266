import { randomBytes } from 'node:crypto';
import type {
	AcceptMessage,
	AcceptResult,
	Log,
	Replication,
	Settlement,
	Store,
} from '../../../ports.ts';
import { StoreUnavailableError } from '../../../ports.ts';
import { looksAtDeliveries } from '../looking-away.ts';
import { connectionName, createChanges } from './changes.ts';
import { shared } from './coalesce.ts';
import { type Database, openDatabase, type Sql } from './database.ts';
import { createDeliverables } from './deliverables.ts';
import { errorOf } from './fault.ts';
import { createLane } from './lane.ts';
import { createLeases } from './leases.ts';
import { migrate } from './migrations/index.ts';
import { configures, reads, writes } from './operations.ts';
import { createOwed } from './owed.ts';
import { createPartitions } from './partitions.ts';
import { createReplication } from './replication.ts';
import { createAccept } from './tables/accept.ts';
import { keepCommitOrder } from './tables/commit-order.ts';
import { bringForward, dueOfTarget, oldestHeld } from './tables/deliveries.ts';
import { writeAllOwed, writeOwed } from './tables/owed.ts';
import { retain } from './tables/retention.ts';
import { settleAll } from './tables/settle.ts';
import { getSubscription } from './tables/subscriptions.ts';
import { noteNextDue, pendingTargets } from './tables/targets.ts';

export type PostgresOptions = {
	readonly url: string;
	readonly log: Log;
	/** Unix milliseconds, by which deliveries are due. */
	readonly now: () => number;
	/** False for a replica that only serves the API. */
	readonly delivers: boolean;
	/** How long a replica may be silent before others take its targets. */
	readonly leaseMs?: number;
	readonly testing?: { readonly writeOwedAfterMs?: number };
};

/** Longer than a pause of the garbage collector or of a busy machine. */
const defaultLeaseMs = 10_000;
const writingConnections = 6;
const readingConnections = 5;
/** Lists must not keep deliveries waiting. */
const claimingConnections = 2;

/** An operation that writes, with its arguments. */
type Write = { readonly run: (sql: Sql) => Promise<unknown> };

const ingestBounds = {
	batchItems: 500,
	parallel: { transactions: 2, from: 32 },
	patienceMs: 0,
	waitingItems: 10_000,
	waitingBytes: 64 * 1024 * 1024,
};
/** Results that nobody waits for share their commits; a crash before repeats those attempts. */
const settleBounds = { ...ingestBounds, parallel: { transactions: 1, from: 250 }, patienceMs: 10 };
const controlBounds = { ...ingestBounds, batchItems: 100, parallel: { transactions: 1, from: 1 } };

const bytesOfAccept = ({ message }: AcceptMessage): number =>
	message.raw.length + message.body.length;

export type OpenedPostgres = { readonly store: Store; readonly replication: Replication };

/** Runs everything in one transaction, in order. */
const writeInOrder =
	(database: Database) =>
	(writes: readonly Write[]): Promise<readonly unknown[]> =>
		database.transaction(async (sql) => {
			const answers: unknown[] = [];
			for (const { run } of writes) answers.push(await run(sql));
			return answers;
		});

/**
 * Opens the store on Postgres: any number of replicas share one database. Events, results of
 * attempts and everything else commit in groups of their own; lists read beside them.
 *
 * @throws StoreVersionError when the database is newer than this program, StoreUnavailableError
 * when it does not answer.
 */
export const openPostgresStore = async (options: PostgresOptions): Promise<OpenedPostgres> => {
	const { url, log, now, delivers, leaseMs = defaultLeaseMs, testing = {} } = options;
	const replicaId = `rep_${randomBytes(12).toString('hex')}`;
	const database = openDatabase(url, {
		connections: writingConnections,
		name: connectionName(replicaId),
	});
	const beside = { name: 'voicehooks reads', plansAnew: true };
	const reading = openDatabase(url, { ...beside, connections: readingConnections });
	const claiming = openDatabase(url, {
		...beside,
		connections: claimingConnections,
		looksUp: true,
	});
	const partitions = createPartitions(database);
	const leases = createLeases({
		database,
		replicaId,
		log,
		now,
		leaseMs,
		delivers,
		written: async (targetId) => {
			await Promise.all([ingest, settles, controls].map((lane) => lane.flushed()));
			await writeOwedTo(targetId);
		},
	});
	const changes = createChanges({ database, replicaId, log });
	const deliverables = createDeliverables();
	const owed = createOwed({
		database: claiming,
		keeper: replicaId,
		log,
		isOwn: (targetId) => leases.fenceOf(targetId) !== null && replication.keepsUp(targetId),
		wake: leases.wake,
		writeAfterMs: testing.writeOwedAfterMs,
	});
	const replication = createReplication({
		database,
		claiming,
		replicaId,
		leases,
		changes,
		log,
		now,
	});
	const closePools = () => Promise.all([database, reading, claiming].map((pool) => pool.close()));
	try {
		await migrate(database);
		await keepCommitOrder(database);
		await partitions.prepare(Date.now());
		await changes.open();
		await leases.open();
	} catch (fault) {
		await closePools();
		throw errorOf(fault);
	}

	const accept = createAccept(database, owed);
	const ingest = createLane<AcceptMessage, AcceptResult>({
		...ingestBounds,
		write: (entries) =>
			partitions.repeating(async () => {
				await partitions.ensureFor(entries.map(({ message }) => message.id));
				return accept(entries);
			}),
	});
	const settles = createLane<Settlement, boolean>({
		...settleBounds,
		write: (settlements) =>
			partitions.repeating(async () => {
				const ids = settlements.flatMap(({ deliveryId, attempt }) => [
					deliveryId,
					...(attempt === null ? [] : [attempt.id]),
				]);
				await partitions.ensureFor(ids);
				const { counted, gone } = await database.transaction((sql) =>
					settleAll(sql, settlements, owed),
				);
				owed.forget(gone);
				for (const { fence, attempt } of settlements) {
					if (fence !== undefined && attempt !== null) leases.attempted(fence);
				}
				return counted;
			}),
	});
	const write = writeInOrder(database);
	const controls = createLane<Write, unknown>({
		...controlBounds,
		write: async (writes) => {
			// What attempts came to was submitted before.
			await settles.flushed();
			return write(writes);
		},
	});

	let closed = false;
	const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		if (closed) throw new StoreUnavailableError('The store is closed.');
		try {
			return await work();
		} catch (fault) {
			throw errorOf(fault);
		}
	};
	type Operation = (sql: Sql, ...args: never[]) => Promise<unknown>;
	type Methods<Of> = { readonly [Name in keyof Of & keyof Store]: Store[Name] };
	/** The store's methods from operations; the types of both were checked against each other. */
	const methods = <Of extends Readonly<Record<string, Operation>>>(
		operations: Of,
		run: (work: (sql: Sql) => Promise<unknown>, name: keyof Store) => Promise<unknown>,
	): Methods<Of> =>
		Object.fromEntries(
			Object.entries(operations).map(([name, operation]) => [
				name,
				(...args: never[]) => run((sql) => operation(sql, ...args), name as keyof Store),
			]),
		) as unknown as Methods<Of>;

	/** Gives all that is owed its rows. However many read, one connection is enough for it. */
	const written = shared(() => writeAllOwed(claiming));

	/** Whoever looks at deliveries finds rows. */
	const read = async (name: keyof Store, work: (sql: Sql) => Promise<unknown>) => {
		// What is owed is due already: it is never the next.
		if (name !== 'nextDue' && looksAtDeliveries(name)) {
			try {
				await written();
			} catch (fault) {
				// Where nothing can be written, what has been can still be read.
				log.warn('delivery.rows_not_written', { error: String(fault) });
			}
		}
		return work(reading);
	};

	/** Answered once every living replica knows. */
	const configure = async (work: (sql: Sql) => Promise<unknown>): Promise<unknown> => {
		let transaction: string | null = null;
		const answer = await controls.submit({
			run: async (sql) => {
				const result = await work(sql);
				const row = await sql.get<{ readonly id: string | null }>(
					'SELECT pg_current_xact_id_if_assigned()::text AS id',
				);
				transaction = row?.id ?? null;
				return result;
			},
		});
		if (transaction === null) return answer;
		try {
			await changes.everywhere(transaction);
		} catch (fault) {
			// It is written; the others read it when the database answers again.
			log.warn('replica.not_heard', { error: String(fault) });
		}
		return answer;
	};

	const writeOwedTo = async (targetId: string): Promise<void> => {
		const here = owed.to(targetId);
		if (here !== null) await claiming.transaction((sql) => writeOwed(sql, here));
	};

	/** What is claimed follows what was settled before. */
	const claimed = async <Result>(
		targetId: string,
		work: (fence: number) => Promise<Result>,
		none: Result,
	): Promise<Result> =>
		guarded(async () => {
			await settles.flushed();
			const fence = await leases.claim(targetId);
			return fence === null ? none : work(fence);
		});

	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		await Promise.all([ingest.drain(), settles.drain(), controls.drain()]);
		closed = true;
		owed.stop();
		try {
			await replication.leave();
		} catch (fault) {
			// Then its lease runs out, and others take what it had.
			log.warn('replica.not_left', { error: String(fault) });
		}
		await closePools();
	};

	const store: Store = {
		...methods(reads, (work, name) => guarded(() => read(name, work))),
		...methods(writes, (run) => controls.submit({ run })),
		...methods(configures, configure),
		accept: (entry) => ingest.submit(entry, bytesOfAccept(entry)),
		settle: async (settlement) => {
			const counted = await settles.submit(settlement);
			if (counted) return;
			log.warn('delivery.lease_lost', { delivery_id: settlement.deliveryId });
		},
		claimDue: (targetId, until, limit, isKnown = () => false) =>
			claimed(
				targetId,
				async (fence) => {
					await writeOwedTo(targetId);
					await noteNextDue(database, targetId, fence, until);
					const rows = await dueOfTarget(claiming, targetId, until, limit);
					const due = rows.filter((delivery) => !isKnown(delivery));
					const messages = await deliverables.find(claiming, due);
					// What was erased in the meantime has no message, and no delivery any more.
					return due.flatMap((delivery) => {
						const message = messages.get(delivery.messageId);
						return message === undefined ? [] : { delivery, message, fence };
					});
				},
				[],
			),
		bringForward: (targetId, ...rest) =>
			claimed(targetId, () => bringForward(database, targetId, ...rest), null),
		claimProbe: async (subscriptionId) => {
			const subscription = await guarded(() => getSubscription(database, subscriptionId));
			if (subscription === null) return null;
			return claimed(
				subscription.targetId,
				async (fence) => {
					const held = await oldestHeld(claiming, subscriptionId);
					return held === null ? null : { ...held, fence };
				},
				null,
			);
		},
		pendingTargets: () =>
			guarded(async () => {
				await settles.flushed();
				await written();
				return pendingTargets(database, replicaId);
			}),
		retain: (limits, step) =>
			guarded(async () => {
				await partitions.prepare(now());
				await keepCommitOrder(database);
				await written();
				return retain(database, partitions.forget, limits, step);
			}),
		ping: () =>
			guarded(async () => {
				await database.run('SELECT 1');
			}),
		close: () => {
			closing ??= close();
			return closing;
		},
	};
	return { store, replication };
};
