import { isLanguage, type Language } from '../../text/language.ts';
import type { GuideName, Target } from './guide.ts';

/** In the order in which they are offered. */
export const guideNames = [
	'zapier',
	'n8n',
	'make',
	'dashboard',
] as const satisfies readonly GuideName[];
/** Where one builds what starts with an event. */
export const platformGuides = ['zapier', 'n8n', 'make'] as const satisfies readonly GuideName[];

export const isGuideName = (text: string | undefined): text is GuideName =>
	guideNames.some((name) => name === text);

/** The file of a guide, in the repository's folder `docs`. */
export const guideFile = (name: GuideName, language: Language): string =>
	`${name}${language === 'en' ? '' : `.${language}`}.md`;

export const guidePath = (name: GuideName): string => `/guides/${name}`;

/** A guide speaks the page's language, unless its address names another one. */
export const targetPath = (
	{ name, language, hash }: Extract<Target, { readonly kind: 'guide' }>,
	spoken: Language,
): string => `${guidePath(name)}${language === spoken ? '' : `?language=${language}`}${hash}`;

export const guideLanguage = (search: string, spoken: Language): Language => {
	const wanted = new URLSearchParams(search).get('language');
	return isLanguage(wanted) ? wanted : spoken;
};
