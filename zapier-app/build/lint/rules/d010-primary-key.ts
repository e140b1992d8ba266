import type { Rule } from '../finding.ts';
import { outputFieldsOf, triggersOf, visible } from '../walk.ts';

/** Zapier asks it of polling triggers alone; ours of hooks too, whose rows promise a stable `id`. */
export const primaryKey: Rule = {
	tag: 'D010',
	title: 'The sample of a trigger has its primary key',
	check: ({ definition }) =>
		visible(triggersOf(definition)).flatMap(({ place, step }) => {
			const { sample } = step.operation;
			const primary = outputFieldsOf(step.operation).filter((field) => field.primary === true);
			const keys = primary.length === 0 ? ['id'] : primary.map(({ key }) => key);
			return keys
				.filter((key) => sample !== undefined && (sample[key] ?? null) === null)
				.map((key) => ({ place, message: `The sample has no "${key}".` }));
		}),
};
