import { isRecord, listOf } from './app-model.ts';

/** The names of a form's fields, those of nested forms too. */
export const formNames = (form: unknown): readonly string[] =>
	listOf(form).flatMap((field) => {
		if (!isRecord(field)) return [];
		const nested = listOf(field.options).flatMap((option) =>
			isRecord(option) ? formNames(option.nested) : [],
		);
		return [String(field.name), ...nested];
	});

/** The fields of a form, those of nested forms and of lists too. */
export const formFields = (form: unknown): readonly Readonly<Record<string, unknown>>[] =>
	listOf(form).flatMap((field) => {
		if (!isRecord(field)) return [];
		const nested = listOf(field.options).flatMap((option) =>
			isRecord(option) ? formFields(option.nested) : [],
		);
		return [field, ...nested, ...formFields(field.spec)];
	});
