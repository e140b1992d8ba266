import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Vendor, vendors } from '@voicehooks/core';
import { scopes } from '../../../receiver-service/src/domain/types.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import { type AnswerBody, type Client, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';

/** Stands in everything the neighbour has; it may show in no answer to anyone else. */
const neighbourMark = 'neighbour-3f9c1b';

/** An ingest URL of the world that no request changes or deletes. */
export type IngestTarget = {
	readonly vendor: Vendor['id'];
	readonly path: string;
	readonly secret: string | null;
};

/** All that whoever makes requests needs to know: plain data, so that it can cross processes. */
export type WorldFacts = {
	readonly url: string;
	readonly sinkUrl: string;
	/** Credentials of every kind, the key with every scope first; null: none. */
	readonly credentials: readonly (string | null)[];
	/** Ids by collection (`sources`, `messages`, …): our own, and the neighbour's. */
	readonly own: Readonly<Record<string, readonly string[]>>;
	readonly foreign: Readonly<Record<string, readonly string[]>>;
	readonly foreignKey: string;
	readonly neighbourMark: string;
	readonly ingest: readonly IngestTarget[];
};

export type World = {
	readonly facts: WorldFacts;
	readonly service: TestService;
	readonly stop: () => Promise<void>;
};

/** Answers `/<status>/…` with that status, and a vendor's API with an empty object. */
const startSink = async () => {
	const server = createServer((request, response) => {
		request.resume().on('end', () => {
			const status = Number(/^\/(\d{3})\//.exec(request.url ?? '')?.[1] ?? 200);
			response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		stop: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

/** Every list of the API, by its last word: what a new route lists is found by itself. */
const collections: readonly string[] = routes.flatMap(({ method, path }) => {
	const name = /^\/v1\/([a-z]+)$/.exec(path)?.[1];
	const hasOne = routes.some((other) => other.path.startsWith(`${path}/{`));
	return method === 'get' && name !== undefined && hasOne ? [name] : [];
});

const idsOf = async (client: Client): Promise<Record<string, readonly string[]>> => {
	const found: Record<string, readonly string[]> = {};
	for (const name of collections) {
		const { body } = await client('GET', `/v1/${name}`);
		found[name] = body.data.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
	}
	return found;
};

const pathOf = (url: string): string => new URL(url).pathname;

/** Gives an organisation one of everything that has an id. */
const furnish = async (client: Client, name: string, sinkUrl: string): Promise<void> => {
	const expectOk = async (...asked: Parameters<Client>): Promise<AnswerBody> => {
		const { status, body } = await client(...asked);
		if (status >= 300)
			throw new Error(`${asked[0]} ${asked[1]}: ${status} ${JSON.stringify(body)}`);
		return body;
	};
	await expectOk('POST', '/v1/keys', { name, scopes: ['read'] });
	await expectOk('POST', '/v1/members', {
		email: `${name}@example.com`,
		name,
		role: 'viewer',
	});
	await expectOk('POST', '/v1/alerts', {
		channel: 'webhook',
		target: `${sinkUrl}/200/${name}/alerts`,
		events: ['subscription_disabled'],
	});
	for (const vendor of vendors) {
		const source = await expectOk('POST', '/v1/sources', {
			vendor: vendor.id,
			name,
			...(vendor.secret === 'none' ? {} : { signing_secret: `${name}-secret` }),
		});
		await expectOk('POST', '/v1/subscriptions', {
			url: `${sinkUrl}/200/${name}/${vendor.id}`,
			platform: 'custom',
			name,
			event_types: [`${vendor.id}.*`],
		});
		await expectOk('POST', '/v1/messages', {
			vendor: vendor.id,
			event: vendor.events[0]?.name,
			source_id: source.id,
			data: { call_id: name, agent_id: name },
		});
		await client('POST', `${pathOf(source.ingest_url)}`, { event: name, call_id: name });
	}
	// What is compared later must have come to rest.
	const pending = () => expectOk('GET', '/v1/deliveries?status=pending');
	while ((await pending()).data.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** A service with two organisations: requests come from one, and must never see the other. */
export const startWorld = async (): Promise<World> => {
	const sink = await startSink();
	const service = await startTestService(
		{ TRUST_PROXY: 'true', VOICEHOOKS_RETENTION_DAYS: '1' },
		{ vendorApis: Object.fromEntries(vendors.map(({ id }) => [id, sink.url])) },
	);
	const { context, url, apiKey } = service;
	await liftRateLimit(context);
	const { apiKey: foreignKey } = await addTenant(context);
	const neighbour = clientOf(url, foreignKey);
	const ours = clientOf(url, apiKey);
	await furnish(neighbour, neighbourMark, sink.url);
	await furnish(ours, 'ours', sink.url);

	const own = await idsOf(ours);
	const scoped: string[] = [];
	for (const scope of scopes) scoped.push(await addKey(context, defaultOrgId(context), [scope]));
	const token = await ours('POST', '/v1/token', { api_key: apiKey });
	const ingest: IngestTarget[] = [];
	for (const vendor of vendors) {
		for (const secret of vendor.secret === 'none' ? [null] : ['the-fuzzed-secret']) {
			const made = await ours('POST', '/v1/sources', {
				vendor: vendor.id,
				name: 'fuzzed',
				...(vendor.api === undefined ? {} : { api_token: 'the-token' }),
				...(secret === null ? {} : { signing_secret: secret }),
			});
			ingest.push({ vendor: vendor.id, path: pathOf(made.body.ingest_url), secret });
		}
	}
	return {
		facts: {
			url,
			sinkUrl: sink.url,
			credentials: [
				apiKey,
				token.body.access_token,
				...scoped,
				null,
				'vhk_wrong_0123456789abcdef',
				`${token.body.access_token}x`,
				'x'.repeat(5_000),
			],
			// The keys that requests are made with stay out of reach of DELETE and rotate.
			own: { ...own, keys: [] },
			foreign: await idsOf(neighbour),
			foreignKey,
			neighbourMark,
			ingest,
		},
		service,
		stop: async () => {
			await service.stop();
			await sink.stop();
		},
	};
};
