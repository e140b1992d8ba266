import { randomUUID } from 'node:crypto';
import { startVendorApi, type VendorApi } from '../../support/vendor-api.ts';
import { everyEvent } from '../../support/vendor-request.ts';
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

describe('actions', () => {
	it('Start a Call asks the vendor once per key, and tells the call', async () => {
		vendorApi.behave({ status: 201, body: { call_id: 'c_made' } });
		const before = vendorApi.asked.length;
		const parameters = {
			agent_id: 'a_42',
			to: '+33612345678',
			variables: [{ name: 'name', value: 'Ada' }],
			source_id: apiSources.get('vocalis'),
			idempotency_key: randomUUID(),
		};
		const [first] = await engine.run('startCall', parameters);
		const [again] = await engine.run('startCall', parameters);
		expect(first).toMatchObject({ call_id: 'c_made', sandbox: false });
		expect(again).toEqual(first);
		expect(vendorApi.asked.length).toBe(before + 1);
		expect(vendorApi.asked.at(-1)?.body).toEqual({
			agent_id: 'a_42',
			to: '+33612345678',
			variables: { name: 'Ada' },
		});
	});

	it('Start a Call works without variables', async () => {
		vendorApi.behave({ status: 201, body: { call_id: 'c_plain' } });
		const parameters = {
			agent_id: 'a_42',
			to: '+33612345678',
			source_id: apiSources.get('vocalis'),
			idempotency_key: randomUUID(),
		};
		expect(await engine.run('startCall', parameters)).toMatchObject([{ call_id: 'c_plain' }]);
	});

	it('Source Candidates asks the vendor once per key', async () => {
		vendorApi.behave({ status: 200, body: { campaign_id: 'abc', candidates_sourced: 1 } });
		const before = vendorApi.asked.length;
		const parameters = {
			campaign_id: 'abc/123',
			candidates: [{ first_name: 'Ada', last_name: 'Lovelace', phone: '0612345678' }],
			source_id: apiSources.get('voicehire'),
			idempotency_key: randomUUID(),
		};
		const [first] = await engine.run('sourceCandidates', parameters);
		await engine.run('sourceCandidates', parameters);
		expect(first).toBeDefined();
		expect(vendorApi.asked.length).toBe(before + 1);
		expect(vendorApi.asked.at(-1)?.path).toContain('/campaigns/abc%2F123/source');
	});

	it('whom it calls or texts does not stand in the log', async () => {
		vendorApi.behave({ status: 201, body: { call_id: 'c_made' } });
		const { log, run } = createAppEngine({
			baseUrl: bench.service.url,
			apiKey: bench.service.apiKey,
		});
		await run('startCall', {
			agent_id: 'a_42',
			to: '+33698765432',
			variables: [{ name: 'name', value: 'Lovelace' }],
			source_id: apiSources.get('vocalis'),
			idempotency_key: randomUUID(),
		});
		const requests = JSON.stringify(log.map(({ request }) => request));
		expect(requests).not.toContain('698765432');
		expect(requests).not.toContain('Lovelace');
	});

	it('Replay an Event delivers it again, marked as a replay', async () => {
		const lead = everyEvent.find(({ type }) => type === 'inboundflow.lead.created');
		if (lead === undefined) throw new Error('no such event');
		const id = await bench.play(lead.vendor, lead.eventType);
		const hook = bench.gateway.createHook();
		const attached = await engine.attach('inboundflow-events', hook.url);
		const [answer] = await engine.run('replayEvent', {
			id,
			subscription_id: attached.stored.id,
		});
		expect(answer).toMatchObject({ deliveries: 1 });
		const [arrived] = await hook.waitFor(1);
		if (arrived === undefined) throw new Error('nothing came');
		expect(arrived.headers['voicehooks-replay']).toMatch(/^dlv_/);
		expect(
			engine.receive(attached, { ...arrived, body: JSON.parse(arrived.body.toString()) }),
		).toMatchObject({
			bundles: [{ id, replay: true }],
		});
		await engine.detach(attached);
	});

	it.each(everyEvent)('Send a Sample plays $type, marked as a test', async ({ type, vendor }) => {
		const hook = bench.gateway.createHook();
		const attached = await engine.attach(`${vendor.id}-events`, hook.url);
		await engine.run('sendSample', {
			source_id: bench.sourceOf(vendor).id,
			event: type,
			subscription_ids: [attached.stored.id],
		});
		const [arrived] = await hook.waitFor(1);
		if (arrived === undefined) throw new Error('nothing came');
		expect(JSON.parse(arrived.body.toString())).toMatchObject({ type, test: true });
		await engine.detach(attached);
	});

	it('Make an API Call reaches any route, with a query and a body of its own', async () => {
		const [me] = await engine.run('makeApiCall', { url: 'v1/me', method: 'GET' });
		expect(me).toMatchObject({ statusCode: 200, body: { account_name: expect.any(String) } });
		const [list] = await engine.run('makeApiCall', {
			url: 'v1/messages',
			method: 'GET',
			qs: [{ key: 'limit', value: '2' }],
		});
		expect(list).toMatchObject({ body: { data: [expect.anything(), expect.anything()] } });
		const [made] = await engine.run('makeApiCall', {
			url: 'v1/messages',
			method: 'POST',
			body: '{"vendor":"vocalis","event":"call.ended","data":{"call_id":"c_by_hand"}}',
		});
		expect(made).toMatchObject({ statusCode: 202, body: { id: expect.stringMatching(/^msg_/) } });
	});
});
