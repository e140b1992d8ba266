import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	openSqliteStore,
	type SqliteOptions,
} from '../../../receiver-service/src/adapters/store/sqlite/index.ts';
import type { Log, Store } from '../../../receiver-service/src/ports.ts';
import type { Opened } from './conformance.ts';

/** Keeps what was logged, for tests to read. */
export const memoryLog = () => {
	const lines: { readonly level: string; readonly event: string }[] = [];
	const at = (level: string) => (event: string) => {
		lines.push({ level, event });
	};
	const log: Log = { info: at('info'), warn: at('warn'), error: at('error') };
	return { log, lines };
};

export type OpenedFile = Omit<Opened, 'reopen'> & {
	readonly file: string;
	readonly reopen: () => Promise<OpenedFile>;
};

/** What a failed test leaves open would keep Jest from ending. */
const opened = new Set<Promise<Store>>();
const folders = new Set<string>();
afterAll(async () => {
	await Promise.allSettled([...opened].map(async (opening) => (await opening).close()));
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A store on a file; it is closed at the latest when the suite is over. */
export const openFile = (file: string, options: Partial<SqliteOptions> = {}): Promise<Store> => {
	const opening = openSqliteStore({ file, log: memoryLog().log, ...options });
	opened.add(opening);
	return opening;
};

const openIn = async (folder: string, options: Partial<SqliteOptions>): Promise<OpenedFile> => {
	const file = join(folder, 'data', 'voicehooks.db');
	const store = await openFile(file, options);
	return {
		file,
		store,
		reopen: async () => {
			await store.close();
			return openIn(folder, options);
		},
		destroy: async () => {
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
};

/** A store on a real file of its own. */
export const openTemporary = (options: Partial<SqliteOptions> = {}): Promise<OpenedFile> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-store-'));
	folders.add(folder);
	return openIn(folder, options);
};
