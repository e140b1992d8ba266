import type { Rule } from '../finding.ts';
import { helpTextsOf, withoutLinks } from '../texts.ts';

export const markdownLinks: Rule = {
	tag: 'D008',
	title: 'A link is whole, and a bare URL stands in backticks',
	check: ({ definition }) =>
		helpTextsOf(definition)
			.filter(({ text }) => /https?:\/\/|\]\(|\[[^\]]*\(/i.test(withoutLinks(text)))
			.map(({ place, text }) => ({ place, message: `"${text}" has a broken or a bare link.` })),
};
