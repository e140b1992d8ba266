import pg from 'pg';
import type { OpenedPostgres } from '../../../receiver-service/src/adapters/store/postgres/index.ts';
import type { ReplicaEvents } from '../../../receiver-service/src/ports.ts';
import {
	at,
	delivery,
	entry,
	message,
	newId,
	settlement,
	subscription,
} from '../../receiver-service/store/builders.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { eventually } from './eventually.ts';
import { openReplica, silent } from './open-postgres.ts';

/** A quarter of it is from one look at the loads to the next, and it is how long a target stays. */
const leaseMs = 1_200;
/** Attempts at each of two targets, this often: twice what a replica must have to do to share. */
const attemptsEachTime = 50;
const everyMs = 50;
/** No test takes so long. */
const never = 1_000_000_000;

type Target = ReturnType<typeof subscription>;

describeWithPostgres('busy targets', () => {
	let cluster: Cluster;
	let url: string;
	let busy: OpenedPostgres;
	let idle: OpenedPostgres;
	let stopLoad = async () => {};
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());
	beforeEach(async () => {
		url = await cluster.newDatabase();
		busy = await openReplica(url, { leaseMs, testing: { writeOwedAfterMs: never } });
		idle = await openReplica(url, { leaseMs });
	});
	afterEach(async () => {
		await stopLoad();
		stopLoad = async () => {};
		await busy.store.close();
		await idle.store.close();
	});

	/** Two targets of the busy replica, with events that are accepted and settled all the time. */
	const keepBusy = async (count = attemptsEachTime): Promise<readonly [Target, Target]> => {
		const orgId = newId('org');
		const targets = [subscription(orgId), subscription(orgId)] as const;
		for (const to of targets) {
			await busy.store.createSubscription(to);
			await busy.store.claimDue(to.targetId, 0, 1);
		}
		let stopped = false;
		const run = async () => {
			while (!stopped) {
				await Promise.all(targets.map(attemptOne));
				await new Promise((resolve) => setTimeout(resolve, everyMs));
			}
		};
		const attemptOne = async (to: Target) => {
			const fence = busy.replication.fenceOf(to.targetId);
			if (fence === null) return;
			const deliveries = Array.from({ length: count }, () => delivery(to));
			await busy.store.accept(entry(message(orgId), deliveries));
			await Promise.all(
				deliveries.map((one) => busy.store.settle(settlement(one, orgId, { fence }))),
			);
		};
		const running = run();
		stopLoad = async () => {
			stopped = true;
			await running;
		};
		return targets;
	};
	const join = (replica: OpenedPostgres, events: Partial<ReplicaEvents> = {}) =>
		replica.replication.join({ ...silent, ...events });
	const ownersOf = (replica: OpenedPostgres, targets: readonly Target[]): number =>
		targets.filter(({ targetId }) => replica.replication.fenceOf(targetId) !== null).length;
	/** Long enough for several looks at loads that are known. */
	const waitForLooks = () => new Promise((resolve) => setTimeout(resolve, 3 * leaseMs));

	it('are shared with a replica that has nothing to do, which looks for what is due there', async () => {
		const taken: string[] = [];
		const due: string[] = [];
		await join(busy);
		await join(idle, {
			taking: async (targetIds) => {
				taken.push(...targetIds);
			},
			due: (targetId) => due.push(targetId),
		});
		const targets = await keepBusy();
		const takenAt = performance.now();
		await eventually(() => ownersOf(idle, targets) === 1);
		expect(performance.now() - takenAt).toBeGreaterThan(leaseMs);
		expect(ownersOf(busy, targets)).toBe(1);
		expect(taken).toHaveLength(1);
		expect(due).toEqual(taken);
		await waitForLooks();
		expect([ownersOf(busy, targets), ownersOf(idle, targets)]).toEqual([1, 1]);
	});

	it('leave with everything that is due in rows, also what was owed its row', async () => {
		const owed: string[] = [];
		await join(busy, {
			leaving: async (targetId) => {
				// In memory until now, where nobody else sees it.
				await accepted;
				owed.push(targetId);
				return true;
			},
		});
		await join(idle);
		const [to, other] = await keepBusy();
		const pending = [delivery(to), delivery(other)];
		const accepted = busy.store.accept(entry(message(to.orgId), pending));
		await eventually(() => ownersOf(idle, [to, other]) === 1);
		const [left] = owed;
		const rows = await idle.store.claimDue(left ?? '', at, 1_000);
		expect(rows.map((one) => one.delivery.id)).toContain(
			pending.find(({ targetId }) => targetId === left)?.id,
		);
	});

	it('leave with what is being accepted at that moment', async () => {
		await join(busy);
		await join(idle);
		await cluster.query(
			url,
			`CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
				'BEGIN PERFORM pg_sleep(0.4); RETURN NEW; END';
			CREATE TRIGGER slowly BEFORE INSERT ON owed FOR EACH ROW EXECUTE FUNCTION slowly()`,
		);
		const targets = await keepBusy(10 * attemptsEachTime);
		await eventually(() => ownersOf(idle, targets) === 1);
		await stopLoad();
		const { rows } = await cluster.query(url, 'SELECT 1 FROM owed');
		expect(rows).toEqual([]);
	});

	it('are nobody’s while they leave: neither claimed nor taken again for what comes meanwhile', async () => {
		const asked: string[] = [];
		let leave = (_left: boolean) => {};
		const due: string[] = [];
		await join(busy, {
			leaving: (targetId) => {
				asked.push(targetId);
				return new Promise((resolve) => {
					leave = resolve;
				});
			},
			due: (targetId) => due.push(targetId),
		});
		await join(idle);
		const targets = await keepBusy();
		await eventually(() => asked.length > 0);
		due.length = 0;
		const [targetId = ''] = asked;
		busy.replication.wake([targetId]);
		busy.replication.handOver([{ targetId, messageId: newId('msg') }]);
		await waitForLooks();
		expect(busy.replication.fenceOf(targetId)).toBeNull();
		expect(await busy.store.claimDue(targetId, at, 9)).toEqual([]);
		expect(due).toEqual([]);
		expect(ownersOf(idle, targets)).toBe(0);
		leave(true);
		await eventually(() => idle.replication.fenceOf(targetId) !== null);
	});

	it('stay where they do not come to rest, and are not tried again for a while', async () => {
		const asked: string[] = [];
		const due = new Set<string>();
		await join(busy, {
			leaving: async (targetId) => {
				asked.push(targetId);
				return false;
			},
			due: (targetId) => due.add(targetId),
		});
		await join(idle);
		const targets = await keepBusy();
		await eventually(() => asked.length === 2);
		await eventually(() => ownersOf(busy, targets) === 2);
		await eventually(() => due.size === 2);
		await waitForLooks();
		await waitForLooks();
		expect(asked).toHaveLength(2);
		expect(ownersOf(idle, targets)).toBe(0);
	});

	it('are not given under a lease that was lost meanwhile', async () => {
		const fences: (number | null)[] = [];
		await join(busy, {
			leaving: async (targetId) => {
				await cluster.query(
					url,
					`UPDATE replicas SET lease_until = clock_timestamp() - interval '1 second'
					WHERE id IN (SELECT owner FROM targets)`,
				);
				await idle.store.claimDue(targetId, at, 1);
				fences.push(idle.replication.fenceOf(targetId));
				return true;
			},
		});
		await join(idle);
		const targets = await keepBusy();
		await eventually(() => fences.length > 0);
		await waitForLooks();
		const now = targets.map(({ targetId }) => idle.replication.fenceOf(targetId));
		expect(fences).not.toContain(null);
		expect(now).toContain(fences[0]);
	});

	it('stay where the other replica begins to end meanwhile', async () => {
		let asked = 0;
		await join(busy, {
			leaving: async () => {
				asked += 1;
				idle.replication.rest();
				await new Promise((resolve) => setTimeout(resolve, 200));
				return true;
			},
		});
		// One that does not renew its lease meanwhile, and says then what it has to do.
		await idle.store.close();
		idle = await openReplica(url, { leaseMs: never });
		await join(idle);
		await cluster.query(url, 'UPDATE replicas SET load = 0 WHERE load IS NULL');
		const targets = await keepBusy();
		await eventually(() => asked > 0);
		await eventually(() => ownersOf(busy, targets) === 2);
	});

	it('take the pause along that they asked for last', async () => {
		const until = Date.now() + 3_600_000;
		const paused: number[] = [];
		await join(busy, {
			leaving: async (targetId) => {
				busy.replication.pause(targetId, until);
				// What asked for a pause before is written now and then.
				await waitForLooks();
				return true;
			},
		});
		await join(idle, { paused: (_targetId, time) => paused.push(time) });
		const targets = await keepBusy();
		await eventually(() => ownersOf(idle, targets) === 1);
		expect(paused).toEqual([until]);
	});

	it('are given back by a replica that was given them as it ended', async () => {
		await join(busy);
		await join(idle);
		const [to] = await keepBusy();
		await stopLoad();
		const giver = new pg.Client({ connectionString: url });
		await giver.connect();
		const { rows } = await giver.query(
			'SELECT r.id FROM replicas r WHERE r.id NOT IN (SELECT owner FROM targets)',
		);
		const heir = rows[0]?.id;
		await giver.query('BEGIN');
		await giver.query('UPDATE replicas SET load = load + 1 WHERE id = $1', [heir]);
		const closed = idle.store.close();
		await eventually(async () => {
			const waiting = await cluster.query(url, 'SELECT 1 FROM pg_locks WHERE NOT granted');
			return waiting.rows.length > 0;
		});
		await giver.query(`UPDATE targets SET owner = $1, fence = nextval('fences') WHERE id = $2`, [
			heir,
			to.targetId,
		]);
		await giver.query('COMMIT');
		await giver.end();
		await closed;
		const owners = await cluster.query(url, 'SELECT owner FROM targets WHERE owner IS NULL');
		expect(owners.rows).toHaveLength(1);
	});

	it.each([
		{
			what: 'is about to end',
			make: async () => idle.replication.rest(),
		},
		{
			what: 'does not serve yet',
			make: async () => {},
			joins: false,
		},
		{
			what: 'only serves the API',
			make: async () => {
				await idle.store.close();
				idle = await openReplica(url, { leaseMs, delivers: false });
				await join(idle);
			},
		},
	])('stay where the other replica $what', async ({ make, joins = true }) => {
		await join(busy);
		if (joins) await join(idle);
		await make();
		const targets = await keepBusy();
		await waitForLooks();
		expect(ownersOf(busy, targets)).toBe(2);
		const { rows } = await cluster.query(
			url,
			'SELECT count(*)::int AS n FROM replicas WHERE load > 0',
		);
		expect(rows).toEqual([{ n: 1 }]);
	});
});
