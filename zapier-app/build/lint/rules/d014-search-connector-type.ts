import type { InputField } from '../definition.ts';
import type { Rule } from '../finding.ts';
import { inputFieldsOf, partsOf } from '../walk.ts';

const isSingle = ({ type = 'string', list, dict, children, dynamic }: InputField): boolean =>
	['string', 'number', 'integer'].includes(type) &&
	list !== true &&
	dict !== true &&
	children === undefined &&
	dynamic !== undefined;

export const searchConnectorType: Rule = {
	tag: 'D014',
	title: 'A field with a search connector is a single value with a dropdown',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step }) =>
			inputFieldsOf(step.operation)
				.filter((field) => field.search !== undefined && !isSingle(field))
				.map(({ key }) => ({
					place,
					message: `"${key}" has a search connector: it must be a text or a number with a dropdown.`,
				})),
		),
};
