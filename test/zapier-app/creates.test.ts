import { startVendorApi, type VendorApi } from '../support/vendor-api.ts';
import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { errorOf } from './support/zap.ts';

let bench: ZapierBench;
let vendorApi: VendorApi;
beforeAll(async () => {
	vendorApi = await startVendorApi();
	bench = await startZapierBench({
		vendorApis: { vocalis: vendorApi.url, voicehire: vendorApi.url },
	});
});
afterAll(async () => {
	await bench.stop();
	await vendorApi.stop();
});

let people = 0;
/** A number that nobody was called at yet. */
const newNumber = () => {
	people += 1;
	return `+336${String(12_000_000 + people)}`;
};

describe('Start Call', () => {
	let sourceId: string;
	beforeAll(async () => {
		sourceId = await bench.addSource('vocalis', { api_token: 'vk_live_secret' });
	});
	beforeEach(() => vendorApi.behave({ status: 201, body: { call_id: 'c_1' } }));
	const call = (to: string, more: object = {}) =>
		bench.zap.create('start_call', { agent_id: 'a_42', to, source_id: sourceId, ...more });

	it('has the agent ring the number with the variables, once', async () => {
		const to = newNumber();
		const before = vendorApi.asked.length;
		expect(await call(to, { variables: { first_name: 'Ada' } })).toEqual({
			call_id: 'c_1',
			to,
			source_id: sourceId,
			sandbox: false,
			done_before: false,
		});
		expect(vendorApi.asked.slice(before)).toMatchObject([
			{ path: '/v1/calls', body: { agent_id: 'a_42', to, variables: { first_name: 'Ada' } } },
		]);
	});

	it('does not ring again when Zapier runs the step again', async () => {
		const to = newNumber();
		await call(to);
		const before = vendorApi.asked.length;
		expect(await call(to)).toMatchObject({ call_id: 'c_1', done_before: true });
		expect(vendorApi.asked.length).toBe(before);
	});

	it.each([
		['another reference', { reference: 'event-2' }],
		['another agent', { agent_id: 'a_43' }],
		['other variables', { variables: { first_name: 'Grace' } }],
	])('rings again for %s', async (_name, change) => {
		const to = newNumber();
		await call(to, { reference: 'event-1' });
		const before = vendorApi.asked.length;
		expect(await call(to, { reference: 'event-1', ...change })).toMatchObject({
			done_before: false,
		});
		expect(vendorApi.asked.length).toBe(before + 1);
	});

	it('never rings twice when nobody knows whether it rang', async () => {
		const to = newNumber();
		vendorApi.behave('cut');
		const before = vendorApi.asked.length;
		expect(await errorOf(call(to))).toMatchObject({ name: 'HaltedError' });
		vendorApi.behave({ status: 201, body: { call_id: 'c_2' } });
		expect(await errorOf(call(to))).toMatchObject({ name: 'HaltedError' });
		expect(vendorApi.asked.length).toBe(before + 1);
	});

	it('waits as long as the vendor asks, and then rings', async () => {
		const to = newNumber();
		vendorApi.behave({ status: 429, headers: { 'retry-after': '3' } });
		expect(await errorOf(call(to))).toMatchObject({
			name: 'ThrottledError',
			details: { delay: 3 },
		});
		vendorApi.behave({ status: 201, body: { call_id: 'c_3' } });
		expect(await call(to)).toMatchObject({ call_id: 'c_3', done_before: false });
	});

	it('says what to do about a number that is not international', async () => {
		const before = vendorApi.asked.length;
		const error = await errorOf(call('06 12 34 56 78'));
		expect(error.name).toBe('HaltedError');
		expect(error.message).toContain('E.164');
		expect(vendorApi.asked.length).toBe(before);
	});

	it('answers null where the vendor names no call, and uses the only source there is', async () => {
		vendorApi.behave({ status: 201, body: { status: 'queued' } });
		const to = newNumber();
		expect(await bench.zap.create('start_call', { agent_id: 'a_42', to })).toMatchObject({
			call_id: null,
			source_id: sourceId,
		});
	});
});

describe('Source Candidates', () => {
	let sourceId: string;
	beforeAll(async () => {
		sourceId = await bench.addSource('voicehire', { api_token: 'vh_live_secret' });
	});
	beforeEach(() =>
		vendorApi.behave({
			status: 200,
			body: { candidates_sourced: 1, candidates_skipped: 0, sms_sent: 1, errors: [] },
		}),
	);
	const source = (inputs: object) =>
		bench.zap.create('source_candidates', {
			campaign_id: 'camp 1/b',
			source_id: sourceId,
			...inputs,
		});
	const ada = () => ({ first_name: 'Ada', last_name: 'L', phone: newNumber() });

	it('sends line items to the campaign, blank parts left out', async () => {
		const [one, other] = [ada(), { ...ada(), email: 'grace@example.com' }];
		const before = vendorApi.asked.length;
		expect(await source({ candidates: [{ ...one, email: '' }, other] })).toEqual({
			campaign_id: 'camp 1/b',
			candidates_sourced: 1,
			candidates_skipped: 0,
			sms_sent: 1,
			errors: [],
			source_id: sourceId,
			sandbox: false,
			done_before: false,
		});
		expect(vendorApi.asked.slice(before)).toMatchObject([
			{ path: '/campaigns/camp%201%2Fb/source', body: { candidates: [one, other] } },
		]);
	});

	it('takes one candidate without line items', async () => {
		const one = ada();
		await source({ ...one });
		expect(vendorApi.asked.at(-1)?.body).toEqual({ candidates: [one] });
	});

	it('does not text again when Zapier runs the step again', async () => {
		const candidates = [ada()];
		await source({ candidates });
		const before = vendorApi.asked.length;
		expect(await source({ candidates })).toMatchObject({ done_before: true });
		expect(vendorApi.asked.length).toBe(before);
	});

	it('shows what the vendor says of single candidates', async () => {
		vendorApi.behave({
			status: 200,
			body: { candidates_skipped: 1, errors: ['no phone', { index: 2, message: 'double' }] },
		});
		expect(await source({ candidates: [ada()] })).toMatchObject({
			candidates_sourced: null,
			candidates_skipped: 1,
			errors: ['no phone', '{"index":2,"message":"double"}'],
		});
	});

	it('stops this run only when credits are used up', async () => {
		vendorApi.behave({ status: 402, body: {} });
		const error = await errorOf(source({ candidates: [ada()] }));
		expect(error.name).toBe('HaltedError');
		expect(error.message).toContain('Top up your VoiceHire account');
	});

	it('plays the messages of a sandbox source', async () => {
		const sandbox = await bench.addSource('voicehire', { sandbox: true });
		const before = vendorApi.asked.length;
		const played = await bench.zap.create('source_candidates', {
			campaign_id: 'camp_1',
			source_id: sandbox,
			candidates: [ada()],
		});
		expect(played).toMatchObject({ sandbox: true, sms_sent: 0, errors: [] });
		expect(vendorApi.asked.length).toBe(before);
	});
});

describe('Replay Event', () => {
	it('delivers an event again, to every hook that matches or to one', async () => {
		const [one, other] = [bench.freshUrl(), bench.freshUrl()];
		const { id } = await bench.zap.subscribe('dexem_cdr', one);
		await bench.zap.subscribe('dexem_any_event', other);
		const event = await bench.send('dexem.cdr');
		await bench.hook.waitFor(2);
		expect(await bench.zap.create('replay_event', { event_id: event })).toEqual({
			id: event,
			deliveries: 2,
		});
		expect(
			await bench.zap.create('replay_event', { event_id: event, subscription_id: id }),
		).toEqual({ id: event, deliveries: 1 });
		const hits = await bench.hook.waitFor(5);
		expect(hits.filter((hit) => hit.path === new URL(one).pathname)).toHaveLength(3);
		expect(JSON.parse(hits.at(-1)?.body.toString() ?? '')).toMatchObject({
			id: event,
			replay: true,
		});
	});

	it('says so when there is no such event', async () => {
		const error = await errorOf(bench.zap.create('replay_event', { event_id: 'msg_none' }));
		expect(error.name).toBe('HaltedError');
		expect((await errorOf(bench.zap.create('replay_event', {}))).name).toBe('HaltedError');
	});
});

it.each(['start_call', 'source_candidates', 'replay_event'])(
	'%s has a sample with every output field',
	(key) => {
		const operation = bench.app.creates[key]?.operation;
		const fields = operation?.outputFields?.flatMap((field) => ('key' in field ? field.key : []));
		expect(Object.keys(operation?.sample ?? {})).toEqual(fields);
	},
);
