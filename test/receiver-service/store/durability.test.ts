import { entry, message, newId } from './builders.ts';
import { startAccepting } from './child.ts';
import { type OpenedFile, openTemporary } from './open-sqlite.ts';
import { transactionsInWal } from './wal.ts';

describe('durability of the SQLite store', () => {
	let opened: OpenedFile;
	beforeEach(async () => {
		opened = await openTemporary();
	});
	afterEach(() => opened.destroy());

	it('commits one by one what comes one by one', async () => {
		for (let count = 0; count < 10; count += 1) {
			await opened.store.accept(entry(message(newId('org'))));
		}
		expect(transactionsInWal(opened.file)).toBeGreaterThanOrEqual(10);
	});

	it('shares commits among what comes together', async () => {
		const orgId = newId('org');
		const events = Array.from({ length: 300 }, () => message(orgId));
		const before = transactionsInWal(opened.file);
		await Promise.all(events.map((event) => opened.store.accept(entry(event))));
		expect(transactionsInWal(opened.file) - before).toBeLessThanOrEqual(2);
		const found = await Promise.all(events.map(({ id }) => opened.store.getMessage(orgId, id)));
		expect(found.every((one) => one !== null)).toBe(true);
	});

	it('shows the reader what a resolved promise has written', async () => {
		const orgId = newId('org');
		for (let count = 0; count < 50; count += 1) {
			const event = message(orgId);
			await opened.store.accept(entry(event));
			expect(await opened.store.getMessage(orgId, event.id)).not.toBeNull();
		}
	});

	it('has everything it promised after kill -9, and nothing by halves', async () => {
		const orgId = newId('org');
		await opened.store.close();
		const promised: string[] = [];
		for (let round = 0; round < 2; round += 1) {
			const child = startAccepting(opened.file, orgId);
			await child.printed(400);
			await child.kill();
			expect(child.lines[0]).toBe('open');
			promised.push(...child.lines.slice(1).filter((line) => line.length > 60));
		}
		opened = await opened.reopen();
		expect(promised.length).toBeGreaterThan(700);
		for (const line of promised) {
			const [messageId, deliveryId = ''] = line.split(' ');
			const found = await opened.store.getDelivery(orgId, deliveryId);
			expect(found?.message?.id).toBe(messageId);
		}
		const query = { orgId, subscriptionId: null, messageId: null, statuses: [], types: [] };
		const options = {
			limit: 100_000,
			order: 'asc',
			after: null,
			since: null,
			until: null,
		} as const;
		const deliveries = await opened.store.listDeliveries(query, options);
		const messages = await opened.store.listSummaries(
			{
				...query,
				sourceId: null,
				filter: {},
				callId: null,
				candidateId: null,
				subjects: [],
				includeTests: false,
			},
			options,
		);
		expect(deliveries.items.length).toBe(messages.items.length);
		expect(messages.items.length).toBeGreaterThanOrEqual(promised.length);
	});
});
