import type { OutputField } from '../../../zapier-app/build/lint/definition.ts';
import { type RunningApp, startApp } from './app.ts';
import { type AppRow, execute, hydrate, type StepData } from './operations.ts';
import { type Platform, startPlatform } from './platform.ts';
import { makeZap, type Zap } from './zap.ts';

/** Zapier, small and offline, with one built app on it. */
export type Zapier = {
	readonly url: string;
	readonly files: Platform['files'];
	readonly ask: RunningApp['ask'];
	/** Tests a connection: what the app's own test answers, from which its label is made. */
	readonly connect: (authData: StepData['authData']) => Promise<AppRow>;
	readonly zap: (trigger: string, step: StepData) => Zap;
	/** What the editor shows when one tests a trigger: `performList`. */
	readonly recentRows: (trigger: string, step: StepData) => Promise<readonly AppRow[]>;
	/** What the editor names a trigger's keys by: fields that the app makes included. */
	readonly outputFields: (trigger: string, step: StepData) => Promise<readonly OutputField[]>;
	/** What a dropdown lists: a hidden trigger, page by page. */
	readonly dropdown: (trigger: string, step: StepData, page?: number) => Promise<readonly AppRow[]>;
	readonly create: (key: string, step: StepData) => Promise<AppRow>;
	readonly search: (key: string, step: StepData) => Promise<readonly AppRow[]>;
	/** Fetches what a pointer in a row stands for. */
	readonly hydrate: (pointer: string, authData: StepData['authData']) => Promise<unknown>;
	readonly stop: () => Promise<void>;
};

/** Starts it with the app of a zip that was built for the real one, on this binary of Node. */
export const startZapier = async (zip: string, node: string): Promise<Zapier> => {
	const platform = await startPlatform();
	const app = await startApp(zip, platform.url, node);
	const rows = async (...parameters: Parameters<typeof execute>) =>
		(await execute(...parameters)) as readonly AppRow[];
	return {
		url: platform.url,
		files: platform.files,
		ask: app.ask,
		connect: async (authData) =>
			(await execute(app, 'authentication.test', { authData })) as AppRow,
		zap: (trigger, step) => makeZap(platform, app, trigger, step),
		recentRows: (trigger, step) =>
			rows(app, `triggers.${trigger}.operation.performList`, step, {
				meta: { isLoadingSample: true, limit: 3 },
			}),
		outputFields: async (trigger, step) =>
			(await execute(
				app,
				`triggers.${trigger}.operation.outputFields`,
				step,
			)) as readonly OutputField[],
		dropdown: (trigger, step, page = 0) =>
			rows(app, `triggers.${trigger}.operation.perform`, step, {
				meta: { isFillingDynamicDropdown: true, page },
			}),
		create: async (key, step) =>
			(await execute(app, `creates.${key}.operation.perform`, step)) as AppRow,
		search: (key, step) => rows(app, `searches.${key}.operation.perform`, step),
		hydrate: (pointer, authData) => hydrate(app, pointer, authData),
		stop: async () => {
			await app.stop();
			await platform.stop();
		},
	};
};
