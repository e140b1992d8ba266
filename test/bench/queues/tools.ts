import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Queues that people would build on. They are no part of the project, so they stay outside. */
export const definition = {
	name: 'bench-queues',
	private: true,
	dependencies: { bullmq: '6.7.0', ioredis: '5.9.2', 'pg-boss': '12.38.0' },
} as const;

/** Where the install lives: outside the repository, shared by every clone of it. */
export const toolsFolder = join(
	process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
	'voicehooks',
	'bench-queues',
);

/** Written last, so that half an install is never taken for a whole one. */
export const markerName = 'installed';
export const fingerprint = createHash('sha256').update(JSON.stringify(definition)).digest('hex');

export const areInstalled = (): boolean => {
	const marker = join(toolsFolder, markerName);
	return existsSync(marker) && readFileSync(marker, 'utf8').trim() === fingerprint;
};

/** A package of the install; `Module` states what of it is used. */
export const fromTools = async <Module>(name: string): Promise<Module> => {
	const path = createRequire(join(toolsFolder, 'package.json')).resolve(name);
	return (await import(path)) as Module;
};
