import type { IDataObject } from 'n8n-workflow';
import { type Bench, startBench } from './support/bench.ts';
import { type N8n, startN8n, type Trigger } from './support/n8n.ts';
import { startLossyProxy, startStandIn, stopStandIns } from './support/stand-in.ts';

let bench: Bench;
let trigger: Trigger;
const ended = 'vocalis.call.ended';
const started = 'vocalis.call.started';

beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench.stop());
afterEach(async () => {
	bench.restore();
	stopStandIns();
	await trigger.remove();
});

const publish = async (parameters: IDataObject = { events: [ended] }) => {
	trigger = bench.n8n.trigger('vocalisTrigger', parameters as never);
	await trigger.activate();
	return bench.onlyHeld(trigger);
};
const post = (path: string, body?: object) => bench.service.call('POST', path, body);

describe('create', () => {
	it('makes one subscription however often and at once it is called', async () => {
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [ended] });
		const twins = Array.from({ length: 4 }, () =>
			bench.n8n.trigger('vocalisTrigger', { events: [ended] }, { of: trigger }),
		);
		await Promise.all([trigger, ...twins].map((one) => one.create()));
		const { id } = await bench.onlyHeld(trigger);
		for (const { staticData } of [trigger, ...twins]) expect(staticData().subscriptionId).toBe(id);
	});

	it('finds its own subscription again when the answer to the first try was lost', async () => {
		const before = await publish();
		const again = bench.n8n.trigger('vocalisTrigger', { events: [started] }, { of: trigger });
		await again.create();
		expect(await bench.onlyHeld(trigger)).toMatchObject({ id: before.id, event_types: [started] });
	});

	it('leaves nothing of its own behind when the answer was lost and n8n gives up', async () => {
		await publish();
		const other = trigger;
		bench.n8n.credential.baseUrl = await startLossyProxy(
			bench.service.url,
			({ method, url }) => method === 'POST' && url === '/v1/subscriptions',
		);
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [ended] });
		await expect(trigger.create()).rejects.toThrow(/cannot be reached/);
		expect(await bench.heldFor(trigger)).toHaveLength(1);
		expect(await trigger.remove()).toBe(true);
		expect(await bench.heldFor(trigger)).toEqual([]);
		expect(trigger.staticData()).toEqual({});
		expect(await bench.heldFor(other)).toHaveLength(1);
		await other.remove();
	});

	it('looks for nothing left behind when the service refused', async () => {
		bench.n8n.credential.apiKey = 'vhk_wrong';
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [ended] });
		await expect(trigger.create()).rejects.toThrow(/not valid/);
		expect(trigger.staticData()).toEqual({});
		expect(await trigger.remove()).toBe(true);
	});

	it('verifies deliveries that come before n8n has saved what create kept', async () => {
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [ended] });
		await trigger.create();
		for (const key of Object.keys(trigger.staticData())) delete trigger.staticData()[key];
		await bench.traffic.send(ended);
		await trigger.waitFor(1);
		expect(trigger.answers).toEqual([200]);
		await bench.service.call('DELETE', `/v1/subscriptions/${(await bench.onlyHeld(trigger)).id}`);
	});

	it('says that no event is chosen before it asks the service', async () => {
		bench.takeDown();
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [] });
		await expect(trigger.create()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'No event is chosen',
			description: expect.stringContaining('Events'),
		});
	});

	it('says what a refusal means and how to solve it', async () => {
		bench.n8n.credential.apiKey = 'vhk_wrong';
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [ended] });
		await expect(trigger.create()).rejects.toMatchObject({
			message: 'Could not register the webhook: The API key is not valid',
			description: expect.stringContaining('paste a valid API key'),
			httpCode: '401',
		});
	});

	it('says how to map a filter of a vendor that documents no payload', async () => {
		const { body: source } = await post('/v1/sources', { vendor: 'dexem', name: 'unmapped' });
		trigger = bench.n8n.trigger('dexemTrigger', {
			events: ['dexem.cdr'],
			sourceId: String(source.id),
			filters: { result: ['x'] },
		});
		await expect(trigger.create()).rejects.toMatchObject({
			message: 'Could not register the webhook: This filter is not mapped yet',
			description: expect.stringContaining('field_map'),
		});
	});

	let local: N8n | undefined;
	afterEach(async () => {
		await local?.stop();
		local = undefined;
	});

	it('warns at once when the service could never reach this n8n', async () => {
		local = await startN8n(
			{ baseUrl: 'https://hooks.example.com', apiKey: 'vhk_x' },
			'http://localhost:5678',
		);
		trigger = local.trigger('vocalisTrigger', { events: [ended] });
		await expect(trigger.create()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message:
				'Voicehooks at hooks.example.com cannot reach this n8n: its webhook URL is http://localhost:5678',
			description: expect.stringContaining('N8N_WEBHOOK_URL'),
		});
	});
});

describe('a rotated key', () => {
	it('keeps working in the credential until it is revoked, and its successor works at once', async () => {
		const made = await post('/v1/keys', { name: 'n8n', scopes: ['read', 'subscribe'] });
		bench.n8n.credential.apiKey = String(made.body.api_key);
		const { id } = await publish();
		const rotated = await post(`/v1/keys/${made.body.id}/rotate`);
		await bench.traffic.send(ended);
		await trigger.waitFor(1);
		expect(await trigger.checkExists()).toBe(true);
		bench.n8n.credential.apiKey = String(rotated.body.api_key);
		await bench.traffic.send(ended);
		await trigger.waitFor(2);
		await bench.service.call('DELETE', `/v1/keys/${made.body.id}`);
		await bench.traffic.send(ended);
		await trigger.waitFor(3);
		expect(trigger.answers).toEqual([200, 200, 200]);
		await trigger.activate('update');
		expect((await bench.onlyHeld(trigger)).id).toBe(id);
		bench.n8n.credential.apiKey = String(made.body.api_key);
		await expect(trigger.activate('init')).rejects.toThrow(/The API key is not valid/);
		bench.n8n.credential.apiKey = String(rotated.body.api_key);
	});
});

describe('delete', () => {
	it.each([
		[500, '{"code":"internal","title":"Something went wrong"}', /Something went wrong/],
		[503, '<html>Bad gateway</html>', /answered 503, but not as Voicehooks does/],
		[401, '{"code":"credentials_invalid","title":"The API key is not valid"}', /not valid/],
		[302, '', /answered 302/],
	])('throws on %d, and keeps what it needs to try again', async (status, body, message) => {
		const { id } = await publish();
		bench.n8n.credential.baseUrl = await startStandIn(status, body);
		await expect(trigger.remove()).rejects.toThrow(message);
		expect(trigger.staticData()).toMatchObject({ subscriptionId: id });
	});

	it('is content with 404', async () => {
		const { id } = await publish();
		bench.n8n.credential.baseUrl = await startStandIn(
			404,
			'{"code":"not_found","title":"Not found"}',
		);
		expect(await trigger.remove()).toBe(true);
		expect(trigger.staticData()).toEqual({});
		await bench.service.call('DELETE', `/v1/subscriptions/${id}`);
	});
});
