import type { Rule } from '../finding.ts';
import { hasLink } from '../texts.ts';
import { authFieldsOf } from '../walk.ts';

export const authHelpLink: Rule = {
	tag: 'D002',
	title: 'The help text of a connection’s fields has a link',
	check: ({ definition }) =>
		authFieldsOf(definition)
			.filter(({ computed, helpText = '' }) => computed !== true && !hasLink(helpText))
			.map(({ key }) => ({
				place: { type: 'auth', name: key },
				message: `The help text of "${key}" should link to the page where one finds it.`,
			})),
};
