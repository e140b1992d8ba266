import type { Sql } from '../../../receiver-service/src/adapters/store/postgres/database.ts';
import { createDeliverables } from '../../../receiver-service/src/adapters/store/postgres/deliverables.ts';
import { message } from './builders.ts';

/** A database of messages that counts how often it is read. */
const databaseOf = (events: readonly ReturnType<typeof message>[]) => {
	const read: string[] = [];
	const all = async (_text: string, _orgIds: unknown, ids: unknown) => {
		await new Promise(setImmediate);
		const wanted = ids as readonly string[];
		read.push(...wanted);
		return events
			.filter(({ id }) => wanted.includes(id))
			.map((event) => ({ ...event, m_id: event.id, org_id: event.orgId }));
	};
	return { sql: { all } as unknown as Sql, read };
};

describe('messages that several targets wait for', () => {
	const events = [message('org_1'), message('org_1')];
	const wanted = events.map(({ orgId, id }) => ({ orgId, messageId: id }));

	it('are read once, at the same time or soon after', async () => {
		const { sql, read } = databaseOf(events);
		const deliverables = createDeliverables();
		const found = await Promise.all([
			deliverables.find(sql, wanted),
			deliverables.find(sql, wanted),
		]);
		found.push(await deliverables.find(sql, wanted));
		for (const one of found) expect([...one.keys()]).toEqual(events.map(({ id }) => id));
		expect(read).toEqual(events.map(({ id }) => id));
	});

	it('are not read by the replica that has just stored them', async () => {
		const { sql, read } = databaseOf(events);
		const deliverables = createDeliverables();
		for (const event of events) deliverables.keep(event);
		expect((await deliverables.find(sql, wanted)).size).toBe(2);
		expect(read).toEqual([]);
	});

	it('are read again after a while, and when reading failed', async () => {
		let turn = () => {};
		const { sql, read } = databaseOf(events);
		const deliverables = createDeliverables((_, run) => {
			turn = run;
		});
		const broken = { all: () => Promise.reject(new Error('away')) } as unknown as Sql;
		await expect(deliverables.find(broken, wanted)).rejects.toThrow('away');
		await deliverables.find(sql, wanted);
		turn();
		await deliverables.find(sql, wanted);
		expect(read).toHaveLength(2);
		turn();
		await deliverables.find(sql, wanted);
		expect(read).toHaveLength(4);
	});

	it('are left out where they are gone', async () => {
		const { sql } = databaseOf([]);
		expect(await createDeliverables().find(sql, wanted)).toEqual(new Map());
	});
});
