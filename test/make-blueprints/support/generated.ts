import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../../../make-blueprints/src/iml/syntax.ts';

export const makeFolder = join(import.meta.dirname, '../../../make-blueprints');

export type GeneratedFile = { readonly path: string; readonly content: unknown };

/** Every committed JSON file under a folder of the Make package. */
export const jsonFilesIn = (folder: 'app' | 'blueprints'): readonly GeneratedFile[] =>
	readdirSync(join(makeFolder, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.json'))
		.map((path) => ({
			path,
			content: JSON.parse(readFileSync(join(makeFolder, folder, path), 'utf8')),
		}));

/** The dialect that the files of each folder are written in. */
export const dialectOf: Readonly<Record<'app' | 'blueprints', Dialect>> = {
	app: 'app',
	blueprints: 'scenario',
};
