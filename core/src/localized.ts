/** A language every text for people is written in. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** A text in every language; a missing one is a compile error. */
export type Localized = Readonly<Record<Language, string>>;
