import { type Language, languages } from '@voicehooks/core';

/** Longer headers are not read to their end: no browser sends one. */
const readCharacters = 1_000;

/** `fr-CA;q=0.8` → range and weight; a malformed weight counts as 0 (RFC 9110 §12.4.2). */
const readRange = (part: string): { readonly range: string; readonly weight: number } => {
	const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
	const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
	if (given === undefined) return { range, weight: 1 };
	return { range, weight: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(given) ? Number(given) : 0 };
};

/**
 * The language of an answer, from `Accept-Language` (RFC 9110 §12.5.4, RFC 4647 basic filtering).
 * The highest weight wins, then the order of the header; English where nothing fits.
 */
export const preferredLanguage = (header: string | undefined): Language => {
	const ranges = (header ?? '').slice(0, readCharacters).split(',').map(readRange);
	let best: { language: Language; weight: number; position: number } | null = null;
	for (const language of languages) {
		const named = ranges.findIndex(
			({ range }) => range === language || range.startsWith(`${language}-`),
		);
		const position = named === -1 ? ranges.findIndex(({ range }) => range === '*') : named;
		const weight = ranges[position]?.weight ?? 0;
		if (weight === 0) continue;
		const better =
			best === null || weight > best.weight || (weight === best.weight && position < best.position);
		if (better) best = { language, weight, position };
	}
	return best?.language ?? 'en';
};
