import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import definition from './n8n-package.json' with { type: 'json' };

/** The one version these suites drive. 2.41.3 does not resolve: the registry lacks one dependency. */
export const n8nVersion = definition.dependencies.n8n;

/** Where the install lives: outside the repository, shared by every clone of it. */
export const cacheFolder = join(
	process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
	'voicehooks',
	`n8n-${n8nVersion}`,
);

/** Written last, so that half an install is never taken for a whole one. */
export const markerName = 'installed';

/** Changes with whatever the install depends on: another definition or Node is another install. */
export const fingerprint = createHash('sha256')
	.update(JSON.stringify([definition, process.platform, process.arch, process.versions.modules]))
	.digest('hex');

const markerIn = (folder: string): string | null => {
	const path = join(folder, markerName);
	return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
};

export const isInstalled = (folder = cacheFolder): boolean => markerIn(folder) === fingerprint;

/** The command that starts n8n, to be run by Node 24. */
export const n8nCommand = join(cacheFolder, 'node_modules/n8n/bin/n8n');
