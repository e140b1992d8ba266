import type { Bundle, createAppTester, ZObject } from 'zapier-platform-core';
import type { ZapierApp } from '../../../zapier-app/src/app.ts';
import { parseJson } from '../../../zapier-app/src/service/json.ts';
import type { Hit } from '../../support/hooks.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly id: string };
export type Inputs = Readonly<Record<string, unknown>>;
type Perform<Answer> = (z: ZObject, bundle: Bundle) => Answer | Promise<Answer>;
type PartialBundle = Partial<Pick<Bundle, 'rawRequest' | 'cleanedRequest' | 'targetUrl'>> & {
	readonly inputData?: Inputs;
	readonly subscribeData?: Readonly<Record<string, string>>;
	readonly meta?: { readonly page?: number };
};

/** The steps of an app, run as Zapier runs them, for one connected account. */
export type Zap = {
	readonly subscribe: (
		key: string,
		targetUrl: string,
		inputData?: Inputs,
	) => Promise<{ readonly id: string; readonly secret: string }>;
	readonly unsubscribe: (key: string, id: string | null) => Promise<{ readonly id: unknown }>;
	readonly list: (key: string, inputData?: Inputs) => Promise<readonly Row[]>;
	readonly perform: (key: string, bundle: PartialBundle) => Promise<readonly Row[]>;
	/** The items of a dropdown; a page after the first needs the cursor of the one before. */
	readonly dropdown: (
		key: string,
		inputData?: Inputs,
		page?: number,
	) => Promise<readonly { readonly id: string; readonly name: string }[]>;
	readonly create: (key: string, inputData: Inputs) => Promise<Row>;
	readonly search: (key: string, inputData: Inputs) => Promise<readonly Row[]>;
	readonly connect: () => Promise<unknown>;
	/** Runs any function as if it were a step. */
	readonly run: <Answer>(perform: Perform<Answer>, bundle?: PartialBundle) => Promise<Answer>;
};

/** The function of a step: shorthand requests are none. */
const asFunction = <Answer>(found: unknown): Perform<Answer> => {
	if (typeof found !== 'function') throw new Error('There is no such step.');
	return found as Perform<Answer>;
};

/** Zapier's core ends its process after 250 calls in more than 450 MB, which a Jest worker soon has. */
const callsOfOneCore = 200;

/** A core of its own, whose count of calls is new. */
const freshTester = (app: ZapierApp): ReturnType<typeof createAppTester> => {
	let tester: ReturnType<typeof createAppTester> | undefined;
	jest.isolateModules(() => {
		tester = jest
			.requireActual<typeof import('zapier-platform-core')>('zapier-platform-core')
			.createAppTester(app);
	});
	if (tester === undefined) throw new Error('The core of Zapier did not load.');
	return tester;
};

/** An app with a connection to a service. */
export const zapOf = (app: ZapierApp, serviceUrl: string, apiKey: string): Zap => {
	let tester = freshTester(app);
	let calls = 0;
	const authData = { service_url: serviceUrl, api_key: apiKey };
	const run = <Answer>(perform: Perform<Answer>, bundle: PartialBundle = {}): Promise<Answer> => {
		calls += 1;
		if (calls % callsOfOneCore === 0) tester = freshTester(app);
		return tester(perform, { inputData: {}, ...bundle, authData } as unknown as Bundle);
	};
	const trigger = (key: string) => app.triggers[key]?.operation;
	const hook = (key: string) => {
		const operation = trigger(key);
		if (operation?.type !== 'hook') throw new Error(`There is no hook trigger ${key}.`);
		return operation;
	};
	const polling = (key: string) => {
		const operation = trigger(key);
		if (operation?.type !== 'polling') throw new Error(`There is no list ${key}.`);
		return operation;
	};
	return {
		run,
		subscribe: (key, targetUrl, inputData = {}) =>
			run(asFunction(hook(key).performSubscribe), { targetUrl, inputData }),
		unsubscribe: (key, id) =>
			run(
				asFunction(hook(key).performUnsubscribe),
				id === null ? {} : { subscribeData: { id, secret: 'unused' } },
			),
		list: (key, inputData = {}) => run(asFunction(hook(key).performList), { inputData }),
		perform: (key, bundle) => run(asFunction(hook(key).perform), bundle),
		dropdown: (key, inputData = {}, page = 0) =>
			run(asFunction(polling(key).perform), { inputData, meta: { page } }),
		create: (key, inputData) => run(asFunction(app.creates[key]?.operation.perform), { inputData }),
		search: (key, inputData) =>
			run(asFunction(app.searches[key]?.operation.perform), { inputData }),
		connect: () => run(asFunction(app.authentication?.test)),
	};
};

/** Spells headers as Zapier hands them over. */
const zapierHeader = (name: string): string =>
	`Http-${name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())}`;

/** A delivery to a hook URL as Zapier hands it to `perform`. */
export const deliveryOf = (
	hit: Pick<Hit, 'headers' | 'body'>,
): Pick<Bundle, 'rawRequest' | 'cleanedRequest'> => ({
	rawRequest: {
		method: 'POST',
		querystring: '',
		headers: Object.fromEntries(
			Object.entries(hit.headers).map(([name, value]) => [zapierHeader(name), String(value)]),
		),
		content: hit.body.toString(),
	},
	cleanedRequest: parseJson(hit.body.toString()),
});

/** The error a step ended with, as Zapier tells users: its class and its own words. */
export const errorOf = async (
	step: Promise<unknown>,
): Promise<{ readonly name: string; readonly message: string; readonly details: unknown }> => {
	try {
		await step;
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const isJson = error.message.startsWith('{');
		const details: unknown = isJson ? JSON.parse(error.message) : null;
		const message = isJson ? JSON.parse(error.message).message : error.message.split('\n')[0];
		return { name: error.name, message, details };
	}
	throw new Error('The step did not fail.');
};
