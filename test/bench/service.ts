/** Our service in a benchmark: what `npm start` runs, with a source and its subscriptions. */
import { isBundleFresh } from '../../receiver-service/src/bundle.mjs';
import { type RunningProcess, startProcess } from '../support/process.ts';
import { cpuUsOf, rssMbOf } from './cpu.ts';

export const apiKey = 'vhk_benchmark_0123456789abcdef';

export type BenchedService = RunningProcess & { readonly pid: number };

/** The file in a folder that has the service's rows. */
export const databaseIn = (folder: string): string => `${folder}/ours.db`;

/** What every replica on this database is started with. */
export const onPostgres = (url: string): Readonly<Record<string, string>> => ({
	DATABASE_URL: url,
	VOICEHOOKS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
});

/** Starts the service on a file in the folder, or with the environment's own database. */
export const startService = async (
	folder: string,
	environment: Readonly<Record<string, string>> = {},
): Promise<BenchedService> => {
	if (!isBundleFresh()) {
		throw new Error('npm start would run the sources: npm run prepare comes first.');
	}
	const running = await startProcess({
		PORT: '0',
		DATABASE_URL: `file:${databaseIn(folder)}`,
		VOICEHOOKS_API_KEY: apiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		...environment,
	});
	const { pid } = running.child;
	if (pid === undefined) throw new Error('The service has no process.');
	return { ...running, pid };
};

/** A source with this secret, and a subscription for each hook URL; answers its ingest URL. */
export const makeSource = async (
	serviceUrl: string,
	secret: string,
	hookUrls: readonly string[],
): Promise<string> => {
	const post = async (path: string, body: unknown): Promise<{ readonly ingest_url: string }> => {
		const response = await fetch(`${serviceUrl}${path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return (await response.json()) as { ingest_url: string };
	};
	const source = await post('/v1/sources', {
		vendor: 'inboundflow',
		name: 'Benchmark',
		signing_secret: secret,
	});
	for (const url of hookUrls) {
		await post('/v1/subscriptions', { url, event_types: ['inboundflow.*'], platform: 'custom' });
	}
	return source.ingest_url;
};

/** What a process has used so far. */
export type Usage = {
	/** Of all its threads, in microseconds. */
	readonly cpuUs: number;
	readonly rssMb: number;
};

export const usageOf = ({ pid }: BenchedService): Usage => ({
	cpuUs: cpuUsOf([pid]),
	rssMb: rssMbOf(pid),
});

/** What the main thread's heap holds, in megabytes, by the service's own metrics. */
export const heapMbOf = async ({ url }: BenchedService): Promise<number> => {
	const response = await fetch(`${url}/metrics`, {
		headers: { authorization: `Bearer ${apiKey}` },
	});
	const found = /^voicehooks_nodejs_heap_size_used_bytes (\S+)$/m.exec(await response.text());
	return Number(found?.[1] ?? Number.NaN) / 2 ** 20;
};
