import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addTenant } from '../../support/tenants.ts';
import { startVendorApi, type VendorApi } from '../../support/vendor-api.ts';
import { type AppEngine, createAppEngine } from '../support/app-engine.ts';
import { type MakeBench, startMakeBench } from '../support/make-bench.ts';

let bench: MakeBench;
let engine: AppEngine;
let vendorApi: VendorApi;
const apiSources = new Map<string, string>();

beforeAll(async () => {
	vendorApi = await startVendorApi();
	const { url } = vendorApi;
	bench = await startMakeBench({ vendorApis: { vocalis: url, voicehire: url } });
	engine = createAppEngine({ baseUrl: bench.service.url, apiKey: bench.service.apiKey });
	for (const vendor of ['vocalis', 'voicehire']) {
		const { body } = await bench.service.call<{ readonly id: string }>('POST', '/v1/sources', {
			vendor,
			name: `${vendor} API`,
			api_token: 'vk_live_token',
		});
		apiSources.set(vendor, body.id);
	}
});
afterAll(async () => {
	await bench.stop();
	await vendorApi.stop();
});

describe('errors', () => {
	const source = (): Promise<unknown> =>
		engine.run('sourceCandidates', {
			campaign_id: 'abc',
			candidates: [{ first_name: 'Ada', last_name: 'Lovelace', phone: '0612345678' }],
			source_id: apiSources.get('voicehire'),
			idempotency_key: randomUUID(),
		});

	it('no credits left at the vendor is an OutOfSpaceError', async () => {
		vendorApi.behave({ status: 402, body: { error: { code: 'INSUFFICIENT_CREDITS' } } });
		await expect(source()).rejects.toMatchObject({
			type: 'OutOfSpaceError',
			message: expect.stringMatching(/^\[402\] \S/),
		});
	});

	it('an outcome that nobody knows is no error that Make would try again', async () => {
		vendorApi.behave('cut');
		await expect(source()).rejects.toMatchObject({
			type: 'RuntimeError',
			message: expect.stringMatching(/^\[504\] \S/),
		});
	});

	it('a wrong value is a DataError that names the field', async () => {
		await expect(
			engine.run('startCall', { agent_id: 'a', to: 'soon', idempotency_key: randomUUID() }),
		).rejects.toMatchObject({ type: 'DataError', message: expect.stringMatching(/^\[400\] \S/) });
	});

	it('an event that is not there is a DataError', async () => {
		await expect(engine.run('getEvent', { id: 'msg_0' })).rejects.toMatchObject({
			type: 'DataError',
		});
	});

	it('a revoked key is an InvalidAccessTokenError everywhere', async () => {
		const stranger = createAppEngine({ baseUrl: bench.service.url, apiKey: 'vhk_revoked' });
		for (const module of ['listEvents', 'findCall', 'watchNewEvents']) {
			await expect(stranger.run(module, { by: 'call_id' })).rejects.toMatchObject({
				type: 'InvalidAccessTokenError',
			});
		}
	});

	it('too many requests is a RateLimitError, which Make tries again', async () => {
		const { context, url } = bench.service;
		const { orgId, apiKey } = await addTenant(context);
		const organisation = context.directory.organisations().find(({ id }) => id === orgId);
		if (organisation === undefined) throw new Error('no organisation');
		const limited = { ...organisation, rateLimitPerSecond: 1 };
		await context.store.putOrganisation(limited);
		context.directory.putOrganisation(limited);
		const many = Array.from({ length: 30 }, () =>
			createAppEngine({ baseUrl: url, apiKey }).run('listEvents'),
		);
		const refused = (await Promise.allSettled(many)).flatMap((result) =>
			result.status === 'rejected' ? [result.reason] : [],
		);
		expect(refused.length).toBeGreaterThan(0);
		for (const reason of refused) expect(reason).toMatchObject({ type: 'RateLimitError' });
	});

	it.each([
		['a problem of the service', 'application/problem+json', '{"title":"Unavailable"}'],
		['a page of a proxy', 'text/html', '<h1>503</h1>'],
		['nothing', 'text/plain', ''],
	])('503 with %s is a ConnectionError, which Make tries again', async (_name, type, body) => {
		const server = createServer((_request, response) => {
			response.writeHead(503, { 'content-type': type }).end(body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const away = createAppEngine({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'vhk_any' });
		await expect(away.run('listEvents')).rejects.toMatchObject({
			type: 'ConnectionError',
			message: expect.stringMatching(/^\[503\] \S/),
		});
		await new Promise((resolve) => server.close(resolve));
	});
});
