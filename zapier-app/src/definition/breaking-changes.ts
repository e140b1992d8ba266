import type { InputShape, Snapshot, StepShape } from './snapshot.ts';

/**
 * What breaks Zaps that exist. The first seven are what Zapier checks when a version is promoted
 * (docs.zapier.com, "Version promotion guardrails", 2026-05-12); the last two it cannot see, and its
 * table of changes names them breaking all the same ("Planning and implementing integration
 * changes").
 */
export type Rule =
	| 'step_removed'
	| 'authentication_type_changed'
	| 'authentication_field_changed'
	| 'trigger_type_changed'
	| 'input_removed'
	| 'input_required'
	| 'input_type_changed'
	| 'output_removed'
	| 'output_type_changed';

export type BreakingChange = {
	readonly rule: Rule;
	/** What broke, such as `triggers.vocalis_call_ended.agent_id`. */
	readonly where: string;
};

type Inputs = Readonly<Record<string, InputShape>>;

const isDemanded = (input: InputShape): boolean =>
	input.required === true && input.default !== true;

const inputChanges = (where: string, before: Inputs, after: Inputs): readonly BreakingChange[] => [
	...Object.entries(before).flatMap(([key, input]): readonly BreakingChange[] => {
		const place = `${where}.${key}`;
		const now = after[key];
		if (now === undefined) return [{ rule: 'input_removed', where: place }];
		return [
			...(now.type === input.type ? [] : [{ rule: 'input_type_changed', where: place } as const]),
			...(isDemanded(now) && !isDemanded(input)
				? [{ rule: 'input_required', where: place } as const]
				: []),
		];
	}),
	...Object.entries(after).flatMap(([key, input]): readonly BreakingChange[] =>
		before[key] === undefined && isDemanded(input)
			? [{ rule: 'input_required', where: `${where}.${key}` }]
			: [],
	),
];

const outputChanges = (
	where: string,
	before: StepShape['outputs'],
	after: StepShape['outputs'],
): readonly BreakingChange[] =>
	Object.entries(before).flatMap(([key, type]): readonly BreakingChange[] => {
		const now = after[key];
		if (now === type) return [];
		const rule = now === undefined ? 'output_removed' : 'output_type_changed';
		return [{ rule, where: `${where}.${key}` }];
	});

const stepChanges = (
	where: string,
	before: StepShape,
	after: StepShape | undefined,
): readonly BreakingChange[] => {
	if (after === undefined) return [{ rule: 'step_removed', where }];
	return [
		...(before.type === after.type ? [] : [{ rule: 'trigger_type_changed', where } as const]),
		...inputChanges(where, before.inputs, after.inputs),
		...outputChanges(where, before.outputs, after.outputs),
	];
};

const authenticationChanges = (
	before: Snapshot['authentication'],
	after: Snapshot['authentication'],
): readonly BreakingChange[] => [
	...(before.type === after.type
		? []
		: [{ rule: 'authentication_type_changed', where: 'authentication' } as const]),
	...inputChanges('authentication', before.fields, after.fields).map(({ where }) => ({
		rule: 'authentication_field_changed' as const,
		where,
	})),
];

/** What of `before` would break in Zaps if `after` took its place. */
export const breakingChanges = (before: Snapshot, after: Snapshot): readonly BreakingChange[] => [
	...authenticationChanges(before.authentication, after.authentication),
	...(['triggers', 'creates', 'searches'] as const).flatMap((kind) =>
		Object.entries(before[kind]).flatMap(([key, step]) =>
			stepChanges(`${kind}.${key}`, step, after[kind][key]),
		),
	),
];
