import { catalogue, type Field, fileKinds, normalizedKeys } from '@voicehooks/core';
import { functions } from '../../iml/functions.ts';
import { parseTemplate } from '../../iml/parse.ts';
import type { Expression, Step } from '../../iml/syntax.ts';
import { ids } from '../expressions.ts';
import type { Module } from '../scenario.ts';
import { textsIn, type Visit, visits } from '../walk.ts';
import { named, type Rule } from './finding.ts';

/** Everything of a module that Make evaluates. */
const evaluated = ({ parameters, mapper, filter }: Module): readonly string[] =>
	textsIn([parameters, mapper, filter?.conditions]).map(({ text }) => text);

const expressionsIn = (module: Module): readonly Expression[] =>
	evaluated(module).flatMap((text) => {
		const parsed = parseTemplate(text, 'scenario');
		if (!parsed.ok) return [];
		return parsed.template.flatMap((part) => (part.kind === 'expression' ? [part.expression] : []));
	});

/** An expression and everything inside it. */
const within = (expression: Expression): readonly Expression[] => {
	switch (expression.kind) {
		case 'literal':
		case 'path':
			return [expression];
		case 'call':
			return [expression, ...expression.operands.flatMap(within)];
		case 'not':
		case 'negate':
			return [expression, ...within(expression.operand)];
		case 'binary':
			return [expression, ...within(expression.left), ...within(expression.right)];
	}
};

export const expressionsParse: Rule = ({ flow }) =>
	visits(flow).flatMap(({ module }) =>
		evaluated(module).flatMap((text) => {
			const parsed = parseTemplate(text, 'scenario');
			return parsed.ok ? [] : [`${named(module)}: ${parsed.error.message} (${text})`];
		}),
	);

export const functionsKnown: Rule = ({ flow }) =>
	visits(flow).flatMap(({ module }) =>
		expressionsIn(module)
			.flatMap(within)
			.flatMap((one) => {
				if (one.kind !== 'call') return [];
				const known = Object.hasOwn(functions, one.name) ? functions[one.name] : undefined;
				if (known?.dialects.includes('scenario') !== true)
					return [`${named(module)}: a scenario has no ${one.name}()`];
				const [least, most] = known.operands;
				return one.operands.length >= least && one.operands.length <= most
					? []
					: [`${named(module)}: ${one.name}() takes ${least} to ${most} operands`];
			}),
	);

/** What a scenario knows beside its modules. */
const variables = ['now'];

const keysOf = (steps: readonly Step[]): readonly string[] =>
	steps.flatMap((step) => ('key' in step ? [step.key] : []));

const allPaths = (fields: readonly Field[]): readonly string[] =>
	fields.flatMap(({ path, kind, children }) => [
		path,
		...(kind === 'list' ? [] : allPaths(children ?? [])),
	]);

/** Every path that a hook body of the catalogue can have. `context` is what a call asked. */
const eventPaths = (): ReadonlySet<string> =>
	new Set([
		...catalogue().flatMap(({ sample, fields }) => [...Object.keys(sample), ...allPaths(fields)]),
		...normalizedKeys.map((key) => `normalized.${key}`),
		...fileKinds.map((kind) => `links.${kind}`),
		'context.to',
	]);

/** What is wrong with a reference to a module that ran before. */
const faultOf = (source: Module, steps: readonly Step[]): string | null => {
	const keys = keysOf(steps);
	if (source.module === 'json:ParseJSON' && source.id === ids.event) {
		return eventPaths().has(keys.join('.')) ? null : `no event has ${keys.join('.')}`;
	}
	if (source.module === 'util:SetVariables' && steps.length > 0) {
		const set = (source.mapper?.variables ?? []) as readonly { readonly name: string }[];
		return set.some(({ name }) => name === keys[0]) ? null : `${keys[0]} is not set`;
	}
	return null;
};

const referencesOf = ({ module, before }: Visit): readonly string[] =>
	expressionsIn(module)
		.flatMap(within)
		.flatMap((one) => {
			if (one.kind !== 'path' || variables.includes(one.root)) return [];
			const source = before.find(({ id }) => String(id) === one.root);
			if (source === undefined) return [`${named(module)}: ${one.root} did not run before it`];
			const fault = faultOf(source, one.steps);
			return fault === null ? [] : [`${named(module)}: ${fault}`];
		});

/** A module sees what ran before it on its own way, and nothing else. */
export const referencesRun: Rule = ({ flow }) => visits(flow).flatMap(referencesOf);

/** Each event type that a filter names is one. */
export const eventsKnown: Rule = ({ flow }) => {
	const known = new Set(catalogue().map(({ type }) => type));
	return visits(flow).flatMap(({ module }) =>
		(module.filter?.conditions.flat() ?? [])
			.filter(({ a, o }) => a === `{{${ids.event}.type}}` && o === 'text:equal')
			.filter(({ b }) => !known.has(b ?? ''))
			.map(({ b }) => `${named(module)}: ${b} is no event type`),
	);
};
