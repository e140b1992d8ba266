import type {
	Create,
	PlainInputField,
	PlainOutputField,
	Search,
	Trigger,
} from 'zapier-platform-core';
import type { ZapierApp } from '../app.ts';

/** What a Zap holds on to of an input field. */
export type InputShape = {
	readonly type: string;
	readonly required?: true;
	/** Has a value where users gave none. */
	readonly default?: true;
};

/** What Zaps hold on to of a trigger, an action or a search. */
export type StepShape = {
	/** Of triggers: how events come. */
	readonly type?: string;
	readonly inputs: Readonly<Record<string, InputShape>>;
	/** Key → type; keys of line items as `responses[]question`. */
	readonly outputs: Readonly<Record<string, string>>;
};

type Steps = Readonly<Record<string, StepShape>>;

/** Everything of an app that a released version promises: keys, types and what is required. */
export type Snapshot = {
	readonly version: string;
	readonly authentication: {
		readonly type: string;
		readonly fields: Readonly<Record<string, InputShape>>;
	};
	readonly triggers: Steps;
	readonly creates: Steps;
	readonly searches: Steps;
};

type InputField = Pick<PlainInputField, 'key' | 'required'> & {
	readonly type?: string;
	readonly default?: unknown;
	readonly list?: boolean;
	readonly dict?: boolean;
	readonly children?: readonly InputField[];
};

const inputType = ({ type = 'string', list, dict, children }: InputField): string => {
	if (children !== undefined) return 'line items';
	if (dict === true) return 'dictionary';
	return list === true ? `list of ${type}` : type;
};

const inputShape = (field: InputField): InputShape => ({
	type: inputType(field),
	...(field.required === true ? { required: true } : {}),
	...(field.default === undefined ? {} : { default: true }),
});

const inputShapes = (
	fields: readonly InputField[],
	prefix = '',
): Readonly<Record<string, InputShape>> =>
	Object.fromEntries(
		fields.flatMap((field) => [
			[prefix + field.key, inputShape(field)] as const,
			...Object.entries(inputShapes(field.children ?? [], `${field.key}[]`)),
		]),
	);

const outputTypes = (
	fields: readonly PlainOutputField[],
	prefix = '',
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		fields.flatMap(({ key, type = 'string', list, children }) => [
			[
				prefix + key,
				children === undefined ? (list === true ? `list of ${type}` : type) : 'line items',
			],
			...Object.entries(outputTypes(children ?? [], `${key}[]`)),
		]),
	);

const isPlain = <Field extends object>(
	field: Field | ((...args: never[]) => unknown),
): field is Field => typeof field !== 'function';

const stepShape = ({ operation }: Trigger | Create | Search): StepShape => ({
	...('type' in operation && operation.type !== undefined ? { type: operation.type } : {}),
	inputs: inputShapes((operation.inputFields ?? []).filter(isPlain<PlainInputField>)),
	outputs: outputTypes((operation.outputFields ?? []).filter(isPlain<PlainOutputField>)),
});

const stepShapes = (steps: Readonly<Record<string, Trigger | Create | Search>>): Steps =>
	Object.fromEntries(Object.entries(steps).map(([key, step]) => [key, stepShape(step)]));

/** The snapshot of an app, as plain JSON. */
export const snapshotOf = ({
	version,
	authentication,
	triggers,
	creates,
	searches,
}: ZapierApp): Snapshot => ({
	version,
	authentication: {
		type: authentication?.type ?? 'none',
		fields: inputShapes(authentication?.fields ?? []),
	},
	triggers: stepShapes(triggers),
	creates: stepShapes(creates),
	searches: stepShapes(searches),
});
