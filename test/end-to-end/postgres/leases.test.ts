import pg from 'pg';
import type { OpenedPostgres } from '../../../receiver-service/src/adapters/store/postgres/index.ts';
import type { Store } from '../../../receiver-service/src/ports.ts';
import {
	at,
	delivery,
	entry,
	failure,
	health,
	message,
	newId,
	settlement,
	source,
	subscription,
} from '../../receiver-service/store/builders.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { eventually } from './eventually.ts';
import { openReplica, silent } from './open-postgres.ts';

describeWithPostgres('leases on targets', () => {
	let cluster: Cluster;
	let url: string;
	let first: OpenedPostgres;
	let second: OpenedPostgres;
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());
	beforeEach(async () => {
		url = await cluster.newDatabase();
		first = await openReplica(url);
		second = await openReplica(url);
	});
	afterEach(async () => {
		await first.store.close();
		await second.store.close();
	});

	const planned = async (store: Store) => {
		const to = subscription(newId('org'));
		await store.createSubscription(to);
		const due = delivery(to);
		await store.accept(entry(message(to.orgId), [due]));
		const stateOf = async () => {
			const found = await store.getDelivery(to.orgId, due.id);
			return { status: found?.delivery.status, attempts: found?.attempts.length };
		};
		return { to, due, orgId: to.orgId, stateOf };
	};
	/** What the others see of a replica that hangs: it renews nothing. */
	const letLeasesEnd = (except: string) =>
		cluster.query(
			url,
			`UPDATE replicas SET lease_until = clock_timestamp() - interval '1 second'
			WHERE id NOT IN (SELECT owner FROM targets WHERE id = '${except}')`,
		);
	/** The same, of the one that has targets. */
	const letOwnersLeaseEnd = () =>
		cluster.query(
			url,
			`UPDATE replicas SET lease_until = clock_timestamp() - interval '1 second'
			WHERE id IN (SELECT owner FROM targets)`,
		);
	const idsDue = async (store: Store, targetId: string) =>
		(await store.claimDue(targetId, at, 9)).map((one) => one.delivery.id);

	it('are given to one replica at a time, and back at its end', async () => {
		const { to, due } = await planned(first.store);
		expect(await idsDue(first.store, to.targetId)).toEqual([due.id]);
		expect(await idsDue(second.store, to.targetId)).toEqual([]);
		expect(await second.store.pendingTargets()).toEqual([]);
		await first.store.close();
		expect(await idsDue(second.store, to.targetId)).toEqual([due.id]);
	});

	it('are taken by one of several that try at once', async () => {
		const targets = await Promise.all(Array.from({ length: 20 }, () => planned(first.store)));
		const taken = await Promise.all(
			targets.flatMap(({ to }) =>
				[first, second].map(async ({ store }) => (await idsDue(store, to.targetId)).length),
			),
		);
		expect(taken.filter((count) => count === 1)).toHaveLength(targets.length);
	});

	it('pass on when a lease is over, and what the owner before brings then counts for nothing', async () => {
		const { to, due, orgId, stateOf } = await planned(first.store);
		const [old] = await first.store.claimDue(to.targetId, at, 9);
		await letLeasesEnd('none');
		const [taken] = await second.store.claimDue(to.targetId, at, 9);
		expect(taken?.delivery.id).toBe(due.id);
		expect(taken?.fence).toBeGreaterThan(old?.fence ?? 0);

		const late = { fence: old?.fence };
		await first.store.settle(settlement(due, orgId, late));
		await first.store.settle(failure(due, orgId, { ...late, status: 'dead_letter', dueAt: null }));
		expect(await stateOf()).toEqual({ status: 'pending', attempts: 0 });

		await second.store.settle(settlement(due, orgId, { fence: taken?.fence }));
		await first.store.settle(failure(due, orgId, late));
		expect(await stateOf()).toEqual({ status: 'succeeded', attempts: 1 });
	});

	it('pass on with what attempts teach of subscriptions: the owner before changes none any more', async () => {
		const { to, orgId } = await planned(first.store);
		const [old] = await first.store.claimDue(to.targetId, at, 9);
		const heard: unknown[] = [];
		await first.replication.join({
			...silent,
			subscription: (id, present) => heard.push([id, present?.status]),
		});
		await letOwnersLeaseEnd();
		const [taken] = await second.store.claimDue(to.targetId, at, 9);
		const disabled = (fence: number | undefined, deliveriesCount: number) => ({
			status: 'disabled' as const,
			disabledReason: 'failing' as const,
			at,
			held: 'keep' as const,
			health: health({ deliveriesCount }),
			fence,
		});
		const state = async () => ({
			status: (await second.store.loadConfiguration()).subscriptions.map(({ status }) => status),
			counts: (await second.store.getSubscriptionHealth([to.id])).map((one) => one.deliveriesCount),
		});

		const late = disabled(old?.fence, 7);
		expect(await first.store.setSubscriptionStatus(orgId, to.id, late)).toBeNull();
		expect(await first.store.deleteSubscription(orgId, to.id, at, at, old?.fence)).toBe(false);
		expect(await state()).toEqual({ status: ['active'], counts: [0] });
		// In memory it had gone ahead: it reads again what is so.
		await eventually(() => heard.length > 0);
		expect(heard).toContainEqual([to.id, 'active']);

		const own = disabled(taken?.fence, 9);
		expect(await second.store.setSubscriptionStatus(orgId, to.id, own)).toMatchObject({ held: 1 });
		expect(await state()).toEqual({ status: ['disabled'], counts: [9] });
		expect(await second.store.deleteSubscription(orgId, to.id, at, at, taken?.fence)).toBe(true);
	});

	it('leave a replica that brings something late with the health that is in the rows', async () => {
		const { to, due, orgId } = await planned(first.store);
		const [old] = await first.store.claimDue(to.targetId, at, 9);
		const heard: [string, number][] = [];
		await first.replication.join({
			...silent,
			health: (id, known) => heard.push([id, known.deliveriesCount]),
		});
		await letOwnersLeaseEnd();
		const [taken] = await second.store.claimDue(to.targetId, at, 9);
		const right = { fence: taken?.fence, health: health({ deliveriesCount: 9 }) };
		await second.store.settle(settlement(due, orgId, right));
		await eventually(() => heard.length > 0);
		heard.length = 0;
		const late = { fence: old?.fence, health: health({ deliveriesCount: 7 }) };
		await first.store.settle(settlement(due, orgId, late));
		await eventually(() => heard.length > 0);
		expect(heard[0]).toEqual([to.id, 9]);
	});

	it('still count after they are over, as long as nobody took the target', async () => {
		const { to, due, orgId, stateOf } = await planned(first.store);
		const [claimed] = await first.store.claimDue(to.targetId, at, 9);
		await letLeasesEnd('none');
		await first.store.settle(settlement(due, orgId, { fence: claimed?.fence }));
		expect(await stateOf()).toEqual({ status: 'succeeded', attempts: 1 });
	});

	it('are taken over from a replica that is gone without anyone asking for the target', async () => {
		const { to } = await planned(first.store);
		await first.store.claimDue(to.targetId, at, 9);
		const due: string[] = [];
		await second.replication.join({ ...silent, due: (targetId) => due.push(targetId) });
		await cluster.query(url, `DELETE FROM changes`);
		await letLeasesEnd('none');
		await eventually(() => due.includes(to.targetId));
		expect(second.replication.fenceOf(to.targetId)).not.toBeNull();
	});

	it('are delivered to only once what was known of the target is read, and it is read once', async () => {
		const { to } = await planned(second.store);
		const read: string[] = [];
		const due: string[] = [];
		let finish = () => {};
		const finished = new Promise<void>((resolve) => {
			finish = resolve;
		});
		await first.replication.join({
			...silent,
			taking: (targetIds) => {
				read.push(...targetIds);
				return finished;
			},
			due: (targetId) => due.push(targetId),
		});
		first.replication.wake([to.targetId]);
		await eventually(() => read.length > 0);
		const claimed = first.store.claimDue(to.targetId, at, 9);
		// Several looks find the target due meanwhile.
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(due).toEqual([]);
		finish();
		expect(await claimed).toHaveLength(1);
		await eventually(() => due.includes(to.targetId));
		expect(read).toEqual([to.targetId]);
	});

	it('do not bind what is seen of a source: whoever saw it last counts, however late another writes', async () => {
		const own = source(newId('org'));
		await first.store.putSource(own);
		const seen = (lastRejectionAt: number, consecutiveRejections: number) => ({
			sourceId: own.id,
			lastEventAt: null,
			lastRejectionAt,
			consecutiveRejections,
			consecutiveFailures: consecutiveRejections,
		});
		await first.store.putSourceHealth([seen(at, 1)]);
		await second.store.putSourceHealth([{ ...seen(at, 0), lastEventAt: at + 9 }]);
		await first.store.putSourceHealth([seen(at + 1, 50)]);
		expect(await second.store.getSourceHealth([own.id])).toEqual([
			{ ...seen(at + 1, 0), lastEventAt: at + 9 },
		]);
		await first.store.putSourceHealth([seen(at + 10, 51)]);
		expect(await second.store.getSourceHealth([own.id])).toEqual([
			{ ...seen(at + 10, 51), lastEventAt: at + 9 },
		]);
	});

	it('let an owner know of rows that another replica wrote', async () => {
		const { to } = await planned(first.store);
		await first.store.claimDue(to.targetId, at, 9);
		const due: string[] = [];
		await first.replication.join({ ...silent, due: (targetId) => due.push(targetId) });
		const written = delivery(to, { dueAt: at + 1 });
		await second.store.accept(entry(message(to.orgId), [written]));
		second.replication.wake([to.targetId]);
		await eventually(() => due.includes(to.targetId));
		expect(second.replication.fenceOf(to.targetId)).toBeNull();
		const ids = (await first.store.claimDue(to.targetId, at + 1, 9)).map((one) => one.delivery.id);
		expect(ids).toContain(written.id);
	});

	it('let an owner know which messages another replica took in, and have it look soon if it does not hear', async () => {
		const { to, orgId } = await planned(first.store);
		await first.store.claimDue(to.targetId, at, 9);
		const heard: [readonly string[], readonly string[]][] = [];
		await first.replication.join({
			...silent,
			handed: (targetIds, messageIds) => heard.push([targetIds, messageIds]),
		});
		const [new1, new2] = [delivery(to), delivery(to)];
		const taken = [message(orgId), message(orgId)] as const;
		await second.store.accept(entry(taken[0], [new1]));
		await second.store.accept(entry(taken[1], [new2]));
		const before = Date.now();
		second.replication.handOver(taken.map(({ id }) => ({ targetId: to.targetId, messageId: id })));
		await eventually(() => heard.length > 0);
		expect(heard).toEqual([[[to.targetId], taken.map(({ id }) => id)]]);
		const { rows } = await cluster.query(url, 'SELECT next_due FROM targets');
		expect(Number(rows[0]?.next_due)).toBeGreaterThan(before);
		expect(Number(rows[0]?.next_due)).toBeLessThanOrEqual(Date.now() + 1_000);

		const [targetIds = [], messageIds = []] = heard[0] ?? [];
		const read = (replica: OpenedPostgres, wants = () => true) =>
			replica.replication.readHanded(targetIds, messageIds, wants);
		const due = await read(first);
		expect(due.map((one) => one.delivery.id).toSorted()).toEqual([new1.id, new2.id].toSorted());
		expect(due.map(({ fence }) => fence)).toEqual(
			due.map(() => first.replication.fenceOf(to.targetId)),
		);
		expect(due[0]?.message.body.length).toBeGreaterThan(0);
		expect(await read(first, () => false)).toEqual([]);
		// Whoever has not got the target reads nothing of it.
		expect(await read(second)).toEqual([]);
		// What was attempted is no longer new.
		const { fence } = due[0] ?? {};
		await first.store.settle(failure(new1, orgId, { fence, dueAt: at + 1 }));
		await first.store.settle(settlement(new2, orgId, { fence }));
		expect(await read(first)).toEqual([]);
	});

	it('have their rows read without those that are in memory already', async () => {
		const { to, due, orgId } = await planned(first.store);
		const later = delivery(to);
		await first.store.accept(entry(message(orgId), [later]));
		const seen: string[] = [];
		const rows = await first.store.claimDue(to.targetId, at, 9, ({ id }) => {
			seen.push(id);
			return id === due.id;
		});
		expect(seen.toSorted()).toEqual([due.id, later.id].toSorted());
		expect(rows.map((one) => one.delivery.id)).toEqual([later.id]);
	});

	it('are taken at once where nobody has them, by whoever would hand messages over', async () => {
		const { to, orgId } = await planned(second.store);
		await second.replication.join(silent);
		const taken = message(orgId);
		await second.store.accept(entry(taken, [delivery(to)]));
		second.replication.handOver([{ targetId: to.targetId, messageId: taken.id }]);
		await eventually(() => second.replication.fenceOf(to.targetId) !== null, 10_000);
	});

	it('are there at once for a target that nobody has, beside others that are had', async () => {
		const had = await planned(first.store);
		await first.store.claimDue(had.to.targetId, at, 9);
		const free = await planned(second.store);
		await second.replication.join(silent);
		second.replication.wake([had.to.targetId, free.to.targetId]);
		await eventually(() => second.replication.fenceOf(free.to.targetId) !== null, 10_000);
		expect(second.replication.fenceOf(had.to.targetId)).toBeNull();
	});

	it('are told of rows while results are being written under them', async () => {
		const { to } = await planned(first.store);
		await first.store.claimDue(to.targetId, at, 9);
		await first.store.claimDue(to.targetId, at, 9);
		const { rows } = await cluster.query(url, 'SELECT next_due FROM targets');
		expect(rows).toEqual([{ next_due: null }]);
		const settling = new pg.Client({ connectionString: url });
		await settling.connect();
		await settling.query('BEGIN');
		await settling.query('SELECT fence FROM targets FOR KEY SHARE');
		second.replication.wake([to.targetId]);
		await eventually(async () => {
			const told = await cluster.query(url, 'SELECT next_due FROM targets');
			return told.rows[0]?.next_due !== null;
		});
		await settling.query('COMMIT');
		await settling.end();
	});

	it('tell the next owner of a pause that the target asked for', async () => {
		const { to } = await planned(first.store);
		await first.store.claimDue(to.targetId, at, 9);
		const until = Date.now() + 3_600_000;
		first.replication.pause(to.targetId, until);
		await eventually(async () => {
			const { rows } = await cluster.query(url, 'SELECT not_before FROM targets');
			return Number(rows[0]?.not_before) === until;
		});
		const pauses: [string, number][] = [];
		await second.replication.join({
			...silent,
			paused: (targetId, time) => pauses.push([targetId, time]),
		});
		await first.store.close();
		await second.store.claimDue(to.targetId, at, 9);
		expect(pauses).toEqual([[to.targetId, until]]);
	});
});
