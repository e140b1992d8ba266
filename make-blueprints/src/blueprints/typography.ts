import type { Language, Localized } from '@voicehooks/core';

const noBreak = '\u00a0';

/** French puts a no-break space inside guillemets and before double signs. */
const french = (text: string): string =>
	text.replaceAll('« ', `«${noBreak}`).replace(/ ([:;!?»])/g, `${noBreak}$1`);

/** A text for people in one language, typeset. */
export const say = (text: Localized, language: Language): string =>
	language === 'fr' ? french(text.fr) : text[language];

/** Markdown in one language, typeset; code stays as it is. */
export const typeset = (markdown: string, language: Language): string =>
	language === 'fr'
		? markdown
				.split(/(```[\s\S]*?```|`[^`\n]*`)/)
				.map((part, index) => (index % 2 === 1 ? part : french(part)))
				.join('')
		: markdown;
