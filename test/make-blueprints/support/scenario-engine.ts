/**
 * Our model of how Make runs a scenario: one webhook request through the modules of a blueprint,
 * with filters, routes, error handlers and a data store. It is not Make's engine, which is not to
 * be had (docs/make.md); a module or an operator that is not written here fails.
 */
import { ids } from '../../../make-blueprints/src/blueprints/expressions.ts';
import type {
	Blueprint,
	Condition,
	Filter,
	Module,
	Operator,
} from '../../../make-blueprints/src/blueprints/scenario.ts';
import { evaluateTree } from '../../../make-blueprints/src/iml/evaluate.ts';
import type { Arrived } from './gateway.ts';

type Outputs = Readonly<Record<string, unknown>>;

type Variable = { readonly name: string; readonly value: unknown };

/** What a run did. */
export type Run = {
	/** Ids of the modules that ran, in order; Make charges an operation for each but a router. */
	readonly operations: readonly number[];
	/** The filters that stopped it, by the module they stand before. */
	readonly stoppedBefore: readonly number[];
};

/** A run that Break kept: where it failed and everything known until then. */
export type Incomplete = {
	readonly rest: readonly Module[];
	readonly outputs: Outputs;
	readonly error: string;
};

export type Scenario = {
	/** False once an error was not handled: an instant scenario stops at its first. */
	readonly active: () => boolean;
	readonly dataStore: ReadonlyMap<string, unknown>;
	readonly incomplete: readonly Incomplete[];
	/** Runs the scenario for one request of its queue. */
	readonly run: (arrived: Pick<Arrived, 'headers' | 'body'>) => Promise<Run>;
	/** What Make does after the interval of Break: each kept run goes on where it failed. */
	readonly retryIncomplete: () => Promise<void>;
};

/** What the user switched on at the webhook. */
export type WebhookOptions = { readonly headers: boolean; readonly passThrough: boolean };

const asText = (value: unknown): string =>
	value === undefined || value === null ? '' : String(value);
const asNumber = (value: unknown): number =>
	value === undefined || value === null || value === '' ? Number.NaN : Number(value);

const compare: Readonly<Record<Operator, (a: unknown, b: unknown) => boolean>> = {
	'text:equal': (a, b) => asText(a) === asText(b),
	'text:contain': (a, b) => asText(a).includes(asText(b)),
	'text:endwith': (a, b) => asText(a).endsWith(asText(b)),
	'text:pattern': (a, b) => new RegExp(asText(b)).test(asText(a)),
	'number:less': (a, b) => asNumber(a) < asNumber(b),
	'number:lessorequal': (a, b) => asNumber(a) <= asNumber(b),
	'number:greater': (a, b) => asNumber(a) > asNumber(b),
	'boolean:equal': (a, b) => asText(a) === asText(b),
};

/** A failure of a module, as error handlers see it. */
class ModuleFailure extends Error {}

/** Ends a branch whose run was kept. */
const ended = Symbol('ended');

export const createScenario = (
	blueprint: Blueprint,
	{
		settings = {},
		now = Date.now,
		webhook = { headers: true, passThrough: true },
	}: {
		/** What the user entered in module 2, by variable. */
		readonly settings?: Readonly<Record<string, string>>;
		readonly now?: () => number;
		readonly webhook?: WebhookOptions;
	} = {},
): Scenario => {
	const dataStore = new Map<string, unknown>();
	const incomplete: Incomplete[] = [];
	let active = true;

	const evaluate = (tree: unknown, outputs: Outputs): unknown =>
		evaluateTree(tree, {
			dialect: 'scenario',
			variables: { ...outputs, now: new Date(now()) },
		});

	const passes = (filter: Filter, outputs: Outputs): boolean => {
		const holds = ({ a, o, b }: Condition) =>
			compare[o](evaluate(a, outputs), evaluate(b, outputs));
		return filter.conditions.some((group) => group.every(holds));
	};

	const post = async (mapper: Readonly<Record<string, unknown>>): Promise<unknown> => {
		const headers = mapper.headers as readonly Variable[];
		const response = await fetch(String(mapper.url), {
			method: String(mapper.method).toUpperCase(),
			headers: Object.fromEntries([
				['content-type', 'application/json'],
				...headers.map(({ name, value }) => [name, asText(value)]),
			]),
			body: String(mapper.jsonStringBodyContent),
		}).catch((error: Error) => {
			throw new ModuleFailure(error.message);
		});
		if (response.status >= 400) throw new ModuleFailure(`HTTP ${response.status}`);
		return { statusCode: response.status, data: await response.text() };
	};

	/** What a module gives; the mapper comes evaluated. */
	const outputOf = async (
		module: Module,
		mapper: Readonly<Record<string, unknown>>,
		outputs: Outputs,
	): Promise<unknown> => {
		switch (module.module) {
			case 'gateway:CustomWebHook':
				return outputs[module.id];
			case 'util:SetVariables': {
				const set = mapper.variables as readonly Variable[];
				const entered = module.id === ids.settings ? settings : {};
				return Object.fromEntries(set.map(({ name, value }) => [name, entered[name] ?? value]));
			}
			case 'json:ParseJSON':
				try {
					return JSON.parse(String(mapper.json));
				} catch (error) {
					throw new ModuleFailure('The text is no JSON.', { cause: error });
				}
			case 'json:TransformToJSON':
				return { json: JSON.stringify(mapper.object) };
			case 'datastore:ExistRecord':
				return { exist: dataStore.has(String(mapper.key)) };
			case 'datastore:AddRecord': {
				const key = String(mapper.key);
				if (dataStore.has(key) && mapper.overwrite !== true)
					throw new ModuleFailure('The record exists already.');
				dataStore.set(key, mapper.data);
				return { key };
			}
			case 'http:MakeRequest':
				return post(mapper);
			case 'builtin:BasicRouter':
				return {};
			case 'builtin:Break':
				throw new Error('Break stands where no error was.');
		}
	};

	/** An error goes to the handler of its module; without one the scenario stops for good. */
	const failed = (error: unknown, rest: readonly Module[], outputs: Outputs): typeof ended => {
		if (!(error instanceof ModuleFailure)) throw error;
		const [module] = rest;
		const directive = module?.onerror?.at(-1);
		if (directive?.module !== 'builtin:Break') {
			active = false;
			throw error;
		}
		// Without a place for incomplete executions Break loses the run.
		if (blueprint.metadata.scenario.dlq) incomplete.push({ rest, outputs, error: error.message });
		return ended;
	};

	const runFlow = async (
		flow: readonly Module[],
		before: Outputs,
		trace: { readonly operations: number[]; readonly stoppedBefore: number[] },
		resumed = false,
	): Promise<void> => {
		let outputs = before;
		for (const [index, module] of flow.entries()) {
			const isResumed = resumed && index === 0;
			if (!isResumed && module.filter !== undefined && !passes(module.filter, outputs)) {
				trace.stoppedBefore.push(module.id);
				return;
			}
			let output: unknown;
			try {
				const mapper = evaluate(module.mapper ?? {}, outputs) as Readonly<Record<string, unknown>>;
				output = await outputOf(module, mapper, outputs);
			} catch (error) {
				if (failed(error, flow.slice(index), outputs) === ended) return;
			}
			if (module.module !== 'builtin:BasicRouter') trace.operations.push(module.id);
			outputs = { ...outputs, [module.id]: output };
			for (const route of module.routes ?? []) await runFlow(route.flow, outputs, trace);
		}
	};

	const bundleOf = ({ headers, body }: Pick<Arrived, 'headers' | 'body'>): unknown => {
		const text = body.toString('utf8');
		return {
			...(webhook.passThrough ? { value: text } : JSON.parse(text)),
			...(webhook.headers
				? {
						__IMTHEADERS__: Object.entries(headers).map(([name, value]) => ({
							name: name.toLowerCase(),
							value: asText(value),
						})),
					}
				: {}),
		};
	};

	return {
		active: () => active,
		dataStore,
		incomplete,
		run: async (arrived) => {
			const trace = { operations: [] as number[], stoppedBefore: [] as number[] };
			const [trigger] = blueprint.flow;
			if (trigger === undefined) throw new Error('The blueprint is empty.');
			await runFlow(blueprint.flow, { [trigger.id]: bundleOf(arrived) }, trace);
			return trace;
		},
		retryIncomplete: async () => {
			for (const { rest, outputs } of incomplete.splice(0)) {
				await runFlow(rest, outputs, { operations: [], stoppedBefore: [] }, true);
			}
		},
	};
};
