/** Each language under its own name. */
export const languageNames = { en: 'English', fr: 'Français' } as const;
