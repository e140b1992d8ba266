import { kept } from './kept.ts';

export type Language = 'en' | 'fr';
export const languages = ['en', 'fr'] as const;

export const isLanguage = (text: string | null): text is Language => text === 'en' || text === 'fr';

/** The first of the browser's languages that the page speaks. */
export const preferredLanguage = (wanted: readonly string[]): Language =>
	wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';

export const language = kept<Language>('voicehooks.language', (text) =>
	isLanguage(text) ? text : preferredLanguage(globalThis.navigator?.languages ?? []),
);
