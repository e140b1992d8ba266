import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** n8n's own checkers. They bring 600 packages and another TypeScript, so they stay outside. */
export const definition = {
	name: 'n8n-node-tools',
	private: true,
	dependencies: {
		'@n8n/node-cli': '0.48.3',
		'@n8n/scan-community-package': '0.32.0',
		typescript: '5.9.3',
	},
} as const;

export const toolsVersion = definition.dependencies['@n8n/node-cli'];

/** Where the install lives: outside the repository, shared by every clone of it. */
export const toolsFolder = join(
	process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
	'voicehooks',
	`n8n-node-cli-${toolsVersion}`,
);

/** Written last, so that half an install is never taken for a whole one. */
export const markerName = 'installed';
export const fingerprint = createHash('sha256').update(JSON.stringify(definition)).digest('hex');

export const areInstalled = (folder = toolsFolder): boolean => {
	const marker = join(folder, markerName);
	return existsSync(marker) && readFileSync(marker, 'utf8').trim() === fingerprint;
};
