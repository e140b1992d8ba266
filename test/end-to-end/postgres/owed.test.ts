import pg from 'pg';
import { openDatabase } from '../../../receiver-service/src/adapters/store/postgres/database.ts';
import type { OpenedPostgres } from '../../../receiver-service/src/adapters/store/postgres/index.ts';
import { writeOwed } from '../../../receiver-service/src/adapters/store/postgres/tables/owed.ts';
import { settleAll } from '../../../receiver-service/src/adapters/store/postgres/tables/settle.ts';
import type { NewDelivery, Store } from '../../../receiver-service/src/ports.ts';
import {
	at,
	delivery,
	deliveryQuery,
	entry,
	failure,
	message,
	newId,
	page,
	paused,
	settlement,
	subscription,
} from '../../receiver-service/store/builders.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { keepAll } from '../../support/retention-limits.ts';
import { eventually } from './eventually.ts';
import { openReplica, silent } from './open-postgres.ts';

/** No test takes so long. */
const never = 1_000_000_000;

describeWithPostgres('deliveries that a replica owes their rows', () => {
	let cluster: Cluster;
	let url: string;
	let own: OpenedPostgres;
	let other: OpenedPostgres;
	const orgId = newId('org');
	const to = subscription(orgId);
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());
	const open = (writeOwedAfterMs = never): Promise<OpenedPostgres> =>
		openReplica(url, { leaseMs: never, testing: { writeOwedAfterMs } });
	beforeEach(async () => {
		url = await cluster.newDatabase();
		own = await open();
		other = await open();
		await own.store.createSubscription(to);
		await own.store.claimDue(to.targetId, 0, 1);
	});
	afterEach(async () => {
		await own.store.close();
		await other.store.close();
	});

	const plan = (count: number): readonly NewDelivery[] =>
		Array.from({ length: count }, () => delivery(to));
	/** What stands in the tables now, behind the stores' backs. */
	const rows = async () => {
		const { rows: counted } = await cluster.query(
			url,
			`SELECT (SELECT count(*)::int FROM deliveries) AS open,
			(SELECT count(*)::int FROM ended_deliveries) AS ended, (SELECT count(*)::int FROM owed) AS owed`,
		);
		return counted[0];
	};
	const everyDelivery = async (store: Store) => {
		const { items } = await store.listDeliveries(deliveryQuery(orgId), page({ order: 'asc' }));
		return Object.fromEntries(items.map(({ id, status }) => [id, status]));
	};
	/** What the others see of a replica that is gone. */
	const endLease = () =>
		cluster.query(
			url,
			`UPDATE replicas SET lease_until = clock_timestamp() - interval '1 second'
			WHERE id IN (SELECT keeper FROM owed)`,
		);

	it('have none while they are on their way, and one once they succeed', async () => {
		const [first, second] = plan(2) as [NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [first, second]));
		expect(await rows()).toEqual({ open: 0, ended: 0, owed: 1 });
		await own.store.settle(settlement(first, orgId));
		expect(await rows()).toEqual({ open: 0, ended: 1, owed: 1 });
		await own.store.settle(settlement(second, orgId));
		expect(await rows()).toEqual({ open: 0, ended: 2, owed: 0 });
	});

	it('have rows at once where another replica delivers, and where rows are looked for anyway', async () => {
		await other.store.accept(entry(message(orgId), plan(1)));
		await own.store.accept(entry(message(orgId), [delivery(to, { dueAt: at + 60_000 })]));
		await own.store.accept(entry(message(orgId), [delivery(to, { status: 'held' })]));
		expect(await rows()).toEqual({ open: 3, ended: 0, owed: 0 });
	});

	it('have rows at once where their target does not keep up', async () => {
		let keepsUp = false;
		await own.replication.join({ ...silent, keepsUp: () => keepsUp });
		await own.store.accept(entry(message(orgId), plan(1)));
		expect(await rows()).toEqual({ open: 1, ended: 0, owed: 0 });
		keepsUp = true;
		await own.store.accept(entry(message(orgId), plan(1)));
		expect(await rows()).toEqual({ open: 1, ended: 0, owed: 1 });
	});

	it('are seen by every replica as if they had rows, and settled as if nobody had looked', async () => {
		const [sent, failed, unsent] = plan(3) as [NewDelivery, NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [sent, failed, unsent]));
		expect(await other.store.backlog(orgId)).toMatchObject({ pending: 3 });
		expect(await rows()).toEqual({ open: 3, ended: 0, owed: 0 });
		await own.store.settle(settlement(sent, orgId));
		await own.store.settle(failure(failed, orgId));
		expect(await everyDelivery(other.store)).toEqual({
			[sent.id]: 'succeeded',
			[failed.id]: 'pending',
			[unsent.id]: 'pending',
		});
		expect(await rows()).toEqual({ open: 2, ended: 1, owed: 0 });
	});

	it('are read by their own replica with the rows of their target, those of other targets not', async () => {
		const elsewhere = subscription(orgId);
		await own.store.createSubscription(elsewhere);
		await own.store.claimDue(elsewhere.targetId, 0, 1);
		const [here, there] = [delivery(to), delivery(elsewhere)];
		await own.store.accept(entry(message(orgId), [here]));
		await own.store.accept(entry(message(orgId), [there]));
		const due = await own.store.claimDue(to.targetId, at, 9);
		expect(due.map((one) => one.delivery.id)).toEqual([here.id]);
		expect(await rows()).toEqual({ open: 1, ended: 0, owed: 1 });
	});

	it('are another replica’s when theirs is gone, without what had ended', async () => {
		const [sent, retried, unsent] = plan(3) as [NewDelivery, NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [sent, retried, unsent]));
		await own.store.settle(settlement(sent, orgId));
		await own.store.settle(failure(retried, orgId));
		await endLease();
		const due = await other.store.claimDue(to.targetId, at, 9);
		expect(due.map((one) => one.delivery.id)).toEqual([unsent.id]);
		expect(await everyDelivery(other.store)).toEqual({
			[sent.id]: 'succeeded',
			[retried.id]: 'pending',
			[unsent.id]: 'pending',
		});
	});

	it('are taken up from a replica that is gone though nobody asks for them', async () => {
		await own.store.accept(entry(message(orgId), plan(2)));
		const due: string[] = [];
		await other.replication.join({ ...silent, due: (targetId) => due.push(targetId) });
		await endLease();
		await eventually(() => due.includes(to.targetId));
		expect(await rows()).toEqual({ open: 2, ended: 0, owed: 0 });
	});

	/** As where it was given back and taken while a commit of what is owed was on its way. */
	const giveTarget = async (): Promise<void> => {
		await cluster.query(
			url,
			`UPDATE targets SET owner = (SELECT id FROM replicas WHERE id <> owner LIMIT 1),
			fence = nextval('fences'), next_due = NULL`,
		);
	};

	it('are told to whoever has their target by then, when one that is gone is looked for', async () => {
		await own.store.accept(entry(message(orgId), plan(1)));
		await giveTarget();
		const due: string[] = [];
		await endLease();
		await other.replication.join({ ...silent, due: (targetId) => due.push(targetId) });
		await eventually(() => due.includes(to.targetId));
	});

	it('are told to whoever has their target by then, when another target is taken', async () => {
		await own.store.accept(entry(message(orgId), plan(1)));
		await giveTarget();
		await endLease();
		await other.store.claimDue(`${to.targetId}-2`, 0, 1);
		await eventually(async () => {
			const told = await cluster.query(
				url,
				`SELECT 1 FROM targets WHERE id = '${to.targetId}' AND next_due IS NOT NULL`,
			);
			return told.rows.length === 1;
		});
	});

	it('are decided by the replica that took them over: what the one before brings counts for nothing', async () => {
		const [one] = plan(1) as [NewDelivery];
		const fence = own.replication.fenceOf(to.targetId) ?? undefined;
		await own.store.accept(entry(message(orgId), [one]));
		await endLease();
		const [taken] = await other.store.claimDue(to.targetId, at, 9);
		await own.store.settle(settlement(one, orgId, { fence }));
		expect(await everyDelivery(own.store)).toEqual({ [one.id]: 'pending' });
		await other.store.settle(settlement(one, orgId, { fence: taken?.fence }));
		expect(await everyDelivery(own.store)).toEqual({ [one.id]: 'succeeded' });
		expect((await own.store.getDelivery(orgId, one.id))?.attempts).toHaveLength(1);
	});

	it('are found where a replica wrote that they are owed after others had counted it out', async () => {
		await own.store.accept(entry(message(orgId), plan(1)));
		await cluster.query(url, "UPDATE owed SET keeper = 'rep_gone'");
		await cluster.query(url, 'UPDATE targets SET owner = NULL, fence = NULL');
		expect(await other.store.pendingTargets()).toEqual([{ targetId: to.targetId, dueAt: at }]);
		expect(await other.store.claimDue(to.targetId, at, 9)).toHaveLength(1);
	});

	it('get their rows by their age, of one replica or of all', async () => {
		await own.store.accept(entry(message(orgId), plan(2)));
		const database = openDatabase(url, { connections: 1, name: 'writing' });
		const [{ keeper } = { keeper: '' }] = await database.all<{ keeper: string }>(
			'SELECT keeper FROM owed',
		);
		const written = (owing: Parameters<typeof writeOwed>[1]) =>
			database.transaction(async (sql) => (await writeOwed(sql, owing)).length);
		expect(await written({ keeper, olderMs: 60_000 })).toBe(0);
		expect(await written({ keeper: 'rep_other' })).toBe(0);
		expect(await written({ keeper, nths: [9] })).toBe(0);
		expect(await written({ keeper, olderMs: 0 })).toBe(2);
		expect(await rows()).toEqual({ open: 2, ended: 0, owed: 0 });
		await database.close();
	});

	it('get their rows after a while though nobody asks', async () => {
		const aging = await open(20);
		const hook = subscription(orgId);
		await aging.store.createSubscription(hook);
		await aging.store.claimDue(hook.targetId, 0, 1);
		await aging.store.accept(entry(message(orgId), [delivery(hook), delivery(hook)]));
		await eventually(async () => (await rows())?.owed === 0);
		expect(await rows()).toEqual({ open: 2, ended: 0, owed: 0 });
		await aging.store.close();
	});

	it('are forgotten once written, however many come', async () => {
		const many = Array.from({ length: 500 }, () => plan(3));
		await Promise.all(many.map((one) => own.store.accept(entry(message(orgId), one))));
		expect(await rows()).toMatchObject({ open: 0, ended: 0 });
		await Promise.all(many.flat().map((one) => own.store.settle(settlement(one, orgId))));
		expect(await rows()).toEqual({ open: 0, ended: 1_500, owed: 0 });
	});

	it('get their rows when the replica leaves', async () => {
		await own.store.accept(entry(message(orgId), plan(2)));
		await own.store.close();
		expect(await rows()).toEqual({ open: 2, ended: 0, owed: 0 });
		expect(await other.store.claimDue(to.targetId, at, 9)).toHaveLength(2);
	});

	it('are held by a pause on any replica, as if they had rows', async () => {
		const [sent, failed, unsent] = plan(3) as [NewDelivery, NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [sent, failed, unsent]));
		expect(await other.store.setSubscriptionStatus(orgId, to.id, paused)).toMatchObject({
			held: 3,
		});
		await own.store.settle(settlement(sent, orgId));
		await own.store.settle(failure(failed, orgId));
		// Planned before this replica knew.
		const [late] = plan(1) as [NewDelivery];
		await own.store.accept(entry(message(orgId), [late]));
		expect(await everyDelivery(own.store)).toEqual({
			[sent.id]: 'succeeded',
			[failed.id]: 'held',
			[unsent.id]: 'held',
			[late.id]: 'held',
		});
		const active = { ...paused, status: 'active', held: 'release' } as const;
		expect(await other.store.setSubscriptionStatus(orgId, to.id, active)).toMatchObject({
			released: 3,
		});
	});

	it('go with their subscription to another target', async () => {
		const [one] = plan(1) as [NewDelivery];
		await own.store.accept(entry(message(orgId), [one]));
		const moved = { ...to, targetId: `${to.targetId}-2` };
		expect(await other.store.updateSubscription(moved)).toBe(true);
		const due = await other.store.claimDue(moved.targetId, at, 9);
		expect(due.map(({ delivery: { id } }) => id)).toEqual([one.id]);
	});

	it('wait for an heir when their subscription is deleted', async () => {
		const [first, second] = plan(2) as [NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [first]));
		await other.store.deleteSubscription(orgId, to.id, at, at + 600_000);
		await own.store.accept(entry(message(orgId), [second]));
		const waiting = await other.store.listHandover(orgId, to.urlHash, at);
		expect(waiting.map(({ deliveryId }) => deliveryId)).toEqual([first.id, second.id]);
	});

	it.each([
		{
			how: 'its heir has taken what it wanted',
			end: (store: Store, taken: NewDelivery) => {
				const heir = { subscriptionId: newId('sub'), targetId: 'heir', status: 'pending' } as const;
				return store.takeOver(orgId, to.urlHash, [taken.id], heir, at);
			},
		},
		{
			how: 'no heir came in time',
			end: (store: Store) => store.expireHandovers(at + 600_001),
		},
	])('are canceled with the rest of a deleted subscription when $how', async ({ end }) => {
		const [first, second] = plan(2) as [NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [first]));
		await other.store.deleteSubscription(orgId, to.id, at, at + 600_000);
		await own.store.accept(entry(message(orgId), [second]));
		await end(other.store, first);
		expect((await everyDelivery(own.store))[second.id]).toBe('canceled');
	});

	it('do not come back when they ended and were deleted', async () => {
		const [erased, retained] = [plan(1), plan(2)] as [NewDelivery[], NewDelivery[]];
		await own.store.accept(entry(message(orgId, { subjects: ['person'] }), erased));
		await own.store.accept(entry(message(orgId), retained));
		const [kept, open] = retained as [NewDelivery, NewDelivery];
		await own.store.settle(settlement(kept, orgId));
		expect(await other.store.erasePersonalData(orgId, ['person'])).toMatchObject({
			messages: 1,
			deliveries: 1,
			open_deliveries: 1,
		});
		for (const one of erased) await own.store.settle(settlement(one, orgId));
		expect(await everyDelivery(own.store)).toEqual({
			[kept.id]: 'succeeded',
			[open.id]: 'pending',
		});
		expect(await rows()).toMatchObject({ open: 1, owed: 0 });
		await own.store.settle(settlement(open, orgId));
		while (await other.store.retain({ ...keepAll, messagesBefore: at + 1 }, 50));
		expect(await rows()).toMatchObject({ open: 0, owed: 0 });
	});

	it('keep their message from being deleted', async () => {
		const event = message(orgId);
		await own.store.accept(entry(event, plan(1)));
		while (await other.store.retain({ ...keepAll, messagesBefore: at + 1 }, 50));
		expect(await own.store.getMessage(orgId, event.id)).not.toBeNull();
	});

	it('are told apart where two organisations have the same id', async () => {
		const stranger = newId('org');
		const [one] = plan(1) as [NewDelivery];
		await own.store.accept(entry(message(orgId), [one]));
		await own.store.accept(entry(message(stranger), [one]));
		await own.store.settle(settlement(one, orgId));
		expect(await everyDelivery(own.store)).toEqual({ [one.id]: 'succeeded' });
		expect((await own.store.getDelivery(stranger, one.id))?.delivery.status).toBe('pending');
	});

	it('are written while a result is, and the one waits for the other', async () => {
		const [sent, unsent] = plan(2) as [NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [sent, unsent]));
		const place = (await cluster.query(url, 'SELECT keeper, nth FROM owed')).rows[0];
		const batch = { keeper: place?.keeper, nth: Number(place?.nth), left: 2, at: 0 };
		const database = openDatabase(url, { connections: 1, name: 'settling' });
		let written: Promise<unknown> = Promise.resolve();
		let isWritten = false;
		await database.transaction(async (sql) => {
			await settleAll(sql, [settlement(sent, orgId)], {
				keeper: batch.keeper,
				find: () => ({
					batch,
					delivery: { ...sent, orgId, messageId: newId('msg'), createdAt: at },
				}),
			});
			written = other.store.backlog(orgId).then((counted) => {
				isWritten = true;
				return counted;
			});
			await new Promise((resolve) => setTimeout(resolve, 200));
			expect(isWritten).toBe(false);
		});
		expect(await written).toMatchObject({ pending: 1 });
		expect(await rows()).toEqual({ open: 1, ended: 1, owed: 0 });
		await database.close();
	});

	it('are settled where their rows are being written, and the one waits for the other', async () => {
		const [one] = plan(1) as [NewDelivery];
		await own.store.accept(entry(message(orgId), [one]));
		const looking = new pg.Client({ connectionString: url });
		await looking.connect();
		await looking.query('BEGIN');
		await looking.query('SELECT 1 FROM owed FOR UPDATE');
		let isSettled = false;
		const settled = own.store.settle(settlement(one, orgId)).then(() => {
			isSettled = true;
		});
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(isSettled).toBe(false);
		await looking.query(
			`INSERT INTO deliveries (org_id, id, message_id, subscription_id, target_id, status, replay,
				created_at, due_at) VALUES ($1, $2, 'msg', $3, $4, 'pending', false, $5, $5)`,
			[orgId, one.id, to.id, to.targetId, at],
		);
		await looking.query('DELETE FROM owed');
		await looking.query('COMMIT');
		await looking.end();
		await settled;
		expect(await rows()).toEqual({ open: 0, ended: 1, owed: 0 });
	});

	it('are settled by a replica that knows nothing of them', async () => {
		const [sent, failed] = plan(2) as [NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [sent, failed]));
		await other.store.settle(settlement(sent, orgId));
		expect(await rows()).toEqual({ open: 1, ended: 1, owed: 0 });
		await other.store.settle(failure(failed, orgId));
		expect((await own.store.getDelivery(orgId, failed.id))?.attempts).toHaveLength(1);
	});

	it('succeed once though the answer to the commit was lost and it is told again', async () => {
		const [one, beside] = plan(2) as [NewDelivery, NewDelivery];
		await own.store.accept(entry(message(orgId), [one, beside]));
		const place = (await cluster.query(url, 'SELECT keeper, nth FROM owed')).rows[0];
		const batch = { keeper: place?.keeper, nth: Number(place?.nth), left: 2, at: 0 };
		const told = settlement(one, orgId);
		const database = openDatabase(url, { connections: 1, name: 'settling' });
		for (let times = 0; times < 2; times += 1) {
			await database.transaction((sql) =>
				settleAll(sql, [told], {
					keeper: batch.keeper,
					find: () => ({
						batch,
						delivery: { ...one, orgId, messageId: newId('msg'), createdAt: at },
					}),
				}),
			);
		}
		await database.close();
		expect(await rows()).toEqual({ open: 0, ended: 1, owed: 1 });
		await other.store.backlog(orgId);
		expect(await rows()).toEqual({ open: 1, ended: 1, owed: 0 });
	});
});
