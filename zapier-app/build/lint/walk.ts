import type { Definition, InputField, Operation, OutputField, Step } from './definition.ts';
import type { Place } from './finding.ts';

/** A trigger, a create or a search, with the place that findings about it name. */
export type Part = { readonly place: Place; readonly step: Step };

const partsIn = (type: Place['type'], steps: Readonly<Record<string, Step>> = {}) =>
	Object.entries(steps).map(([name, step]): Part => ({ place: { type, name }, step }));

export const triggersOf = ({ triggers }: Definition): readonly Part[] => partsIn('read', triggers);
export const createsOf = ({ creates }: Definition): readonly Part[] => partsIn('write', creates);
export const searchesOf = ({ searches }: Definition): readonly Part[] =>
	partsIn('search', searches);

/** Every trigger, create and search. */
export const partsOf = (definition: Definition): readonly Part[] => [
	...triggersOf(definition),
	...createsOf(definition),
	...searchesOf(definition),
];

/** Those that people see: the others only fill dropdowns. */
export const visible = (parts: readonly Part[]): readonly Part[] =>
	parts.filter(({ step }) => step.display.hidden !== true);

const declared = <Field extends InputField | OutputField>(
	fields: readonly (Field | string)[] = [],
): readonly Field[] => fields.filter((field): field is Field => typeof field !== 'string');

const withChildren = (field: InputField): readonly InputField[] => [
	field,
	...(field.children ?? []).flatMap(withChildren),
];

/** The input fields of an operation that stand in the definition, those of groups included. */
export const inputFieldsOf = (operation: Operation): readonly InputField[] =>
	declared<InputField>(operation.inputFields).flatMap(withChildren);

export const outputFieldsOf = (operation: Operation): readonly OutputField[] =>
	declared<OutputField>(operation.outputFields);

export const authFieldsOf = ({ authentication }: Definition): readonly InputField[] =>
	authentication?.fields ?? [];

/** Every text of a value, however deep, with the keys that lead to it. */
export const stringsIn = (
	value: unknown,
	path: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly text: string }[] => {
	if (typeof value === 'string') return [{ path, text: value }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, item]) => stringsIn(item, [...path, key]));
};
