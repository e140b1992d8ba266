import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { StoreVersionError } from '../../../receiver-service/src/adapters/store/errors.ts';
import type { OpenedPostgres } from '../../../receiver-service/src/adapters/store/postgres/index.ts';
import { createIdMaker } from '../../../receiver-service/src/domain/id.ts';
import type { Message } from '../../../receiver-service/src/domain/types.ts';
import { StoreUnavailableError } from '../../../receiver-service/src/ports.ts';
import {
	delivery,
	entry,
	failure,
	message,
	messageQuery,
	newHash,
	newId,
	page,
	settlement,
	subscription,
} from '../../receiver-service/store/builders.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { keepAll } from '../../support/retention-limits.ts';
import { openReplica } from './open-postgres.ts';

const dayMs = 86_400_000;
/** So many migrations there are. */
const schemaVersion = 8;
describeWithPostgres('the Postgres database', () => {
	let cluster: Cluster;
	let url: string;
	let opened: OpenedPostgres;
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());
	beforeEach(async () => {
		url = await cluster.newDatabase();
		opened = await openReplica(url);
	});
	afterEach(() => opened.store.close());

	const named = (orgId: string, name: string, members: Partial<Message> = {}) =>
		message(orgId, { body: Buffer.from(name), ...members });
	const bodies = async (orgId: string, order: 'asc' | 'desc') => {
		const { items } = await opened.store.listMessages(messageQuery(orgId), page({ order }));
		return items.map(({ body }) => Buffer.from(body).toString());
	};

	it('is migrated once by replicas that start together', async () => {
		const empty = await cluster.newDatabase();
		const replicas = await Promise.all([1, 2, 3, 4].map(() => openReplica(empty)));
		const { rows } = await cluster.query(empty, 'SELECT version FROM schema_version ORDER BY 1');
		expect(rows).toEqual(Array.from({ length: schemaVersion }, (_, at) => ({ version: at + 1 })));
		await Promise.all(replicas.map(({ store }) => store.close()));
	});

	it('is refused when its schema is newer than the program', async () => {
		await cluster.query(url, 'INSERT INTO schema_version (version) VALUES (999)');
		await expect(openReplica(url)).rejects.toThrow(StoreVersionError);
		await expect(openReplica(url)).rejects.toThrow(
			`The database has schema version 999, but this program knows only up to ${schemaVersion}. Start the newer version of the program.`,
		);
	});

	it('is unavailable where there is no server', async () => {
		const nowhere = 'postgres://voicehooks@127.0.0.1:1/none';
		await expect(openReplica(nowhere)).rejects.toThrow(StoreUnavailableError);
	});

	it('answers nothing once it is closed, which it may be twice', async () => {
		await opened.store.close();
		await opened.store.close();
		await expect(opened.store.ping()).rejects.toThrow('closed');
		await expect(opened.store.accept(entry(message('org_1')))).rejects.toThrow('closed');
	});

	it('fails only the faulty one of those that share a transaction, and says nothing of its content', async () => {
		const orgId = newId('org');
		const [first, second, third] = [message(orgId), message(orgId), message(orgId)];
		const results = await Promise.allSettled([
			opened.store.accept(entry(first)),
			opened.store.accept(entry({ ...second, id: first.id, callId: 'private-call' })),
			opened.store.accept(entry(third)),
		]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		const [, failed] = results;
		const fault = failed?.status === 'rejected' ? failed.reason : null;
		expect(String(fault)).toBe('Error: A store operation failed.');
		expect(String(fault.cause)).toContain('duplicate key');
		expect(`${fault.cause} ${JSON.stringify(fault.cause)}`).not.toMatch(`${first.id}|private-call`);
		expect(await opened.store.getMessage(orgId, third.id)).not.toBeNull();
	});

	it('finds a duplicate among new messages, whether or not it has lately met one', async () => {
		const orgId = newId('org');
		const first = entry(message(orgId));
		await opened.store.accept(first);
		for (const _ of ['not lately', 'lately']) {
			const again = entry(message(orgId), [], { deduplicationKey: first.deduplicationKey });
			const results = await Promise.all(
				[entry(message(orgId)), again, entry(message(orgId))].map(opened.store.accept),
			);
			expect(results).toEqual([
				{ kind: 'accepted' },
				{ kind: 'duplicate', messageId: first.message.id },
				{ kind: 'accepted' },
			]);
			expect(await opened.store.getMessage(orgId, again.message.id)).toBeNull();
		}
		expect((await opened.store.listMessages(messageQuery(orgId), page())).items).toHaveLength(5);
	});

	it('takes text with a NUL, which Postgres has not', async () => {
		const event = message(newId('org'), { callId: 'a\0b', filterFields: { user: '\0' } });
		expect(await opened.store.accept(entry(event))).toEqual({ kind: 'accepted' });
		const query = messageQuery(event.orgId, { filter: { user: ['\0'] } });
		expect((await opened.store.listMessages(query, page())).items).toHaveLength(1);
	});

	it('holds a delivery whose subscription another replica is pausing', async () => {
		const to = subscription(newId('org'));
		await opened.store.createSubscription(to);
		const other = new pg.Client({ connectionString: url });
		await other.connect();
		await other.query('BEGIN');
		await other.query(`UPDATE subscriptions SET status = 'paused' WHERE id = '${to.id}'`);
		const due = delivery(to);
		const accepted = opened.store.accept(entry(message(to.orgId), [due]));
		await new Promise((resolve) => setTimeout(resolve, 200));
		await other.query('COMMIT');
		await accepted;
		expect((await opened.store.getDelivery(to.orgId, due.id))?.delivery.status).toBe('held');
		await other.end();
	});

	describe('commit order', () => {
		it('shows nothing to who reads on that an earlier transaction could still come before', async () => {
			const orgId = newId('org');
			const early = new pg.Client({ connectionString: url });
			await early.connect();
			await early.query('BEGIN');
			await early.query('SELECT pg_current_xact_id()');
			await opened.store.accept(entry(named(orgId, 'later')));
			expect(await bodies(orgId, 'desc')).toEqual(['later']);
			expect(await bodies(orgId, 'asc')).toEqual([]);
			await early.query('COMMIT');
			expect(await bodies(orgId, 'asc')).toEqual(['later']);
			await early.end();
		});

		it('is read whole and once by a poller beside replicas that write', async () => {
			const orgId = newId('org');
			const other = await openReplica(url);
			const events = Array.from({ length: 300 }, (_, index) => named(orgId, String(index)));
			let writing = true;
			const writes = Promise.all(
				events.map(async (event, index) => {
					await new Promise((resolve) => setTimeout(resolve, index));
					await (index % 2 === 0 ? opened : other).store.accept(entry(event));
				}),
			).finally(() => {
				writing = false;
			});
			const read: string[] = [];
			let after: string | null = null;
			for (let last = false; !last; ) {
				last = !writing;
				const list = await opened.store.listMessages(
					messageQuery(orgId),
					page({ order: 'asc', limit: 50, after }),
				);
				read.push(...list.items.map(({ body }) => Buffer.from(body).toString()));
				after = list.items.at(-1)?.seq ?? after;
				if (list.hasMore) last = false;
			}
			await writes;
			expect(read.toSorted()).toEqual(events.map((_, index) => String(index)).toSorted());
			await other.store.close();
		});

		it('goes on where a dump was restored, whose transactions begin anew', async () => {
			const orgId = newId('org');
			await opened.store.accept(entry(named(orgId, 'before')));
			await opened.store.close();
			// As a dump of a database looks that has seen far more transactions than this server.
			await cluster.query(url, 'UPDATE messages SET seq = seq + 4096 * 1000000000::bigint');
			await cluster.query(url, 'UPDATE instance SET last_xid = last_xid + 1000000000');
			opened = await openReplica(url);
			await opened.store.accept(entry(named(orgId, 'after')));
			expect(await bodies(orgId, 'asc')).toEqual(['before', 'after']);
		});
	});

	describe('partitions', () => {
		const now = Date.now();
		const idsOf = (time: number) => createIdMaker(() => time, randomBytes);
		const partitions = async () => {
			const { rows } = await cluster.query(
				url,
				`SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '_d[0-9]{8}$'`,
			);
			return rows.map(({ relname }) => String(relname));
		};
		const dayName = (time: number) => new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
		/** A message of a day with one delivery, settled or not. */
		const eventOf = async (time: number, settled: boolean) => {
			const make = idsOf(time);
			const to = subscription(newId('org'));
			await opened.store.createSubscription(to);
			const event = message(to.orgId, { id: make('msg'), receivedAt: time });
			const due = delivery(to, { id: make('dlv'), dueAt: time });
			await opened.store.accept(entry(event, [due]));
			if (settled) await opened.store.settle(settlement(due, to.orgId));
			return { event, due };
		};
		const retain = async (messagesBefore: number) => {
			while (await opened.store.retain({ ...keepAll, messagesBefore }, 500));
		};

		it('stand ready for today and the next days', async () => {
			const names = await partitions();
			for (const ahead of [0, 1, 2]) {
				for (const table of ['messages', 'ended_deliveries', 'attempts']) {
					expect(names).toContain(`${table}_d${dayName(now + ahead * dayMs)}`);
				}
			}
		});

		it('are dropped whole by retention, but not while a delivery of that day is open', async () => {
			const [old, kept, young] = [now - 40 * dayMs, now - 39 * dayMs, now - 5 * dayMs];
			const gone = await eventOf(old, true);
			const open = await eventOf(kept, false);
			const besideIt = await eventOf(kept, true);
			const fresh = await eventOf(young, true);
			await retain(now - 30 * dayMs);
			const names = await partitions();
			expect(names).not.toContain(`messages_d${dayName(old)}`);
			expect(names).not.toContain(`ended_deliveries_d${dayName(old)}`);
			expect(names).not.toContain(`attempts_d${dayName(old)}`);
			expect(names).toContain(`messages_d${dayName(kept)}`);
			const there = async ({ event }: { readonly event: Message }) =>
				(await opened.store.getMessage(event.orgId, event.id)) !== null;
			expect(await Promise.all([gone, open, besideIt, fresh].map(there))).toEqual([
				false,
				true,
				false,
				true,
			]);
			await opened.store.settle(
				failure(open.due, open.event.orgId, { status: 'dead_letter', dueAt: null }),
			);
			await retain(now - 30 * dayMs);
			expect(await partitions()).not.toContain(`messages_d${dayName(kept)}`);
			expect(await there(fresh)).toBe(true);
		});

		it('of deduplication keys there are none: they outlive their messages', async () => {
			const deduplicationKey = newHash();
			const time = now - 60 * dayMs;
			const orgId = newId('org');
			const first = message(orgId, { id: idsOf(time)('msg'), receivedAt: time });
			await opened.store.accept(entry(first, [], { deduplicationKey }));
			await retain(now - 30 * dayMs);
			expect(await opened.store.getMessage(orgId, first.id)).toBeNull();
			expect(await opened.store.accept(entry(message(orgId), [], { deduplicationKey }))).toEqual({
				kind: 'duplicate',
				messageId: first.id,
			});
		});
	});
});
