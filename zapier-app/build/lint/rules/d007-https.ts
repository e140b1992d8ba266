import type { Rule } from '../finding.ts';
import { stringsIn } from '../walk.ts';

export const https: Rule = {
	tag: 'D007',
	title: 'Every URL is https',
	check: ({ definition }) =>
		stringsIn(definition)
			.filter(({ text }) => /\bhttp:\/\//i.test(text))
			.map(({ path, text }) => ({
				place: { type: 'app', name: path.join('.') },
				message: `"${text}" should be https.`,
			})),
};
