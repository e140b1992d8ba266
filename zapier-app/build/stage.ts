import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { listingOf } from './listing.ts';
import { runtime } from './tool.ts';
import { nameOf, type Variant } from './variant.ts';

const app = join(import.meta.dirname, '..');
const read = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Where an app is built: kept out of git, and the same at every run. */
export const stagingOf = (variant: Variant): string => join(app, 'dist', nameOf(variant));

/** Where Zapier's CLI puts what one uploads. */
export const zipOf = (variant: Variant): string => join(stagingOf(variant), 'build/build.zip');

/**
 * Puts an app together as Zapier's CLI wants to find it, a package of its own: bundle, manifest,
 * lock and installed dependencies. What an earlier build left is removed.
 */
export const stage = async (variant: Variant): Promise<string> => {
	const folder = stagingOf(variant);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await bundle(variant, join(folder, 'dist/index.js'));
	const { version } = read(app, 'package.json');
	const manifest = {
		...read(runtime.definition, 'package.json'),
		name: `${nameOf(variant)}-zapier-app`,
		version,
		description: listingOf(variant).description,
	};
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
	writeFileSync(join(folder, '.gitignore'), 'node_modules\nbuild\n');
	cpSync(join(runtime.folder, 'node_modules'), join(folder, 'node_modules'), { recursive: true });
	cpSync(join(runtime.definition, 'package-lock.json'), join(folder, 'package-lock.json'));
	return folder;
};
