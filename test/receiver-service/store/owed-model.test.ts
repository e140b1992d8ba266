import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from './open-sqlite.ts';
import { describeOwing, type OwingStore } from './owed-model.ts';

const openIn = async (
	folder: string,
	image: number,
	writeOwedAfterMs: number,
): Promise<OwingStore> => {
	const file = join(folder, `${image}.db`);
	const store = await openFile(file, { testing: { writeOwedAfterMs } });
	return {
		store,
		reopen: () => openIn(folder, image, writeOwedAfterMs),
		kill: async () => {
			const copy = join(folder, `${image + 1}.db`);
			copyFileSync(file, copy);
			copyFileSync(`${file}-wal`, `${copy}-wal`);
			await store.close();
			return openIn(folder, image + 1, writeOwedAfterMs);
		},
		destroy: async () => {
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
};

describeOwing(({ writeOwedAfterMs }) =>
	openIn(mkdtempSync(join(tmpdir(), 'voicehooks-owed-model-')), 0, writeOwedAfterMs),
);
