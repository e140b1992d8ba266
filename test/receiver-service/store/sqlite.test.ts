import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
	StoreLockedError,
	StoreVersionError,
} from '../../../receiver-service/src/adapters/store/errors.ts';
import { keepAll } from '../../support/retention-limits.ts';
import { entry, message, newId } from './builders.ts';
import { startAccepting } from './child.ts';
import { describeStore } from './conformance.ts';
import { type OpenedFile, openFile, openTemporary } from './open-sqlite.ts';

describeStore('SQLite', openTemporary);

describe('the SQLite file', () => {
	let opened: OpenedFile;
	beforeEach(async () => {
		opened = await openTemporary();
	});
	afterEach(() => opened.destroy());

	const open = () => openFile(opened.file);

	it('is readable by its owner only, and so is its folder', () => {
		const modeOf = (file: string) => statSync(file).mode & 0o777;
		expect(modeOf(opened.file)).toBe(0o600);
		expect(modeOf(`${opened.file}-wal`)).toBe(0o600);
		expect(modeOf(`${opened.file}.lock`)).toBe(0o600);
		expect(modeOf(dirname(opened.file))).toBe(0o700);
	});

	it('is refused to a second store of the same process', async () => {
		await expect(open()).rejects.toThrow(StoreLockedError);
		await expect(opened.store.ping()).resolves.toBeUndefined();
	});

	it('is refused to another process', async () => {
		const child = startAccepting(opened.file, newId('org'));
		await child.ended;
		expect(child.lines).toEqual(['StoreLockedError']);
	});

	it('is free again when it is closed', async () => {
		await opened.store.close();
		const again = await open();
		await again.close();
	});

	it('can be closed twice, and answers nothing then', async () => {
		await opened.store.close();
		await opened.store.close();
		await expect(opened.store.ping()).rejects.toThrow('closed');
		await expect(opened.store.getSetting('x')).rejects.toThrow('closed');
	});

	it('finishes what was submitted before it is closed', async () => {
		const event = message(newId('org'));
		const accepted = opened.store.accept(entry(event));
		await opened.store.close();
		expect(await accepted).toEqual({ kind: 'accepted' });
	});

	it('is refused when its schema is newer than the program', async () => {
		await opened.store.close();
		const database = new DatabaseSync(opened.file);
		const known = Number(
			database.prepare('SELECT user_version FROM pragma_user_version').get()?.user_version,
		);
		database.exec('PRAGMA user_version = 999');
		await expect(open()).rejects.toThrow(StoreVersionError);
		await expect(open()).rejects.toThrow(`version 999, but this program knows only up to ${known}`);
		database.exec(`PRAGMA user_version = ${known}`);
		database.close();
		const again = await open();
		await again.close();
	});

	it('shrinks when rows are erased', async () => {
		const orgId = newId('org');
		const raw = Buffer.alloc(20_000, 'x');
		await Promise.all(
			Array.from({ length: 200 }, () => opened.store.accept(entry(message(orgId, { raw })))),
		);
		await opened.store.close();
		const before = statSync(opened.file).size;
		const again = await open();
		const limits = { ...keepAll, messagesBefore: Number.MAX_SAFE_INTEGER };
		while (await again.retain(limits, 50));
		await again.close();
		expect(statSync(opened.file).size).toBeLessThan(before / 4);
	});

	it('holds nothing of a person who was erased, not even on freed pages', async () => {
		const orgId = newId('org');
		const raw = Buffer.from('Madame Exemple, 06 00 00 00 00'.repeat(400));
		const others = Array.from({ length: 20 }, () => opened.store.accept(entry(message(orgId))));
		await Promise.all(others);
		await opened.store.accept(entry(message(orgId, { raw, subjects: ['person'], callId: 'call' })));
		expect(await opened.store.erasePersonalData(orgId, ['person'])).toMatchObject({ messages: 1 });
		await opened.store.close();
		expect(readFileSync(opened.file).includes('Madame Exemple')).toBe(false);
		const database = new DatabaseSync(opened.file);
		const entries = database.prepare('SELECT * FROM message_lookups').all();
		database.close();
		expect(entries).toEqual([]);
	});
});
