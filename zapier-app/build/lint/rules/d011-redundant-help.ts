import type { Rule } from '../finding.ts';
import { authFieldsOf, inputFieldsOf, partsOf } from '../walk.ts';

const plain = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

export const redundantHelp: Rule = {
	tag: 'D011',
	title: 'A help text says more than its label',
	check: ({ definition }) => {
		const auth = {
			place: { type: 'auth', name: 'fields' } as const,
			fields: authFieldsOf(definition),
		};
		const parts = partsOf(definition).map(({ place, step }) => ({
			place,
			fields: inputFieldsOf(step.operation),
		}));
		return [auth, ...parts].flatMap(({ place, fields }) =>
			fields
				.filter(({ label, helpText }) => label !== undefined && helpText !== undefined)
				.filter(({ label = '', helpText = '' }) => plain(label) === plain(helpText))
				.map(({ key }) => ({ place, message: `The help text of "${key}" repeats its label.` })),
		);
	},
};
