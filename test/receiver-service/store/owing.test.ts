import type {
	Database,
	Sql,
} from '../../../receiver-service/src/adapters/store/postgres/database.ts';
import { createOwed } from '../../../receiver-service/src/adapters/store/postgres/owed.ts';
import { planOf } from '../../../receiver-service/src/adapters/store/postgres/plan.ts';
import type { AddedDelivery } from '../../../receiver-service/src/adapters/store/postgres/tables/delivery-rows.ts';
import { memoryLog } from './open-sqlite.ts';

const writeAfterMs = 1_000;
const later = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

describe('what a replica owes', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	const rig = () => {
		const { log, lines } = memoryLog();
		const woken: string[] = [];
		const rows: { keeper: string; nth: number; plan: string }[] = [];
		let turns = 0;
		let failing = false;
		const sql: Sql = {
			all: async <Row>(text: string) => (text.includes('o.plan') ? rows.splice(0) : []) as Row[],
			get: async () => undefined,
			run: async () => 0,
		};
		const database: Pick<Database, 'transaction'> = {
			transaction: (work) => {
				turns += 1;
				return failing ? Promise.reject(new Error('away')) : work(sql);
			},
		};
		const owed = createOwed({
			database,
			keeper: 'rep_1',
			log,
			isOwn: (targetId) => targetId.startsWith('own'),
			wake: (targetIds) => woken.push(...targetIds),
			writeAfterMs,
		});
		return {
			owed,
			woken,
			rows,
			warned: () => lines.map(({ event }) => event),
			turns: () => turns,
			fail: (fails: boolean) => {
				failing = fails;
			},
		};
	};
	let count = 0;
	const planned = (rest: Partial<AddedDelivery> = {}): AddedDelivery => {
		count += 1;
		return {
			orgId: 'org_1',
			id: `dlv_${count}`,
			messageId: 'msg_1',
			subscriptionId: 'sub_1',
			targetId: 'own-1',
			status: 'pending',
			replay: false,
			createdAt: 5,
			dueAt: 5,
			...rest,
		};
	};

	it('is what it delivers at once, and nothing else', () => {
		const { owed } = rig();
		const due = planned();
		const others = [
			planned({ targetId: 'their-1' }),
			planned({ status: 'held' }),
			planned({ dueAt: 6 }),
		];
		const plan = owed.plan([due, ...others]);
		expect(plan.owed).toEqual([due]);
		expect(plan.others).toEqual(others);
		expect(plan.statements).toHaveLength(1);
		expect(owed.plan(others)).toMatchObject({ owed: [], others, statements: [] });
		owed.stop();
	});

	it('is found until its result is written, and counted down for its row', () => {
		const { owed } = rig();
		const [first, second] = [planned(), planned()];
		owed.keep(owed.plan([first, second]));
		const found = owed.find('org_1', first.id);
		expect(found?.batch).toMatchObject({ keeper: 'rep_1', nth: 1, left: 2 });
		expect(owed.find('org_2', first.id)).toBeUndefined();
		expect(owed.to('own-1')).toEqual({ keeper: 'rep_1', nths: [1] });
		expect(owed.to('own-2')).toBeNull();
		owed.forget(found === undefined ? [] : [found, found]);
		expect(owed.find('org_1', first.id)).toBeUndefined();
		expect(owed.find('org_1', second.id)?.batch.left).toBe(1);
		owed.stop();
	});

	it('is written after a while, then forgotten; whoever delivers elsewhere is told', async () => {
		const { owed, rows, woken } = rig();
		const [open, young] = [planned(), planned()];
		owed.keep(owed.plan([open]));
		rows.push({
			keeper: 'rep_1',
			nth: 1,
			plan: JSON.stringify(planOf([open, planned({ targetId: 'their-1' })])),
		});
		await later(writeAfterMs / 2);
		owed.keep(owed.plan([young]));
		await later(writeAfterMs / 2);
		expect(rows).toEqual([]);
		expect(woken).toEqual(['their-1']);
		expect(owed.find('org_1', open.id)).toBeUndefined();
		expect(owed.find('org_1', young.id)).toBeDefined();
		await later(writeAfterMs);
		expect(owed.find('org_1', young.id)).toBeUndefined();
		owed.stop();
	});

	it('is written though nobody heard whether its commit was done', async () => {
		const { owed, rows } = rig();
		owed.plan([planned()]);
		rows.push({ keeper: 'rep_1', nth: 1, plan: JSON.stringify(planOf([planned()])) });
		await later(writeAfterMs);
		expect(rows).toEqual([]);
		owed.stop();
	});

	it('is written however long its commit took', async () => {
		const { owed, turns } = rig();
		const plan = owed.plan([planned()]);
		await later(100 * writeAfterMs);
		const before = turns();
		owed.keep(plan);
		await later(writeAfterMs);
		expect(turns()).toBe(before + 1);
		owed.stop();
	});

	it('stays known while it cannot be written, and is tried again as long as that takes', async () => {
		const { owed, warned, turns, fail } = rig();
		fail(true);
		const open = planned();
		owed.keep(owed.plan([open]));
		await later(100 * writeAfterMs);
		expect(turns()).toBe(100);
		expect(warned()).toEqual(['delivery.rows_not_written']);
		expect(owed.find('org_1', open.id)).toBeDefined();
		fail(false);
		await later(writeAfterMs);
		expect(owed.find('org_1', open.id)).toBeUndefined();
		owed.stop();
	});

	it('is looked for twice after the last event at least, then no more; and not after the end', async () => {
		const { owed, turns } = rig();
		owed.keep(owed.plan([planned()]));
		await later(100 * writeAfterMs);
		expect(turns()).toBe(3);
		owed.stop();
		owed.keep(owed.plan([planned()]));
		await later(100 * writeAfterMs);
		expect(turns()).toBe(3);
	});
});
