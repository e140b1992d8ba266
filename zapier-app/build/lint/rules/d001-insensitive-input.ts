import type { Rule } from '../finding.ts';
import { namesSecret } from '../secret-names.ts';
import { inputFieldsOf, partsOf } from '../walk.ts';

export const insensitiveInput: Rule = {
	tag: 'D001',
	title: 'Input fields ask for no secret',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step }) =>
			inputFieldsOf(step.operation)
				.filter(({ key }) => namesSecret(key))
				.map(({ key }) => ({ place, message: `"${key}" belongs to the connection.` })),
		),
};
