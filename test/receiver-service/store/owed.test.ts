import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { openContents } from '../../../receiver-service/src/adapters/store/sqlite/contents.ts';
import { initial } from '../../../receiver-service/src/adapters/store/sqlite/migrations/0001-initial.ts';
import { people } from '../../../receiver-service/src/adapters/store/sqlite/migrations/0002-people.ts';
import { operations } from '../../../receiver-service/src/adapters/store/sqlite/migrations/0003-operations.ts';
import { backlog } from '../../../receiver-service/src/adapters/store/sqlite/migrations/0004-backlog.ts';
import { alertEndings } from '../../../receiver-service/src/adapters/store/sqlite/migrations/0005-alert-endings.ts';
import type { NewDelivery, Store } from '../../../receiver-service/src/ports.ts';
import { keepAll } from '../../support/retention-limits.ts';
import {
	at,
	attempt,
	delivery,
	deliveryQuery,
	entry,
	failure,
	message,
	messageQuery,
	newHash,
	newId,
	page,
	paused,
	settlement,
	subscription,
} from './builders.ts';
import { type OpenedFile, openFile, openTemporary } from './open-sqlite.ts';

/** No test takes so long. */
const never = 1_000_000_000;

/** What stands in the file now, behind the store's back. */
const rowsIn = (file: string): { readonly deliveries: number; readonly owed: number } => {
	const database = new DatabaseSync(file, { readOnly: true });
	const count = (table: string) =>
		Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
	const rows = { deliveries: count('deliveries'), owed: count('owed') };
	database.close();
	return rows;
};

const everyDelivery = async (store: Store, orgId: string) => {
	const { items } = await store.listDeliveries(deliveryQuery(orgId), page({ order: 'asc' }));
	return Object.fromEntries(items.map(({ id, status }) => [id, status]));
};

describe('deliveries that are owed their rows', () => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-owed-'));
	let opened: OpenedFile;
	let images = 0;
	const orgId = newId('org');
	const to = subscription(orgId);
	const plan = (count: number): readonly NewDelivery[] =>
		Array.from({ length: count }, () => delivery(to));

	beforeEach(async () => {
		opened = await openTemporary({ testing: { writeOwedAfterMs: never } });
		await opened.store.createSubscription(to);
	});
	afterEach(() => opened.destroy());
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	/** The file as a kill would leave it now. */
	const killed = (): string => {
		images += 1;
		const image = join(folder, `${images}.db`);
		copyFileSync(opened.file, image);
		copyFileSync(`${opened.file}-wal`, `${image}-wal`);
		return image;
	};

	it('have none while they are on their way, and one once they succeed', async () => {
		const [first, second] = plan(2) as [NewDelivery, NewDelivery];
		await opened.store.accept(entry(message(orgId), [first, second]));
		expect(rowsIn(opened.file)).toEqual({ deliveries: 0, owed: 1 });
		await opened.store.settle(settlement(first, orgId));
		expect(rowsIn(opened.file)).toEqual({ deliveries: 1, owed: 1 });
		await opened.store.settle(settlement(second, orgId));
		expect(rowsIn(opened.file).deliveries).toBe(2);
	});

	it('are all there after a kill, and what had succeeded is not pending', async () => {
		const deliveries = plan(3);
		const [sent, retried, unsent] = deliveries as [NewDelivery, NewDelivery, NewDelivery];
		await opened.store.accept(entry(message(orgId), deliveries));
		await opened.store.settle(settlement(sent, orgId));
		await opened.store.settle(failure(retried, orgId));
		const after = await openFile(killed());
		expect(await everyDelivery(after, orgId)).toEqual({
			[sent.id]: 'succeeded',
			[retried.id]: 'pending',
			[unsent.id]: 'pending',
		});
		const due = await after.claimDue(to.targetId, at, 9);
		expect(due.map((one) => one.delivery.id)).toEqual([unsent.id]);
		expect((await after.getDelivery(orgId, sent.id))?.attempts).toHaveLength(1);
		await after.settle(settlement(unsent, orgId));
		expect((await after.getDelivery(orgId, unsent.id))?.delivery.status).toBe('succeeded');
		await after.close();
	});

	it('do not come back when they ended and were deleted', async () => {
		const [erased, retained] = [plan(1), plan(1)];
		const person = message(orgId, { subjects: ['person'] });
		await opened.store.accept(entry(person, erased));
		await opened.store.accept(entry(message(orgId), retained));
		for (const one of [...erased, ...retained]) await opened.store.settle(settlement(one, orgId));
		await opened.store.erasePersonalData(orgId, ['person']);
		expect(rowsIn(opened.file)).toEqual({ deliveries: 1, owed: 0 });
		while (await opened.store.retain({ ...keepAll, messagesBefore: at + 1 }, 50));
		const image = killed();
		expect(rowsIn(image)).toEqual({ deliveries: 0, owed: 0 });
		const after = await openFile(image);
		expect(await everyDelivery(after, orgId)).toEqual({});
		expect(await after.pendingTargets()).toEqual([]);
		await after.close();
	});

	it('are moved to another database, with the attempts of what succeeded', async () => {
		const [sent, unsent] = plan(2) as [NewDelivery, NewDelivery];
		await opened.store.accept(entry(message(orgId), [sent, unsent]));
		await opened.store.settle(settlement(sent, orgId));
		const { contents, counts, close } = openContents(killed());
		expect(counts).toMatchObject({ deliveries: 2, attempts: 1 });
		expect([...contents.deliveries].map(({ id, status }) => [id, status])).toEqual([
			[sent.id, 'succeeded'],
			[unsent.id, 'pending'],
		]);
		expect([...contents.attempts].map(({ deliveryId }) => deliveryId)).toEqual([sent.id]);
		close();
	});

	it('get their rows after a while though nobody asks', async () => {
		const aging = await openTemporary({ testing: { writeOwedAfterMs: 20 } });
		await aging.store.accept(entry(message(orgId), plan(2)));
		while (rowsIn(aging.file).deliveries === 0) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		expect(rowsIn(aging.file)).toEqual({ deliveries: 2, owed: 0 });
		await aging.destroy();
	}, 60_000);

	it('are forgotten once written, however many come and whichever waits', async () => {
		const many = Array.from({ length: 2_000 }, () => plan(3));
		await Promise.all(many.map((one) => opened.store.accept(entry(message(orgId), one))));
		expect(rowsIn(opened.file).owed).toBeGreaterThan(0);
		await Promise.all(many.flat().map((one) => opened.store.settle(settlement(one, orgId))));
		expect(rowsIn(opened.file).owed).toBeLessThan(300);
		const { items } = await opened.store.listDeliveries(
			deliveryQuery(orgId, { statuses: ['succeeded'] }),
			page({ limit: 10_000 }),
		);
		expect(items).toHaveLength(6_000);
	});

	it('get their rows when the store is closed', async () => {
		await opened.store.accept(entry(message(orgId), plan(2)));
		await opened.store.close();
		expect(rowsIn(opened.file)).toEqual({ deliveries: 2, owed: 0 });
	});

	it('are held by a pause, as if they had rows', async () => {
		const [sent, failed, unsent] = plan(3) as [NewDelivery, NewDelivery, NewDelivery];
		await opened.store.accept(entry(message(orgId), [sent, failed, unsent]));
		expect(await opened.store.setSubscriptionStatus(orgId, to.id, paused)).toMatchObject({
			held: 3,
		});
		await opened.store.settle(settlement(sent, orgId));
		await opened.store.settle(failure(failed, orgId));
		const late = plan(1) as [NewDelivery];
		await opened.store.accept(entry(message(orgId), late));
		expect(await everyDelivery(opened.store, orgId)).toEqual({
			[sent.id]: 'succeeded',
			[failed.id]: 'held',
			[unsent.id]: 'held',
			[late[0].id]: 'held',
		});
		const active = { ...paused, status: 'active', held: 'release' } as const;
		expect(await opened.store.setSubscriptionStatus(orgId, to.id, active)).toMatchObject({
			released: 3,
		});
	});

	it('wait for an heir when their subscription is deleted', async () => {
		const [first, second] = plan(2) as [NewDelivery, NewDelivery];
		await opened.store.accept(entry(message(orgId), [first]));
		await opened.store.deleteSubscription(orgId, to.id, at, at + 600_000);
		// Planned before anyone knew.
		await opened.store.accept(entry(message(orgId), [second]));
		const waiting = await opened.store.listHandover(orgId, to.urlHash, at);
		expect(waiting.map(({ deliveryId }) => deliveryId)).toEqual([first.id, second.id]);
	});

	it('are told apart where two organisations have the same id', async () => {
		const other = newId('org');
		const [one] = plan(1) as [NewDelivery];
		await opened.store.accept(entry(message(orgId), [one]));
		await opened.store.accept(entry(message(other), [one]));
		await opened.store.settle(settlement(one, orgId));
		expect(await everyDelivery(opened.store, orgId)).toEqual({ [one.id]: 'succeeded' });
		expect(await everyDelivery(opened.store, other)).toEqual({ [one.id]: 'pending' });
	});

	it('outlive a transaction that is undone', async () => {
		const [early, late] = [plan(2), plan(2)] as [NewDelivery[], NewDelivery[]];
		const before = message(orgId);
		await opened.store.accept(entry(before, early));
		const results = await Promise.allSettled([
			opened.store.accept(entry(message(orgId), late)),
			opened.store.accept(entry(message(orgId, { id: before.id }), plan(1))),
		]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
		for (const one of [...early, ...late]) await opened.store.settle(settlement(one, orgId));
		const ids = [...early, ...late].map(({ id }) => [id, 'succeeded']);
		expect(await everyDelivery(opened.store, orgId)).toEqual(Object.fromEntries(ids));
	});

	it('outlive the thread that knew of them', async () => {
		const workers: Worker[] = [];
		const crashing = await openTemporary({
			testing: {
				writeOwedAfterMs: never,
				onThread: (role, worker) => role === 'writer' && workers.push(worker),
			},
		});
		const [sent, unsent] = plan(2) as [NewDelivery, NewDelivery];
		await crashing.store.accept(entry(message(orgId), [sent, unsent]));
		await workers[0]?.terminate();
		await crashing.store.settle(settlement(sent, orgId));
		expect(await everyDelivery(crashing.store, orgId)).toEqual({
			[sent.id]: 'succeeded',
			[unsent.id]: 'pending',
		});
		await crashing.destroy();
	});
});

describe('the attempt that a delivery succeeded by', () => {
	let opened: OpenedFile;
	const orgId = newId('org');
	const to = subscription(orgId);
	beforeAll(async () => {
		opened = await openTemporary();
	});
	afterAll(() => opened.destroy());

	const accepted = async (): Promise<NewDelivery> => {
		const one = delivery(to);
		await opened.store.accept(entry(message(orgId, { subjects: [one.id] }), [one]));
		return one;
	};
	const shown = async ({ id }: NewDelivery) => {
		const found = await opened.store.getDelivery(orgId, id);
		const { items } = await opened.store.listDeliveries({ ...deliveryQuery(orgId), id }, page());
		const [listed] = items;
		const { attempts } = await opened.store.countPersonalData(orgId, [id]);
		return { attempts: found?.attempts, lastAttemptAt: listed?.lastAttemptAt, counted: attempts };
	};

	it('is shown as it was', async () => {
		const one = await accepted();
		const sent = attempt({ requestHeaders: { 'content-type': 'a', 'webhook-id': 'b' } });
		await opened.store.settle(settlement(one, orgId, { attempt: sent }));
		expect(await shown(one)).toEqual({ attempts: [sent], lastAttemptAt: sent.at, counted: 1 });
	});

	it('stands behind those that failed', async () => {
		const one = await accepted();
		const failed = attempt({ outcome: 'http_error', status: 500, error: 'HTTP 500' });
		const sent = attempt({ at: at + 9_000 });
		await opened.store.settle(failure(one, orgId, { attempt: failed }));
		await opened.store.settle(settlement(one, orgId, { attempt: sent, attemptCount: 2 }));
		expect(await shown(one)).toEqual({
			attempts: [failed, sent],
			lastAttemptAt: sent.at,
			counted: 2,
		});
	});

	it('is written once though it is told twice, and another one beside it', async () => {
		const one = await accepted();
		const [first, second] = [attempt(), attempt({ at: at + 5_000 })];
		const told = settlement(one, orgId, { attempt: first });
		await Promise.all([told, told].map(opened.store.settle));
		await opened.store.settle(told);
		expect((await shown(one)).attempts).toEqual([first]);
		await opened.store.settle(settlement(one, orgId, { attempt: second, attemptCount: 2 }));
		expect(await shown(one)).toEqual({
			attempts: [first, second],
			lastAttemptAt: second.at,
			counted: 2,
		});
	});
});

it('a file of the version before keeps its deliveries and their attempts', async () => {
	const opened = await openTemporary();
	await opened.store.close();
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-old-'));
	const file = join(folder, 'old.db');
	const old = new DatabaseSync(file);
	for (const sql of [initial, people, operations, backlog, alertEndings]) old.exec(sql);
	old.exec(`PRAGMA user_version = 5;
		INSERT INTO names (n, name) VALUES (1, 'org_1'), (2, 'sub_1'), (3, 'target'), (4, 'type'), (5, 'a\n');
		INSERT INTO messages (seq, id, org, vendor, event, type, received_at, status, origin, verified,
			test, raw, body) VALUES (7, 'msg_1', 1, 4, 'e', 4, 1, 'accepted', 'ingest', 1, 0, x'00', x'00');
		INSERT INTO deliveries (org, id, message_seq, subscription, target, status, replay,
			attempt_count, created_at, first_attempt_at, due_at)
			VALUES (1, 'dlv_1', 7, 2, 3, 'pending', 0, 1, 1, 2, 3);
		INSERT INTO attempts VALUES ('dlv_1', 'att_1', 2, 'http_error', 500, 1, NULL, 'HTTP 500', 5, 'b\n');`);
	old.close();
	const store = await openFile(file);
	const one = { id: 'dlv_1', subscriptionId: 'sub_1' };
	await store.settle(
		settlement(one, 'org_1', { attemptCount: 2, attempt: attempt({ id: 'att_2' }) }),
	);
	const found = await store.getDelivery('org_1', 'dlv_1');
	expect(found?.delivery).toMatchObject({ status: 'succeeded', attemptCount: 2 });
	expect(found?.attempts.map(({ id }) => id)).toEqual(['att_1', 'att_2']);
	await store.accept(entry(message('org_1')));
	const { items } = await store.listSummaries(messageQuery('org_1'), page({ order: 'asc' }));
	expect(items[0]?.id).toBe('msg_1');
	expect(Number(items[1]?.seq)).toBeGreaterThan(7);
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

it('a place in commit order is given once, though the newest message is erased', async () => {
	let opened = await openTemporary();
	const orgId = newId('org');
	const placed = async (): Promise<number> => {
		const event = message(orgId, { subjects: ['person'] });
		await opened.store.accept(entry(event, [], { deduplicationKey: newHash() }));
		const { items } = await opened.store.listSummaries(messageQuery(orgId), page());
		return Number(items[0]?.seq);
	};
	let last = 0;
	for (let round = 0; round < 4; round += 1) {
		for (let nth = 0; nth < 2; nth += 1) {
			const place = await placed();
			expect(place).toBeGreaterThan(last);
			last = place;
			await opened.store.erasePersonalData(orgId, ['person']);
		}
		if (round % 2 === 0) opened = await opened.reopen();
		else {
			const faulty = entry(message(orgId, { durationSeconds: 1, vendor: null } as never));
			await opened.store.accept(faulty).catch(() => {});
		}
	}
	await opened.destroy();
});

it('a released message has its place alone, though a transaction was undone before', async () => {
	let opened = await openTemporary();
	const orgId = newId('org');
	await expect(
		opened.store.accept(entry(message(orgId, { vendor: null as never }))),
	).rejects.toThrow('A store operation failed.');
	const doubtful = message(orgId, { status: 'quarantined' });
	await opened.store.accept(entry(doubtful));
	await opened.store.releaseMessage(orgId, doubtful.id, [], at);
	opened = await opened.reopen();
	const next = message(orgId);
	await opened.store.accept(entry(next));
	const { items } = await opened.store.listSummaries(messageQuery(orgId), page({ order: 'asc' }));
	expect(items.map(({ id }) => id)).toEqual([doubtful.id, next.id]);
	await opened.destroy();
});
