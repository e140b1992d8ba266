import type { Rule } from '../finding.ts';
import { stringsIn } from '../walk.ts';

export const dangerousUris: Rule = {
	tag: 'D025',
	title: 'No URI can run code',
	check: ({ definition }) =>
		stringsIn(definition)
			.filter(({ text }) => /\b(javascript|vbscript):|\bdata:text\/html/i.test(text))
			.map(({ path, text }) => ({
				place: { type: 'app', name: path.join('.') },
				message: `"${text}" could run code.`,
			})),
};
