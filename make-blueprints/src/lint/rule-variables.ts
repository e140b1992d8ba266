import type { Step } from '../iml/syntax.ts';
import {
	type AppComponent,
	type AppModel,
	contentOf,
	isRecord,
	ofType,
	perApp,
	recordOf,
} from './app-model.ts';
import type { Finding } from './finding.ts';
import { formFields, formNames } from './form-names.ts';
import { rpcCalls } from './rpc-calls.ts';
import { type Expressions, expressionsOf } from './rule-iml.ts';

/** A variable of a block: the keys it has, or null where they are not ours to know. */
type Variables = Readonly<Record<string, ReadonlySet<string> | null>>;

const of = (keys: readonly string[]): ReadonlySet<string> => new Set(keys);

/** Words of the language, not of a block ("Keywords"). */
const words: Variables = { now: null, emptyarray: null };
const answer: Variables = { body: null, headers: null, statusCode: null };

/** What an RPC is given: the form that names it, and what its address adds. */
const rpcParameters = (app: AppModel, id: string): ReadonlySet<string> =>
	of(
		rpcCalls(app)
			.filter((call) => call.id === id)
			.flatMap(({ form, query }) => [...formNames(form), ...query]),
	);

const paramsOf = (component: AppComponent): ReadonlySet<string> =>
	of(
		['params', 'staticParams', 'mappableParams'].flatMap((section) =>
			formNames(contentOf(component, section)),
		),
	);

/** What attach keeps of the answer: `data` in the webhook, `webhook` in detach and update. */
const storedBy = (webhook: AppComponent): readonly string[] =>
	Object.keys(recordOf(recordOf(recordOf(contentOf(webhook, 'attach')).response).data));

const connectionKeys = perApp(
	(app): ReadonlySet<string> =>
		of(ofType(app, 'connection').flatMap((connection) => [...paramsOf(connection)])),
);

type Place = {
	readonly component: AppComponent | null;
	readonly section: string;
	readonly content: Readonly<Record<string, unknown>>;
};

const requestVariables = (app: AppModel, { component, section, content }: Place): Variables => {
	const temp = of(Object.keys(recordOf(content.temp)));
	if (component === null) return { connection: connectionKeys(app) };
	const parameters = paramsOf(component);
	const connection = connectionKeys(app);
	switch (component.type) {
		case 'connection':
			return { parameters };
		case 'rpc':
			return { connection, parameters: rpcParameters(app, component.id) };
		case 'webhook': {
			const stored = storedBy(component);
			if (section !== 'communication') {
				const known = section === 'attach' ? [] : stored;
				return { connection, parameters, webhook: of(['url', ...known]) };
			}
			// `{{webhook.secret}}` is empty here: attach's answer is `data`.
			return { parameters, data: of(stored), body: null, query: null, headers: null, temp };
		}
		case 'module':
			return {
				connection,
				parameters,
				...(component.meta.moduleType === 'trigger' ? { data: of(['lastDate', 'lastId']) } : {}),
			};
	}
};

/** Which variables a text may read: those of its block, and after the answer those of the answer. */
const variablesAt = (app: AppModel, place: Place, at: readonly string[]): Variables => {
	const request = requestVariables(app, place);
	const [directive = '', part = ''] = at;
	if (place.component?.type === 'webhook' && place.section === 'communication') {
		// Keys of one `temp` cannot see each other.
		return directive === 'temp' ? { ...request, temp: of([]) } : request;
	}
	if (directive === 'pagination') return { ...request, ...answer };
	if (directive !== 'response') return request;
	const iterates = recordOf(place.content.response).iterate !== undefined;
	const perItem = ['output', 'trigger'].includes(part) || at.at(-1) === 'condition';
	return { ...request, ...answer, ...(iterates && perItem ? { item: null } : {}) };
};

const nameOf = (steps: readonly Step[]): string | null => {
	const [first] = steps;
	return first !== undefined && 'key' in first ? first.key : null;
};

const placesOf = perApp((app): ReadonlyMap<string, Place> => {
	const base = { component: null, section: 'base', content: recordOf(app.base.content) };
	const places = app.components.flatMap((component) =>
		[...component.sections].map(([section, { path, content }]) => {
			const own = recordOf(content);
			// An epoch is merged into its trigger's request.
			const merged =
				section === 'epoch' ? { ...recordOf(contentOf(component, 'communication')), ...own } : own;
			return [path, { component, section, content: merged }] as const;
		}),
	);
	return new Map<string, Place>([[app.base.path, base], ...places]);
});

const faultsIn = (app: AppModel, { path, at, expressions }: Expressions): readonly Finding[] => {
	const place = placesOf(app).get(path);
	if (place === undefined) return [];
	const known: Variables = { ...words, ...variablesAt(app, place, at) };
	return expressions.flatMap((expression) => {
		if (expression.kind !== 'path') return [];
		const { root, steps } = expression;
		const fault = (message: string) => [
			{ rule: 'variables', path, message: `${at.join('.')}: ${message}` },
		];
		if (!Object.hasOwn(known, root)) return fault(`${root} is not known here`);
		const keys = known[root];
		const key = nameOf(steps);
		if (keys === null || keys === undefined || key === null) return [];
		return keys.has(key) ? [] : fault(`${root} has no ${key}`);
	});
};

/** Every expression reads only what Make has at that place, and only fields that forms have. */
export const variablesAreKnown = (app: AppModel): readonly Finding[] =>
	expressionsOf(app).flatMap((text) => faultsIn(app, text));

/** A field that no request reads is a question to the user for nothing. */
export const fieldsAreRead = (app: AppModel): readonly Finding[] =>
	app.components.flatMap((component) => {
		const form = ['params', 'staticParams', 'mappableParams'].find((section) =>
			component.sections.has(section),
		);
		if (form === undefined || component.type === 'connection') return [];
		const paths = new Set([...component.sections.values()].map(({ path }) => path));
		const read = new Set(
			expressionsOf(app)
				.filter(({ path }) => paths.has(path))
				.flatMap(({ expressions }) => expressions)
				.flatMap((expression) =>
					expression.kind === 'path' && expression.root === 'parameters'
						? [nameOf(expression.steps)]
						: [],
				),
		);
		const path = component.sections.get(form)?.path ?? '';
		return formFields(contentOf(component, form))
			.filter((field) => formNames(contentOf(component, form)).includes(String(field.name)))
			.filter((field) => !read.has(String(field.name)) && !hasNested(field))
			.map((field) => ({ rule: 'unread', path, message: `${field.name} is read nowhere` }));
	});

/** A choice that only shows other fields. */
const hasNested = (field: Readonly<Record<string, unknown>>): boolean =>
	Array.isArray(field.options) &&
	field.options.some((option) => isRecord(option) && option.nested !== undefined);
