import type { SignatureScheme } from '../signature/scheme.ts';
import { javascriptSnippet } from './javascript.ts';
import { phpSnippet } from './php.ts';
import { pythonSnippet } from './python.ts';

export const snippetLanguages = ['python', 'javascript', 'php'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** Code that verifies a scheme's signatures, in each language. */
export type Snippets = Readonly<Record<SnippetLanguage, string>>;

/** One template for each language: a scheme is all that differs. Null where nothing is signed. */
export const snippetsOf = (scheme: SignatureScheme, signer: string): Snippets | null => {
	if (scheme.kind === 'none') return null;
	const input = { scheme, signer };
	return {
		python: pythonSnippet(input),
		javascript: javascriptSnippet(input),
		php: phpSnippet(input),
	};
};
