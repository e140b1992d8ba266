import type { RunningApp } from './app.ts';
import type { AppAnswer } from './app-event.ts';

/** What a user's connection and the fields of a step hold. */
export type StepData = {
	readonly authData: Readonly<Record<string, string>>;
	readonly inputData?: Readonly<Record<string, unknown>>;
};

/** A row, as later steps read it. */
export type AppRow = Readonly<Record<string, unknown>>;

/** The app threw: `name` is the class of the platform's error. */
export class AppFault extends Error {
	override readonly name: string;
	constructor(name: string, message: string) {
		super(message);
		this.name = name;
	}
}

const resultsOf = (answer: AppAnswer): unknown => {
	if (answer.kind === 'error') throw new AppFault(answer.name, answer.message);
	return answer.results;
};

/** Runs one function of an app. Throws an `AppFault` where the app throws. */
export const execute = async (
	app: RunningApp,
	method: string,
	{ authData, inputData = {} }: StepData,
	bundle: Readonly<Record<string, unknown>> = {},
): Promise<unknown> =>
	resultsOf(
		await app.ask({
			command: 'execute',
			method,
			storeKey: method,
			bundle: { meta: {}, ...bundle, authData, inputData, inputDataRaw: inputData },
		}),
	);

const pointer = /^hydrate\|\|\|(.*)\|\|\|hydrate$/s;

/** Whether a value stands for something that is fetched when a later step reads it. */
export const isPointer = (value: unknown): value is string =>
	typeof value === 'string' && pointer.test(value);

/** Fetches what a pointer stands for, as Zapier does before a step that uses it. */
export const hydrate = async (
	app: RunningApp,
	text: string,
	authData: StepData['authData'],
): Promise<unknown> => {
	const [, payload] = pointer.exec(text) ?? [];
	if (payload === undefined) throw new Error(`${text} is no pointer.`);
	const { method, bundle } = JSON.parse(payload);
	return execute(app, method, { authData, inputData: bundle });
};
