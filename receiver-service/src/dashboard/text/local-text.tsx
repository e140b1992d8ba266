import { useKept } from './kept.ts';
import { type Language, language } from './language.ts';

/** What the service says in every language, in the user's. */
export const LocalText = ({ text }: { readonly text: Readonly<Record<Language, string>> | null }) =>
	text?.[useKept(language)] ?? null;
