import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder and those it stands in, nearest first. */
const upwards = (folder: string): readonly string[] => {
	const parent = dirname(folder);
	return parent === folder ? [folder] : [folder, ...upwards(parent)];
};

const variable = 'VOICEHOOKS_MAKE_SCHEMAS';
const places = process.env[variable]
	? [process.env[variable]]
	: upwards(join(__dirname, '../../..')).map((folder) =>
			join(folder, 'shared/platforms/make-schemas'),
		);

/**
 * Make's published schemas, which are Make's and not in this repository: `shared/` beside it or
 * further up, or where the variable says. Null where they are nowhere.
 */
export const makeSchemas = places.find((place) => existsSync(join(place, 'api.json'))) ?? null;

if (makeSchemas === null) {
	console.warn(`SKIPPED: Make's own schemas are not here. Set ${variable} to their folder.`);
}

/** `it` where the schemas are; else a test that is reported as skipped, with the reason in its name. */
export const itWithSchemas = (name: string, test: (folder: string) => void): void => {
	if (makeSchemas === null) {
		it.skip(`${name} (SKIPPED: Make's schemas are not here; set ${variable} to their folder)`, () =>
			undefined);
		return;
	}
	const folder = makeSchemas;
	it(name, () => test(folder));
};
