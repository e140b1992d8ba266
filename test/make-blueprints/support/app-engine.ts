/**
 * Our model of how Make runs a custom app: requests, webhooks, dropdowns and modules, read from the
 * committed files. It is not Make's engine, which is not to be had: what it does is what Make's
 * documentation says and what others measured on live Make (docs/make.md).
 */
import { EvaluationFault } from '../../../make-blueprints/src/iml/evaluate.ts';
import { type Component, componentNamed, type FormField } from './make-app.ts';
import { collect, defaultLimit, listOf } from './make-pages.ts';
import { evaluate, type LogEntry, sendRequest, type Variables } from './make-request.ts';

export type Bundle = Readonly<Record<string, unknown>>;

/** What a user filled in. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A request as Make's gateway hands it to a webhook. */
export type Received = {
	readonly method: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly query: Readonly<Record<string, string>>;
	readonly body: unknown;
};

/** A dedicated webhook that a user made. */
export type AttachedHook = {
	readonly component: Component;
	readonly url: string;
	readonly parameters: Parameters;
	/** What attach stored. */
	readonly stored: Readonly<Record<string, unknown>>;
};

/** What came of a delivery: an answer, and bundles for the scenario. */
export type Reception = {
	readonly status: number;
	readonly bundles: readonly Bundle[];
	/** Why there are none, where an expression failed. */
	readonly fault?: string;
};

/** Where a polling trigger goes on: the date of its last bundle, and the ids it had at that date. */
export type TriggerState = { readonly lastDate: string | null; readonly ids: readonly string[] };

export type AppEngine = {
	/** Every request so far, as Make's log shows it. */
	readonly log: LogEntry[];
	/** Checks the credentials; answers the label of the connection. */
	readonly connect: () => Promise<string>;
	readonly attach: (
		webhookId: string,
		url: string,
		parameters?: Parameters,
	) => Promise<AttachedHook>;
	readonly update: (hook: AttachedHook, parameters: Parameters) => Promise<AttachedHook>;
	readonly detach: (hook: AttachedHook) => Promise<void>;
	readonly receive: (hook: AttachedHook, request: Received) => Reception;
	/** The options of a dropdown, by its `rpc://…` address. */
	readonly options: (address: string) => Promise<readonly Bundle[]>;
	/** Runs a module once. */
	readonly run: (moduleId: string, parameters?: Parameters) => Promise<readonly Bundle[]>;
	/** Runs a polling trigger once. */
	readonly poll: (
		moduleId: string,
		parameters: Parameters,
		state: TriggerState,
	) => Promise<{ readonly bundles: readonly Bundle[]; readonly state: TriggerState }>;
	/** The choices of "Choose where to start". */
	readonly epoch: (moduleId: string, parameters?: Parameters) => Promise<readonly Bundle[]>;
};

/** A form fills in its defaults. */
const withDefaults = (fields: readonly FormField[], parameters: Parameters): Parameters => ({
	...Object.fromEntries(
		fields
			.filter((field) => field.default !== undefined)
			.map(({ name, default: value }) => [name, value]),
	),
	...parameters,
});

export const createAppEngine = (
	connection: { readonly baseUrl: string; readonly apiKey: string },
	now: () => number = Date.now,
): AppEngine => {
	const log: LogEntry[] = [];
	const common = (): Variables => ({ now: new Date(now()), connection });

	const outputs = (communication: Component['communication'], items: readonly Variables[]) =>
		items.map((item) => evaluate(communication.response?.output, item) as Bundle);

	const variablesOf = (component: Component, parameters: Parameters): Variables => {
		const forms = ['staticParams', 'mappableParams'].flatMap((name) =>
			component.has(name) ? component.section<readonly FormField[]>(name) : [],
		);
		return { ...common(), parameters: withDefaults(forms, parameters), data: {} };
	};

	/** `data` is an alias of `parameters`, and both hold what attach stored. */
	const hookVariables = (hook: Omit<AttachedHook, 'component'>): Variables => ({
		...common(),
		webhook: { ...hook.stored, url: hook.url },
		parameters: hook.parameters,
	});

	return {
		log,
		connect: async () => {
			const { communication } = componentNamed('connection', 'api-key');
			const variables = { now: new Date(now()), parameters: connection };
			const answer = await sendRequest(communication, variables, log);
			return String(evaluate(communication.response?.metadata?.value, { ...variables, ...answer }));
		},
		attach: async (webhookId, url, parameters = {}) => {
			const component = componentNamed('webhook', webhookId);
			const communication = component.section<Component['communication']>('attach');
			const variables = hookVariables({ url, parameters, stored: {} });
			const answer = await sendRequest(communication, variables, log);
			const stored = evaluate(communication.response?.data, { ...variables, ...answer });
			return { component, url, parameters, stored: stored as AttachedHook['stored'] };
		},
		update: async (hook, parameters) => {
			const communication = hook.component.section<Component['communication']>('update');
			const variables = hookVariables({ ...hook, parameters });
			const answer = await sendRequest(communication, variables, log);
			const stored = evaluate(communication.response?.data, { ...variables, ...answer });
			return { ...hook, parameters, stored: { ...hook.stored, ...(stored as object) } };
		},
		detach: async (hook) => {
			const communication = hook.component.section<Component['communication']>('detach');
			const variables = hookVariables(hook);
			if (
				communication.condition !== undefined &&
				evaluate(communication.condition, variables) === false
			)
				return;
			await sendRequest(communication, variables, log);
		},
		receive: (hook, request) => {
			const { communication } = hook.component;
			const data = { ...hook.parameters, ...hook.stored };
			const given: Variables = { now: new Date(now()), data, parameters: data, ...request };
			try {
				const variables = { ...given, temp: evaluate(communication.temp ?? {}, given) };
				const respond = evaluate(communication.respond ?? {}, variables) as { status?: number };
				const status = respond.status ?? 200;
				if (
					communication.condition !== undefined &&
					evaluate(communication.condition, variables) === false
				)
					return { status, bundles: [] };
				const items =
					communication.iterate === undefined
						? [variables]
						: listOf(evaluate(communication.iterate, variables)).map((item) => ({
								...variables,
								item,
							}));
				return {
					status,
					bundles: items.map((item) => evaluate(communication.output, item) as Bundle),
				};
			} catch (error) {
				if (!(error instanceof EvaluationFault)) throw error;
				return { status: 200, bundles: [], fault: error.message };
			}
		},
		options: async (address) => {
			const [name = '', query = ''] = address.replace('rpc://', '').split('?');
			const { communication } = componentNamed('rpc', name);
			const parameters = Object.fromEntries(new URLSearchParams(query));
			const variables = { ...common(), parameters };
			const { items } = await collect(communication, variables, log);
			return outputs(communication, items);
		},
		run: async (moduleId, parameters = {}) => {
			const component = componentNamed('module', moduleId);
			const { communication } = component;
			const { items } = await collect(communication, variablesOf(component, parameters), log);
			return outputs(communication, items);
		},
		poll: async (moduleId, parameters, state) => {
			const component = componentNamed('module', moduleId);
			const { communication } = component;
			const trigger = communication.response?.trigger;
			if (trigger === undefined) throw new Error(`${moduleId} is no polling trigger.`);
			const variables = {
				...variablesOf(component, parameters),
				data: { lastDate: state.lastDate },
			};
			const limit = Number(evaluate(communication.response?.limit ?? defaultLimit, variables));
			// Items that the last run gave do not count: Make takes them out before it limits.
			const unlimited = {
				...communication,
				response: { ...communication.response, limit: limit + state.ids.length },
			};
			const { items } = await collect(unlimited, variables, log);
			const dated = items.map((item) => ({
				item,
				id: String(evaluate(trigger.id, item)),
				date: String(evaluate(trigger.date, item)),
			}));
			const fresh = dated
				.filter(({ id, date }) => {
					if (state.lastDate === null || date > state.lastDate) return true;
					return date === state.lastDate && !state.ids.includes(id);
				})
				.slice(0, limit);
			const lastDate = fresh.at(-1)?.date ?? state.lastDate;
			const ids = fresh.filter(({ date }) => date === lastDate).map(({ id }) => id);
			return {
				bundles: outputs(
					communication,
					fresh.map(({ item }) => item),
				),
				state: { lastDate, ids: lastDate === state.lastDate ? [...state.ids, ...ids] : ids },
			};
		},
		epoch: async (moduleId, parameters = {}) => {
			const component = componentNamed('module', moduleId);
			const communication = component.section<Component['communication']>('epoch');
			const { items } = await collect(communication, variablesOf(component, parameters), log);
			return outputs(communication, items);
		},
	};
};
