import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { errorOf } from './support/zap.ts';

let bench: ZapierBench;
let call: string;
let candidate: string;
beforeAll(async () => {
	bench = await startZapierBench();
	call = await bench.send('inboundflow.call.completed', {
		call_id: 'call-1',
		caller_phone: '+33612345678',
		caller_email: 'ada@example.com',
	});
	candidate = await bench.send('voicehire.candidate.added', { phone: '0612345678' });
	await bench.send('vocalis.call.started', { call_id: 'c_2' });
});
afterAll(() => bench.stop());

const idsOf = async (key: string, inputs: object) =>
	(await bench.zap.search(key, { ...inputs })).map(({ id }) => id);

describe('Find Event', () => {
	it('finds one by its id, with what its vendor calls things', async () => {
		expect(await bench.zap.search('find_event', { event_id: call })).toMatchObject([
			{
				id: call,
				type: 'inboundflow.call.completed',
				call_id: 'call-1',
				caller_phone: '+33612345678',
				urgency: 'medium',
				envelope__delivery_id: expect.any(String),
			},
		]);
	});

	it('finds nothing for an id that is not there', async () => {
		expect(await bench.zap.search('find_event', { event_id: 'msg_none' })).toEqual([]);
	});

	it.each([
		['a phone number in another spelling', { phone: '06 12 34 56 78' }, () => candidate],
		['an e-mail address', { email: 'ADA@example.com' }, () => call],
		['a call', { call_id: 'call-1' }, () => call],
		['types', { event_types: ['inboundflow.call.completed', 'dexem.cdr'] }, () => call],
		[
			'several of them',
			{ phone: '+33612345678', event_types: ['inboundflow.call.completed'] },
			() => call,
		],
	])('finds the newest by %s', async (_name, inputs, id) => {
		expect(await idsOf('find_event', inputs)).toEqual([id()]);
	});

	it.each([
		['nobody has that number', { phone: '+33698765432' }],
		['nothing came after that', { received_after: '2999-01-01T00:00:00Z' }],
		['the call is of another type', { call_id: 'call-1', event_types: ['vocalis.call.ended'] }],
	])('finds nothing when %s', async (_name, inputs) => {
		expect(await bench.zap.search('find_event', inputs)).toEqual([]);
	});

	it('finds the newest of all without any field, and only of its vendor in a white-label app', async () => {
		const [newest] = await bench.zap.search('find_event', {});
		expect(newest?.type).toBe('vocalis.call.started');
		const { zap } = bench.appOf({ vendor: 'voicehire', locale: 'en' });
		expect(await zap.search('find_event', {})).toMatchObject([{ id: candidate }]);
	});

	it('finds in one source only', async () => {
		const sourceId = await bench.addSource('dexem');
		expect(await idsOf('find_event', { source_id: sourceId })).toEqual([]);
		const id = await bench.send('dexem.call', {}, sourceId);
		expect(await idsOf('find_event', { source_id: sourceId })).toEqual([id]);
	});
});

describe('Find Call', () => {
	it('finds a call by its id, one that ended before one that started', async () => {
		expect(await idsOf('find_call', { call_id: 'call-1' })).toEqual([call]);
		const [started] = await bench.zap.search('find_call', { call_id: 'c_2' });
		expect(started).toMatchObject({ call_id: 'c_2', type: 'vocalis.call.started' });
		const ended = await bench.send('vocalis.call.ended', { call_id: 'c_2', duration_sec: 10 });
		await bench.send('vocalis.call.started', { call_id: 'c_2', again: true });
		expect(await bench.zap.search('find_call', { call_id: 'c_2' })).toMatchObject([
			{ id: ended, duration_seconds: 10 },
		]);
	});

	it('finds the newest call of a phone number, and no candidate who has it', async () => {
		expect(await idsOf('find_call', { phone: '0033612345678' })).toEqual([call]);
	});

	it('finds nothing for a call that is not there', async () => {
		expect(await bench.zap.search('find_call', { call_id: 'nope' })).toEqual([]);
	});

	it.each([
		['nothing is filled in', {}, 'Fill in the call'],
		['what is no phone number is', { phone: 'reception' }, 'phone must be a phone number'],
	])('says what to do when %s', async (_name, inputs, advice) => {
		const error = await errorOf(bench.zap.search('find_call', inputs));
		expect(error).toMatchObject({ name: 'HaltedError' });
		expect(error.message).toContain(advice);
	});

	it('always has the keys of its sample', async () => {
		const [row] = await bench.zap.search('find_call', { call_id: 'call-1' });
		expect(Object.keys(row ?? {})).toEqual(
			Object.keys(bench.app.searches.find_call?.operation.sample ?? {}),
		);
	});

	it('is not in an app whose vendor reports no calls', () => {
		expect(bench.appOf({ vendor: 'voicehire', locale: 'en' }).app.searches).not.toHaveProperty(
			'find_call',
		);
		expect(bench.appOf({ vendor: 'inboundflow', locale: 'en' }).app.searches).toHaveProperty(
			'find_call',
		);
	});
});
