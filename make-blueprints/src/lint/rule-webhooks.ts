import { parseTemplate } from '../iml/parse.ts';
import type { Expression } from '../iml/syntax.ts';
import {
	type AppComponent,
	type AppModel,
	contentOf,
	manifestPath,
	ofType,
	recordOf,
} from './app-model.ts';
import type { Finding } from './finding.ts';
import { expressionsIn } from './texts.ts';

const isPath = (expression: Expression, root: string, key: string): boolean =>
	expression.kind === 'path' &&
	expression.root === root &&
	expression.steps.length === 1 &&
	expression.steps.some((step) => 'key' in step && step.key === key);

const isCall =
	(name: string) =>
	(expression: Expression): boolean =>
		expression.kind === 'call' && expression.name === name;

/** The parts of a chain of `&&`. */
const conjuncts = (expression: Expression): readonly Expression[] =>
	expression.kind === 'binary' && expression.operator === 'and'
		? [...conjuncts(expression.left), ...conjuncts(expression.right)]
		: [expression];

const literal = (expression: Expression | undefined, value: boolean): boolean =>
	expression?.kind === 'literal' && expression.value === value;

/**
 * What makes a check of a signature one: a boolean, `if(secret && recent && signed, true, false)`.
 * Without the first part an empty secret makes sha256 a plain hash that anyone can write.
 */
const checkFaults = (text: string): readonly string[] => {
	const parsed = parseTemplate(text, 'app');
	const [part, ...others] = parsed.ok ? parsed.template : [];
	if (part?.kind !== 'expression' || others.length > 0) return ['the check is not one expression'];
	const { expression } = part;
	if (expression.kind !== 'call' || expression.name !== 'if') return ['the check is no if()'];
	const [condition, yes, no] = expression.operands;
	if (condition === undefined) return ['the check has no condition'];
	const parts = conjuncts(condition);
	const hashed = parts.some((other) =>
		expressionsIn(other).some(
			(inner) =>
				inner.kind === 'call' &&
				inner.name === 'sha256' &&
				inner.operands[2] !== undefined &&
				isPath(inner.operands[2], 'data', 'secret'),
		),
	);
	return [
		...(parts.some((other) => isPath(other, 'data', 'secret')) ? [] : ['an empty secret passes']),
		...(hashed ? [] : ['no signature is compared']),
		...(parts.some(
			(other) =>
				other.kind === 'binary' &&
				other.operator === 'less_or_equal' &&
				expressionsIn(other).some(isCall('abs')),
		)
			? []
			: ['an old delivery passes']),
		...(literal(yes, true) && literal(no, false) ? [] : ['it must be true or false']),
	];
};

const webhookFaults = (webhook: AppComponent): readonly string[] => {
	const communication = recordOf(contentOf(webhook, 'communication'));
	const [, name = ''] = /^\{\{temp\.(\w+)\}\}$/.exec(String(communication.condition)) ?? [];
	const check = recordOf(communication.temp)[name];
	const stored = recordOf(recordOf(recordOf(contentOf(webhook, 'attach')).response).data);
	return [
		...(typeof check === 'string' ? checkFaults(check) : ['nothing decides what is let through']),
		...(communication.output === '{{body}}' ? [] : ['the bundle is not the body']),
		...(['id', 'secret'].every((key) => stored[key] === `{{body.${key}}}`)
			? []
			: ['attach does not keep the id and the secret']),
		...(String(recordOf(contentOf(webhook, 'detach')).url).endsWith('/{{webhook.id}}')
			? []
			: ['detach does not name what attach made']),
	];
};

/** Webhooks let through what our service signed now, and nothing else; there is one universal module. */
export const webhooksCheckSignatures = (app: AppModel): readonly Finding[] => [
	...ofType(app, 'webhook').flatMap((webhook) =>
		webhookFaults(webhook).map((message) => ({
			rule: 'webhooks',
			path: webhook.sections.get('communication')?.path ?? '',
			message,
		})),
	),
	...(ofType(app, 'module').filter(({ meta }) => meta.moduleType === 'universal').length === 1
		? []
		: [{ rule: 'webhooks', path: manifestPath, message: 'there must be one universal module' }]),
];
