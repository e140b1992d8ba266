import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { deliveryOf, errorOf } from './support/zap.ts';

let bench: ZapierBench;
beforeAll(async () => {
	bench = await startZapierBench();
});
afterAll(() => bench.stop());

type Shown = {
	readonly url: string;
	readonly platform: string;
	readonly name: string;
	readonly event_types: readonly string[];
	readonly source_id: string | null;
	readonly filter: Readonly<Record<string, unknown>>;
	readonly client: Readonly<Record<string, string>>;
};
const shown = async (id: string) =>
	(await bench.service.call<Shown>('GET', `/v1/subscriptions/${id}`)).body;

describe('turning a Zap on', () => {
	it('registers its URL with event types, source and filters, blank ones left out', async () => {
		const sourceId = await bench.addSource('vocalis');
		const url = bench.freshUrl();
		const { id, secret } = await bench.zap.subscribe('vocalis_call_ended', url, {
			source_id: sourceId,
			agent_id: ['a_42', ' a_43 ', ''],
			result: [],
			min_duration_seconds: '30',
		});
		expect(secret).toMatch(/^whsec_/);
		expect(await shown(id)).toMatchObject({
			url,
			platform: 'zapier',
			name: 'VOCALIS Call Ended',
			event_types: ['vocalis.call.ended'],
			source_id: sourceId,
			filter: { agent_id: ['a_42', 'a_43'], min_duration_seconds: 30 },
			client: { node_name: 'vocalis_call_ended' },
		});
	});

	it('means all where every field is blank', async () => {
		const { id } = await bench.zap.subscribe('voicehire_any_event', bench.freshUrl(), {
			events: [],
			source_id: '',
			campaign_id: null,
			min_score: '',
		});
		expect(await shown(id)).toMatchObject({
			event_types: ['voicehire.*'],
			source_id: null,
			filter: {},
		});
	});

	it.each([
		[
			'interview_completed',
			{},
			[
				'voicehire.candidate.interview.completed',
				'voicehire.candidate.interview.completed.extended',
			],
		],
		['call_completed', {}, ['inboundflow.call.completed', 'vocalis.call.ended', 'dexem.cdr']],
		['dexem_any_event', { events: ['dexem.cdr'] }, ['dexem.cdr']],
	])('of %s with %p subscribes to %p', async (key, inputs, types) => {
		const { id } = await bench.zap.subscribe(key, bench.freshUrl(), inputs);
		expect([...(await shown(id)).event_types].sort()).toEqual([...types].sort());
	});

	it('twice with one URL is one subscription; two Zaps both get the event', async () => {
		const [one, other] = [bench.freshUrl(), bench.freshUrl()];
		const first = await bench.zap.subscribe('inboundflow_lead_created', one);
		expect(await bench.zap.subscribe('inboundflow_lead_created', one)).toEqual(first);
		const second = await bench.zap.subscribe('inboundflow_lead_created', other);
		expect(second.id).not.toBe(first.id);
		const id = await bench.send('inboundflow.lead.created');
		const hits = await bench.hook.waitFor(2);
		const rows = await Promise.all(
			[first, second].map((subscription, index) => {
				const path = new URL([one, other][index] ?? '').pathname;
				const hit = hits.find((candidate) => candidate.path === path);
				if (hit === undefined) throw new Error(`Nothing came to ${path}.`);
				return bench.zap.perform('inboundflow_lead_created', {
					...deliveryOf(hit),
					subscribeData: subscription,
				});
			}),
		);
		expect(rows).toMatchObject([[{ id }], [{ id }]]);
	});

	it('says how to map a field that Dexem does not document', async () => {
		await bench.addSource('dexem');
		const error = await errorOf(
			bench.zap.subscribe('dexem_cdr', bench.freshUrl(), { tracking_number: ['+33176000000'] }),
		);
		expect(error.name).toBe('HaltedError');
		expect(error.message).toContain('field_map');
	});

	it('is refused for a number that is none', async () => {
		const error = await errorOf(
			bench.zap.subscribe('vocalis_call_ended', bench.freshUrl(), { min_duration_seconds: 'long' }),
		);
		expect(error.message).toContain('min_duration_seconds');
	});

	it('is refused for a hook URL that is not safe', async () => {
		const error = await errorOf(
			bench.zap.subscribe('vocalis_call_ended', 'https://elsewhere.example.com/hook'),
		);
		expect(error.name).toBe('HaltedError');
	});
});
