import type { Variable } from '../modules.ts';
import { type Module, moduleVersions, operators } from '../scenario.ts';
import { signingSecret } from '../settings.ts';
import { textsIn, visits } from '../walk.ts';
import { named, type Rule } from './finding.ts';

const repeated = <Value>(values: readonly Value[]): readonly Value[] =>
	values.filter((value, index) => values.indexOf(value) !== index);

const nameLength = 120;

/** What the editor takes as a file: these keys, and a name that it can show. */
export const topLevel: Rule = (blueprint) => [
	...Object.keys(blueprint)
		.filter((key) => !['name', 'description', 'flow', 'metadata'].includes(key))
		.map((key) => `“${key}” does not belong there`),
	...(blueprint.name.length > 0 && blueprint.name.length <= nameLength
		? []
		: [`the name has not 1 to ${nameLength} characters`]),
];

export const idsUnique: Rule = ({ flow }) => {
	const ids = visits(flow).map(({ module }) => module.id);
	return [
		...repeated(ids).map((id) => `the id ${id} is there twice`),
		...ids.filter((id) => !Number.isInteger(id) || id < 1).map((id) => `${id} is no id`),
	];
};

export const modulesKnown: Rule = ({ flow }) =>
	visits(flow).flatMap(({ module }) => {
		const versions: Readonly<Record<string, number>> = moduleVersions;
		const version = versions[module.module];
		if (version === undefined) return [`${named(module)} is not known`];
		return version === module.version ? [] : [`${named(module)} is at version ${version} now`];
	});

/** An instant scenario starts with its webhook, which nothing can hold back. */
export const startsWithWebhook: Rule = ({ flow, metadata }) => {
	const [first, second] = flow;
	return [
		...(first?.module === 'gateway:CustomWebHook' ? [] : ['the webhook does not come first']),
		...(first?.filter === undefined ? [] : ['the first module has a filter']),
		...(second?.module === 'util:SetVariables' ? [] : ['the settings do not come second']),
		...(metadata.instant ? [] : ['the scenario is not instant']),
	];
};

export const routersRouted: Rule = ({ flow }) =>
	visits(flow).flatMap(({ module }) => {
		const { routes, mapper, filter } = module;
		if (module.module !== 'builtin:BasicRouter')
			return routes === undefined ? [] : [`${named(module)} has routes and is no router`];
		return [
			...(mapper === null ? [] : [`${named(module)} has a mapper`]),
			...(filter === undefined ? [] : [`${named(module)} has a filter of its own`]),
			...((routes ?? []).length > 0 ? [] : [`${named(module)} has no routes`]),
			...(routes ?? []).flatMap((route, index) => {
				const [entry] = route.flow;
				if (entry === undefined) return [`route ${index + 1} is empty`];
				return entry.filter === undefined ? [`route ${index + 1} has no filter`] : [];
			}),
		];
	});

export const filtersComplete: Rule = ({ flow }) =>
	visits(flow).flatMap(({ module }) => {
		const { filter } = module;
		if (filter === undefined) return [];
		const conditions = filter.conditions.flat();
		return [
			...(filter.name === '' ? [`the filter of ${named(module)} has no name`] : []),
			...(filter.conditions.length > 0 && filter.conditions.every((group) => group.length > 0)
				? []
				: [`the filter of ${named(module)} has a group without conditions`]),
			...conditions
				.filter(({ o }) => !operators.includes(o))
				.map(({ o }) => `“${o}” is no operator`),
			...conditions
				.filter(({ b }) => b === undefined)
				.map(({ a }) => `${a} is compared to nothing`),
		];
	});

/** What belongs to one account, and what only exporters write (make.md, "Blueprint format"). */
const bindings = [
	'hook',
	'datastore',
	'agent',
	'__IMTCONN__',
	'__IMTKEY__',
	'apiKeyKeychain',
	'basicAuthKeychain',
	'oAuthAccount',
	'proxyKeychain',
	'bodyDataStructure',
];
const exported = ['restore', 'expect', 'interface', 'parameters', 'advanced'];

const keysIn = (value: unknown): readonly string[] =>
	typeof value !== 'object' || value === null
		? []
		: Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);

export const nothingBound: Rule = ({ flow }) =>
	visits(flow).flatMap(({ module }) => [
		...[module.parameters, module.mapper]
			.flatMap(keysIn)
			.filter((key) => bindings.includes(key))
			.map((key) => `${named(module)} is bound by “${key}”`),
		...Object.keys(module.metadata)
			.filter((key) => exported.includes(key))
			.map((key) => `${named(module)} has “${key}”, which only an export has`),
	]);

const secrets = [
	/whsec_[A-Za-z0-9+/=]{24}/,
	/vhk_[A-Za-z0-9_]{8}/,
	/bearer\s+[A-Za-z0-9._-]{8}/i,
	/https?:\/\//,
	/[\w.+-]+@[\w-]+\.\w/,
];

const secretNames: readonly unknown[] = Object.values(signingSecret.name);

/** The variables that a module sets, by name and value. */
const variablesOf = ({ mapper }: Module): readonly Variable[] =>
	Array.isArray(mapper?.variables) ? mapper.variables : [];

/** Nothing that opens anything, and no address of anyone. */
export const secretsEmpty: Rule = (blueprint) => [
	...textsIn(blueprint)
		.filter(({ text }) => secrets.some((pattern) => pattern.test(text)))
		.map(({ path }) => `${path.join('.')} holds a secret or an address`),
	...visits(blueprint.flow).flatMap(({ module }) =>
		variablesOf(module)
			.filter(({ name, value }) => secretNames.includes(name) && value !== '')
			.map(({ name }) => `${named(module)}: ${name} is not empty`),
	),
];

const canFail = ['json:', 'datastore:', 'http:'];

/** The first error ends an instant scenario, unless the run is kept. */
export const failuresKept: Rule = ({ flow, metadata }) => [
	...(metadata.scenario.dlq ? [] : ['incomplete executions are not stored']),
	...visits(flow).flatMap(({ module, handler }) => {
		if (handler || !canFail.some((prefix) => module.module.startsWith(prefix))) return [];
		const last = module.onerror?.at(-1);
		return last?.module === 'builtin:Break' && last.mapper?.retry === true
			? []
			: [`${named(module)} does not keep a run that fails`];
	}),
];

export const placed: Rule = ({ flow }) => {
	const modules = visits(flow).map(({ module }) => module);
	const places = modules.map(({ metadata: { designer } }) => `${designer.x}, ${designer.y}`);
	return [
		...repeated(places).map((place) => `two modules stand at ${place}`),
		...modules
			.filter(({ metadata }) => metadata.designer.name === '')
			.map((module) => `${named(module)} has no name`),
	];
};
