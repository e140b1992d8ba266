import { posix } from 'node:path';
import type { Target } from '../../src/dashboard/pages/guides/guide.ts';
import { guideFile, guideNames } from '../../src/dashboard/pages/guides/place.ts';
import { languages } from '../../src/dashboard/text/language.ts';

/** The folder of the guides, seen from the repository's. */
const folder = 'docs';
/** What the service serves under an address of its own. */
const documents: Readonly<Record<string, string>> = {
	'docs/api/openapi.json': '/openapi.json',
	'docs/api/asyncapi.json': '/asyncapi.json',
};

const guides = new Map(
	guideNames.flatMap((name) =>
		languages.map((language) => [`${folder}/${guideFile(name, language)}`, { name, language }]),
	),
);

const scheme = /^[a-z][a-z\d+.-]*:/i;
const safeScheme = /^(?:https?|mailto):/i;

/** Where a link of a guide leads, as the page goes there; null: nowhere that is safe to go. */
export const targetOf = (href: string): Target | null => {
	if (scheme.test(href) || href.startsWith('//')) {
		return safeScheme.test(href) ? { kind: 'outside', href } : null;
	}
	if (href.startsWith('#')) return { kind: 'section', hash: href };
	const [file = '', fragment] = href.split('#');
	const path = posix.join(folder, file);
	const guide = guides.get(path);
	if (guide !== undefined) {
		return { kind: 'guide', ...guide, hash: fragment === undefined ? '' : `#${fragment}` };
	}
	const served = documents[path];
	return served === undefined ? { kind: 'file', path } : { kind: 'document', path: served };
};
