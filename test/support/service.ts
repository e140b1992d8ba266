import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../receiver-service/src/config.ts';
import type { Context } from '../../receiver-service/src/pipeline/context.ts';
import {
	type Service,
	type ServiceOptions,
	startService,
} from '../../receiver-service/src/service.ts';

/** The key of the default organisation in tests; it has every scope. */
export const testApiKey = 'vhk_test_0123456789abcdef0123456789';

export type TestService = {
	readonly url: string;
	/** Where it listens, whatever PUBLIC_URL says. */
	readonly port: number;
	readonly apiKey: string;
	readonly context: Context;
	readonly folder: string;
	readonly stop: () => Promise<void>;
	/** Stops and starts again on the same database. */
	readonly restart: (options?: ServiceOptions) => Promise<TestService>;
	/** A JSON request with the key; `body` undefined sends none. */
	readonly call: <Answer = Record<string, unknown>>(
		method: string,
		path: string,
		body?: unknown,
		headers?: Readonly<Record<string, string>>,
	) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: Answer }>;
};

const start = async (
	folder: string,
	environment: Readonly<Record<string, string>>,
	options: ServiceOptions,
): Promise<TestService> => {
	const config = parseConfig({
		PORT: '0',
		DATABASE_URL: `file:${join(folder, 'voicehooks.db')}`,
		VOICEHOOKS_API_KEY: testApiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		LOG_LEVEL: 'silent',
		...environment,
	});
	const service: Service = await startService(config, options);
	return {
		url: service.url,
		port: service.port,
		apiKey: testApiKey,
		context: service.context,
		folder,
		stop: async () => {
			await service.stop();
			rmSync(folder, { recursive: true, force: true });
		},
		restart: async (next = options) => {
			await service.stop();
			return start(folder, environment, next);
		},
		call: async <Answer>(
			method: string,
			path: string,
			body?: unknown,
			headers: Readonly<Record<string, string>> = {},
		) => {
			const response = await fetch(`${service.url}${path}`, {
				method,
				headers: {
					authorization: `Bearer ${testApiKey}`,
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
					...headers,
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			const text = await response.text();
			const answer = (text === '' ? null : JSON.parse(text)) as Answer;
			return { status: response.status, headers: response.headers, body: answer };
		},
	};
};

/** The whole service on a free port and a database of its own, which `stop` removes. */
export const startTestService = (
	environment: Readonly<Record<string, string>> = {},
	options: ServiceOptions = {},
): Promise<TestService> => start(mkdtempSync(join(tmpdir(), 'voicehooks-')), environment, options);
