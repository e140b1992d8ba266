import type { OutputField, Row } from './definition.ts';
import { isIso8601 } from './iso-8601.ts';

/** Whether a value is of a type of Zapier's output fields. */
const isOfType = (value: unknown, type: string): boolean => {
	switch (type) {
		case 'integer':
			return Number.isInteger(value);
		case 'number':
			return typeof value === 'number';
		case 'boolean':
			return typeof value === 'boolean';
		case 'datetime':
			return typeof value === 'string' && isIso8601(value);
		default:
			return typeof value === 'string';
	}
};

const misfit = (field: OutputField, value: unknown, path: string): readonly string[] => {
	if (field.children !== undefined) {
		if (!Array.isArray(value)) return [`${path} should be a list of line items`];
		return value.flatMap((item: Row, at) => misfits(field.children ?? [], item, `${path}[${at}].`));
	}
	const { type = 'string' } = field;
	const values = field.list === true && Array.isArray(value) ? value : [value];
	return values.every((one) => isOfType(one, type))
		? []
		: [`${path} should be of type ${type}, and is ${JSON.stringify(value)}`];
};

/**
 * What of a row does not fit output fields: a required one that is missing, or a value of another
 * type (D024, T005 and Z001 say the same of the sample, the live row and the listed row). Null is
 * no value: it fits whatever is not required.
 */
export const misfits = (fields: readonly OutputField[], row: Row, prefix = ''): readonly string[] =>
	fields.flatMap((field) => {
		const value = row[field.key];
		if (value === undefined || value === null) {
			return field.required === true ? [`${prefix}${field.key} is required and missing`] : [];
		}
		return misfit(field, value, `${prefix}${field.key}`);
	});
