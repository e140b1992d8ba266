import { DatabaseSync } from 'node:sqlite';
import { type OpenedFile, openTemporary } from './open-sqlite.ts';
import { createSimulatedClock, retentionHolds } from './simulated-days.ts';

let opened: OpenedFile;
beforeAll(async () => {
	opened = await openTemporary();
});
afterAll(() => opened.destroy());

it('the SQLite file stops growing under steady traffic, and keeps what it must', async () => {
	const bytes = async (): Promise<number> => {
		const database = new DatabaseSync(opened.file, { readOnly: true });
		const pages = database.prepare('PRAGMA page_count').get()?.page_count;
		const size = database.prepare('PRAGMA page_size').get()?.page_size;
		database.close();
		return Number(pages) * Number(size);
	};
	const { pass } = await retentionHolds(opened.store, createSimulatedClock(), {
		size: bytes,
		keyBytes: 120,
		tolerance: 0.01,
		moreDays: 120,
	});
	// More than a year on: as many keys go as come.
	await pass(405);
	const full = await bytes();
	await pass(45);
	expect(await bytes()).toBeLessThanOrEqual(full * 1.01);
}, 240_000);
