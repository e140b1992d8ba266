import {
	type Filter,
	type Module,
	type ModuleName,
	moduleVersions,
	type ScenarioSettings,
} from './scenario.ts';

/** Distance of neighbours on the canvas, in its units. */
const stepX = 300;
const stepY = 300;

/** Where a module stands: columns from the left, rows below the main line. */
export type Place = {
	readonly id: number;
	readonly column: number;
	readonly row?: number;
	readonly name: string;
	readonly filter?: Filter | undefined;
};

type Contents = Pick<Module, 'mapper'> & Partial<Pick<Module, 'parameters' | 'routes' | 'onerror'>>;

const moduleAt = (name: ModuleName, place: Place, contents: Contents): Module => ({
	id: place.id,
	module: name,
	version: moduleVersions[name],
	parameters: contents.parameters ?? {},
	...(place.filter === undefined ? {} : { filter: place.filter }),
	mapper: contents.mapper,
	...(contents.routes === undefined ? {} : { routes: contents.routes }),
	metadata: {
		designer: { x: place.column * stepX, y: (place.row ?? 0) * stepY, name: place.name },
	},
	...(contents.onerror === undefined ? {} : { onerror: contents.onerror }),
});

/** Ids of error handlers: that of the module they serve, and this. */
const handlerIds = 100;
const retries = 3;
const retryMinutes = 15;

/**
 * Keeps the run as an incomplete execution and tries again. An instant scenario otherwise stops
 * at its first error (Make, "Error handling").
 */
const breakAfter = (place: Place, name: string): readonly Module[] => [
	moduleAt(
		'builtin:Break',
		{ id: place.id + handlerIds, column: place.column, row: (place.row ?? 0) + 0.5, name },
		{ mapper: { retry: true, count: retries, interval: retryMinutes } },
	),
];

/** A value of our own naming; the name is what later modules read. */
export type Variable = { readonly name: string; readonly value: string };

export const webhook = (place: Place): Module =>
	moduleAt('gateway:CustomWebHook', place, { mapper: {} });

export const setVariables = (place: Place, variables: readonly Variable[]): Module =>
	moduleAt('util:SetVariables', place, { mapper: { scope: 'roundtrip', variables } });

export const parseJson = (place: Place, json: string, retryName: string): Module =>
	moduleAt('json:ParseJSON', place, {
		mapper: { json },
		onerror: breakAfter(place, retryName),
	});

export const toJson = (place: Place, object: string, retryName: string): Module =>
	moduleAt('json:TransformToJSON', place, {
		parameters: { space: '' },
		mapper: { object },
		onerror: breakAfter(place, retryName),
	});

export const existRecord = (place: Place, key: string, retryName: string): Module =>
	moduleAt('datastore:ExistRecord', place, {
		mapper: { key },
		onerror: breakAfter(place, retryName),
	});

/** Without `overwrite`, the later of two runs that race fails instead of doing the work twice. */
export const addRecord = (
	place: Place,
	key: string,
	data: Readonly<Record<string, string>>,
	retryName: string,
): Module =>
	moduleAt('datastore:AddRecord', place, {
		mapper: { key, data, overwrite: false },
		onerror: breakAfter(place, retryName),
	});

export const router = (place: Place, routes: readonly (readonly Module[])[]): Module =>
	moduleAt('builtin:BasicRouter', place, {
		mapper: null,
		routes: routes.map((flow) => ({ flow })),
	});

/** Posts a JSON text; an answer of 4xx or 5xx is an error, so that Break keeps the run. */
export const postJson = (
	place: Place,
	request: {
		readonly url: string;
		readonly headers: readonly Variable[];
		readonly json: string;
	},
	retryName: string,
): Module =>
	moduleAt('http:MakeRequest', place, {
		parameters: { authenticationType: 'noAuth', tlsType: '' },
		mapper: {
			url: request.url,
			method: 'post',
			headers: request.headers,
			queryParameters: [],
			contentType: 'json',
			inputMethod: 'jsonString',
			jsonStringBodyContent: request.json,
			parseResponse: true,
			stopOnHttpError: true,
			allowRedirects: true,
			shareCookies: false,
			requestCompressedContent: true,
		},
		onerror: breakAfter(place, retryName),
	});

/** How every scenario of ours runs: in parallel, and nothing that failed is thrown away. */
export const scenarioSettings: ScenarioSettings = {
	roundtrips: 1,
	maxErrors: 3,
	autoCommit: true,
	autoCommitTriggerLast: true,
	sequential: false,
	confidential: false,
	dataloss: false,
	dlq: true,
	freshVariables: false,
};
