import type { Language } from '../../text/language.ts';
import type { GuideName, IllustratedGuide } from './guide.ts';
import { guideFile } from './place.ts';

const folder = '../../../../../docs/';

/** A chunk each. Those that the repository's folder does not have are not here either. */
const files = import.meta.glob<IllustratedGuide>(
	'../../../../../docs/{dashboard,make,n8n,zapier}{,.fr}.md',
	{ import: 'default' },
);

export const loadGuide = async (
	name: GuideName,
	language: Language,
): Promise<IllustratedGuide | null> =>
	(await files[`${folder}${guideFile(name, language)}`]?.()) ?? null;
