import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';

// n8n-core takes a second to load, and many on a busy machine.
jest.setTimeout(60_000);

/** The folder of the package's source. */
export const packageFolder = join(__dirname, '../../../n8n-nodes');

export type BuiltPackage = { readonly folder: string; readonly remove: () => void };

/** Builds the package into a folder of its own, as `npm run build:n8n` does into `dist`. */
export const buildPackage = (): BuiltPackage => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-voicehooks-'));
	const build = spawnSync(
		process.execPath,
		[join(packageFolder, 'build.mts'), join(folder, 'dist')],
		{ encoding: 'utf8' },
	);
	if (build.status !== 0) throw new Error(build.stderr);
	copyFileSync(join(packageFolder, 'package.json'), join(folder, 'package.json'));
	symlinkSync(join(packageFolder, 'node_modules'), join(folder, 'node_modules'));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** Loads a built package with n8n's own loader, whose settings go to a folder that is not a user's. */
export const loadPackage = async ({ folder }: BuiltPackage): Promise<PackageDirectoryLoader> => {
	const settings = join(folder, 'user');
	mkdirSync(settings, { recursive: true });
	process.env.N8N_USER_FOLDER = settings;
	process.env.N8N_LOG_LEVEL = 'silent';
	const core = await import('n8n-core');
	const loader = new core.PackageDirectoryLoader(folder);
	await loader.loadAll();
	return loader;
};
