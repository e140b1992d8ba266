import type { RunningApp } from './app.ts';
import type { Hook, HookAnswer, HookRequest } from './hook.ts';
import { AppFault, type AppRow, execute, type StepData } from './operations.ts';
import type { Platform } from './platform.ts';
import { receivedHook } from './raw-request.ts';
import { until } from './until.ts';

/** One zap: a trigger of the app with its connection and its fields. */
export type Zap = {
	readonly targetUrl: string;
	readonly state: () => Hook['state'];
	/** Every POST to its hook URL, in order. */
	readonly requests: readonly HookRequest[];
	/** What `perform` made of them: a run each. */
	readonly runs: readonly AppRow[];
	/** What `perform` threw. */
	readonly faults: readonly AppFault[];
	/** What `performSubscribe` answered; empty while it is off. */
	readonly subscription: () => AppRow;
	readonly turnOn: () => Promise<void>;
	readonly turnOff: () => Promise<void>;
	/** Is off although nobody was told, as when a zap's unsubscription was lost. */
	readonly vanish: () => void;
	/** Has the hook URL answer its n-th POST otherwise; null: as Zapier does. */
	readonly behave: (answer: (nth: number) => HookAnswer | null) => void;
	/** Resolves with the runs once there are so many; rejects after the patience, 20 s unless said. */
	readonly waitForRuns: (count: number, patienceMs?: number) => Promise<readonly AppRow[]>;
	/** The same for POSTs, answered well or not. */
	readonly waitForRequests: (count: number, patienceMs?: number) => Promise<readonly HookRequest[]>;
};

/** Makes a zap, off at first. */
export const makeZap = (
	platform: Platform,
	app: RunningApp,
	trigger: string,
	step: StepData,
): Zap => {
	const runs: AppRow[] = [];
	const faults: AppFault[] = [];
	let subscribeData: AppRow = {};
	const run = async (request: HookRequest): Promise<void> => {
		const received = receivedHook(request.headers, request.body, request.querystring);
		try {
			const rows = await operation('perform', { ...received, subscribeData });
			runs.push(...(rows as readonly AppRow[]));
		} catch (fault) {
			if (!(fault instanceof AppFault)) throw fault;
			faults.push(fault);
		}
	};
	const hook = platform.addHook(run);
	const targetUrl = `${platform.url}${hook.path}`;
	const operation = (name: string, bundle: Readonly<Record<string, unknown>>) =>
		execute(app, `triggers.${trigger}.operation.${name}`, step, { targetUrl, ...bundle });
	const waitFor = async <Item>(items: readonly Item[], count: number, patienceMs?: number) => {
		const said = () =>
			[`${items.length} of ${count} came.`, ...faults.map(({ message }) => message)].join('\n');
		await until(() => items.length >= count, said, patienceMs);
		return items;
	};
	return {
		targetUrl,
		state: () => hook.state,
		requests: hook.requests,
		runs,
		faults,
		subscription: () => subscribeData,
		turnOn: async () => {
			subscribeData = (await operation('performSubscribe', {})) as AppRow;
			hook.state = 'on';
		},
		// An app that throws here does not keep a zap on (zapier-platform-cli#261).
		turnOff: async () => {
			hook.state = 'off';
			await operation('performUnsubscribe', { subscribeData });
		},
		vanish: () => {
			hook.state = 'off';
		},
		behave: (answer) => {
			hook.answer = answer;
		},
		waitForRuns: (count, patienceMs) => waitFor(runs, count, patienceMs),
		waitForRequests: (count, patienceMs) => waitFor(hook.requests, count, patienceMs),
	};
};
