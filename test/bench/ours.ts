/**
 * Our service as a benchmark runs it: a source with a secret and a hook for each URL. Arguments:
 * folder, secret, hook URLs; with an empty secret it is one more replica of such a service.
 */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { collectAtRest, tuneCollector } from '../../receiver-service/src/adapters/collector.ts';
import { keepWasmWrappers } from '../../receiver-service/src/adapters/wasm.ts';
import { parseConfig } from '../../receiver-service/src/config.ts';
import { startService } from '../../receiver-service/src/service.ts';

const [folder = '', secret = '', ...hookUrls] = process.argv.slice(2);
const apiKey = 'vhk_benchmark_0123456789abcdef';
tuneCollector();
keepWasmWrappers();
const service = await startService(
	parseConfig({
		PORT: '0',
		DATABASE_URL: process.env.DATABASE_URL ?? `file:${join(folder, 'ours.db')}`,
		VOICEHOOKS_MASTER_KEY: process.env.VOICEHOOKS_MASTER_KEY,
		VOICEHOOKS_API_KEY: apiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		LOG_LEVEL: process.env.LOG_LEVEL,
	}),
);
/** By `node:http`: `fetch` would add its 20 MB to the process that is measured. */
const post = async (path: string, body: unknown) => {
	const sent = request(`${service.url}${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
	}).end(JSON.stringify(body));
	const [response] = (await once(sent, 'response')) as [IncomingMessage];
	const text = (await response.toArray()).join('');
	if (response.statusCode !== 200 && response.statusCode !== 201) {
		throw new Error(`${path}: ${response.statusCode} ${text}`);
	}
	return JSON.parse(text) as { ingest_url: string };
};
const makeSource = async (): Promise<string> => {
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
process.on('message', (message) => {
	if (message !== 'usage') return;
	const { user, system } = process.cpuUsage();
	const { rss, heapUsed } = process.memoryUsage();
	process.send?.({ cpuUs: user + system, rss, heapUsed });
});
process.on('SIGTERM', () => {
	service.stop().then(() => process.exit(0));
});
flushCompileCache();
collectAtRest();
process.send?.({ url: secret === '' ? service.url : await makeSource() });
