import { useKept } from './kept.ts';
import { type Language, language } from './language.ts';

// biome-ignore lint/suspicious/noExplicitAny: a text may take whatever it says.
type Text = string | ((...said: any[]) => string);
type Pair<T extends Text> = { readonly en: T; readonly fr: NoInfer<T> };
export type Texts = Readonly<Record<string, Pair<Text>>>;
export type Said<T extends Texts> = { readonly [K in keyof T]: T[K]['en'] };

/** A page's texts: each in both languages, side by side, or it does not compile. */
export const texts = <const T extends Readonly<Record<string, Text>>>(
	pairs: {
		readonly [K in keyof T]: {
			readonly en: T[K];
			readonly fr: T[K] extends string ? string : T[K];
		};
	},
): { readonly [K in keyof T]: Pair<T[K] extends string ? string : T[K]> } => pairs as never;

export const say = <T extends Texts>(pairs: T, spoken: Language): Said<T> =>
	Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[spoken]])) as Said<T>;

const said = new WeakMap<Texts, Partial<Record<Language, unknown>>>();

/** The texts in the user's language: `const t = useText(texts)`, then `t.title`. */
export const useText = <T extends Texts>(pairs: T): Said<T> => {
	const spoken = useKept(language);
	const before = said.get(pairs) ?? {};
	const now = (before[spoken] as Said<T> | undefined) ?? say(pairs, spoken);
	if (before[spoken] === undefined) said.set(pairs, { ...before, [spoken]: now });
	return now;
};
