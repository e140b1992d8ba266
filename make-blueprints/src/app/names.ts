/** `tracking_number`, `vocalis-events` or `call.completed` → its words. */
const wordsOf = (text: string): readonly string[] =>
	text.split(/[^0-9A-Za-z]+/).filter((word) => word !== '');

const capitalized = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** `voice-hire` → `VoiceHire`, for ids that take letters and digits only. */
export const pascal = (text: string): string => wordsOf(text).map(capitalized).join('');

/** `watchVocalisEvents` → `watch-vocalis-events`, as Make names files. */
export const kebab = (id: string): string =>
	id.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);

const acronyms: Readonly<Record<string, string>> = { id: 'ID', url: 'URL', e164: '(E.164)' };

/** A label for a key that no declaration labels: `caller_phone_e164` → `Caller Phone (E.164)`. */
export const labelOfKey = (key: string): string =>
	wordsOf(key)
		.map((word) => acronyms[word] ?? capitalized(word))
		.join(' ');
