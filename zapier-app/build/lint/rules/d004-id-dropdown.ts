import type { InputField } from '../definition.ts';
import type { Rule } from '../finding.ts';
import { inputFieldsOf, partsOf } from '../walk.ts';

const isId = ({ key, label = '' }: InputField): boolean =>
	/(^|_)ids?$/i.test(key) || /\bIDs?$/i.test(label);

export const idDropdown: Rule = {
	tag: 'D004',
	title: 'A field for an id has a dropdown',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step }) =>
			inputFieldsOf(step.operation)
				.filter((field) => isId(field))
				.filter(({ dynamic, choices }) => dynamic === undefined && choices === undefined)
				.map(({ key }) => ({ place, message: `"${key}" should have a dropdown.` })),
		),
};
