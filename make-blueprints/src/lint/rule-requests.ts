import {
	type AppComponent,
	type AppModel,
	contentOf,
	isRecord,
	ofType,
	recordOf,
} from './app-model.ts';
import type { Finding } from './finding.ts';
import { formNames } from './form-names.ts';

const requestSections = ['communication', 'attach', 'detach', 'update'] as const;

type Checked = {
	readonly component: AppComponent;
	readonly path: string;
	readonly content: Readonly<Record<string, unknown>>;
};

const requestsOf = (app: AppModel): readonly Checked[] =>
	app.components.flatMap((component) =>
		requestSections.flatMap((section) => {
			const file = component.sections.get(section);
			return file !== undefined && isRecord(file.content) && file.content.url !== undefined
				? [{ component, path: file.path, content: file.content }]
				: [];
		}),
	);

/** Whether base is merged into attach and detach is not settled: a whole URL works either way. */
const urlFault = ({ component, content }: Checked): string | null => {
	const url = String(content.url);
	const inherits = component.type === 'module' || component.type === 'rpc';
	if (inherits && !url.startsWith('/')) return 'url must be relative: it would leave the service';
	if (!inherits && !/^\{\{(?:connection|parameters)\.baseUrl\}\}\//.test(url))
		return 'url must begin with the base URL: base may not reach connections and webhooks';
	const inPath = url.replace(/^\{\{(?:connection|parameters)\.baseUrl\}\}/, '');
	const raw = component.meta.moduleType !== 'universal' && /\{\{parameters\./.test(inPath);
	if (raw) return 'what users type must go through encodeURL()';
	if (inPath.includes('encodeURL(') && content.encodeUrl !== false)
		return 'encodeUrl must be false, or what is encoded is encoded twice';
	return null;
};

/** Requests stay at the service, and what users type stays in its place of the URL. */
export const urlsAreSafe = (app: AppModel): readonly Finding[] =>
	requestsOf(app).flatMap((request) => {
		const message = urlFault(request);
		return message === null ? [] : [{ rule: 'urls', path: request.path, message }];
	});

/** What Make must be told of each answer; what it may try again by itself, and what it must not. */
const typedErrors: Readonly<Record<string, string>> = {
	'401': 'InvalidAccessTokenError',
	'402': 'OutOfSpaceError',
	'403': 'InvalidConfigurationError',
	'422': 'DataError',
	'429': 'RateLimitError',
};

const errorFaults = (content: unknown): readonly string[] => {
	const error = recordOf(recordOf(recordOf(content).response).error);
	const wrong = Object.entries(typedErrors)
		.filter(([status, type]) => recordOf(error[status]).type !== type)
		.map(([status, type]) => `${status} is not a ${type}`);
	const server = String(error.type).includes("'ConnectionError'")
		? []
		: ['5xx is not a ConnectionError'];
	return [...wrong, ...server];
};

/** Base types the errors of modules and RPCs; connections and webhooks type their own. */
export const errorsAreTyped = (app: AppModel): readonly Finding[] => [
	...errorFaults(app.base.content).map((message) => ({
		rule: 'errors',
		path: app.base.path,
		message,
	})),
	...requestsOf(app)
		.filter(({ component }) => component.type === 'connection' || component.type === 'webhook')
		.flatMap(({ path, content }) =>
			errorFaults(content).map((message) => ({ rule: 'errors', path, message })),
		),
];

const pagedTypes: ReadonlySet<unknown> = new Set(['search', 'trigger']);

const limitFaults = (component: AppComponent): readonly string[] => {
	const response = recordOf(recordOf(contentOf(component, 'communication')).response);
	if (component.type === 'rpc') {
		return typeof response.limit === 'number' ? [] : ['an RPC needs a fixed limit'];
	}
	if (!pagedTypes.has(component.meta.moduleType)) return [];
	const form = ['staticParams', 'mappableParams'].flatMap((section) =>
		formNames(contentOf(component, section)),
	);
	const paged = recordOf(contentOf(component, 'communication')).pagination !== undefined;
	const epoch = recordOf(recordOf(contentOf(component, 'epoch')).response).limit;
	return [
		...(response.limit === '{{parameters.limit}}' && form.includes('limit')
			? []
			: ['the user cannot limit its bundles: Make takes one by default']),
		...(paged ? [] : ['it has one page only']),
		...(component.meta.moduleType === 'trigger' && !(typeof epoch === 'number' && epoch <= 300)
			? ['its epoch needs a fixed limit of at most 300']
			: []),
	];
};

/** Lists end where the user says, and dropdowns before they are too long to show. */
export const listsAreLimited = (app: AppModel): readonly Finding[] =>
	[...ofType(app, 'rpc'), ...ofType(app, 'module')].flatMap((component) =>
		limitFaults(component).map((message) => ({
			rule: 'limits',
			path: component.sections.get('communication')?.path ?? '',
			message,
		})),
	);
