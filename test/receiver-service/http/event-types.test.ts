import { catalogue } from '@voicehooks/core';
import type { AnswerBody } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

const get = async (path: string) => (await service.call<AnswerBody>('GET', path)).body;

describe('GET /v1/event-types', () => {
	it('has every event type of the catalogue, with schema, sample and provenance', async () => {
		const { data, next_cursor, has_more } = await get('/v1/event-types');
		expect([next_cursor, has_more]).toEqual([null, false]);
		expect(data.map(({ type }) => type)).toEqual(catalogue().map(({ type }) => type));
		for (const entry of data) {
			expect(entry).toMatchObject({
				label: { en: expect.any(String), fr: expect.any(String) },
				description: { en: expect.any(String), fr: expect.any(String) },
				schema: { type: 'object' },
				sample: { id: expect.stringMatching(/^msg_/), type: entry.type, data: expect.any(Object) },
				provenance: expect.stringMatching(/^(documented|inferred)$/),
			});
		}
	});

	it('can be those of one vendor', async () => {
		const { data } = await get('/v1/event-types?vendor=dexem');
		expect(data.map(({ event }) => event)).toEqual(['cdr', 'call', 'user']);
		expect((await get('/v1/event-types?vendor=nobody')).code).toBe('validation_failed');
	});

	it('has one by its name, and no other', async () => {
		expect((await get('/v1/event-types/inboundflow.call.completed')).type).toBe(
			'inboundflow.call.completed',
		);
		expect((await get('/v1/event-types/inboundflow.nope')).code).toBe('not_found');
	});
});

describe('what a source really received', () => {
	it('replaces the sample, and says that it was captured', async () => {
		const make = async (name: string) =>
			(await service.call<AnswerBody>('POST', '/v1/sources', { vendor: 'dexem', name })).body;
		const [one, two] = [await make('one'), await make('two')];
		const post = (url: string, body: object) =>
			fetch(url, {
				method: 'POST',
				body: JSON.stringify(body),
				headers: { 'content-type': 'application/json' },
			});
		await post(one.ingest_urls.cdr, { n: 1 });
		const entry = await get('/v1/event-types/dexem.cdr');
		expect(entry).toMatchObject({
			provenance: 'captured',
			sample: { source_id: one.id, data: { n: 1 } },
		});
		await post(two.ingest_urls.cdr, { n: 2 });
		const of = (id: string) => get(`/v1/event-types/dexem.cdr?source_id=${id}`);
		expect((await of(one.id)).sample.data).toEqual({ n: 1 });
		expect((await of(two.id)).sample.data).toEqual({ n: 2 });
		const { data } = await get(`/v1/event-types?vendor=dexem&source_id=${two.id}`);
		expect(data.map(({ provenance }) => provenance)).toEqual(['captured', 'inferred', 'inferred']);
	});
});

describe('GET /v1/filter-values', () => {
	it('has the values seen, newest first, each once, with their sources', async () => {
		const make = async (name: string) =>
			(await service.call<AnswerBody>('POST', '/v1/sources', { vendor: 'vocalis', name })).body;
		const [one, two] = [await make('one'), await make('two')];
		let calls = 0;
		const ingest = (url: string, agent: string) => {
			calls += 1;
			const body = JSON.stringify({ event: 'call.ended', call_id: `c_${calls}`, agent_id: agent });
			return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
		};
		await ingest(one.ingest_url, 'agent_b');
		await ingest(one.ingest_url, 'agent_%a');
		await ingest(two.ingest_url, 'agent_b');
		const all = await get('/v1/filter-values?field=agent_id');
		expect(all).toMatchObject({ next_cursor: null, has_more: false });
		const shown = new Map(all.data.map(({ value, source_ids }) => [value, [...source_ids].sort()]));
		expect(shown.get('agent_b')).toEqual([one.id, two.id].sort());
		expect(shown.get('agent_%a')).toEqual([one.id]);
		const values = async (query: string) =>
			(await get(`/v1/filter-values?field=agent_id&${query}`)).data.map(({ value }) => value);
		expect(await values(`source_id=${two.id}`)).toEqual(['agent_b']);
		expect(await values('q=_B')).toEqual(['agent_b']);
		expect(await values(`q=${encodeURIComponent('%')}`)).toEqual(['agent_%a']);
		expect(await values('q=')).toHaveLength(2);
	});

	it.each(['', '?field=colour', '?field=duration_seconds'])(
		'needs a field that can be listed: %j',
		async (query) => {
			expect((await get(`/v1/filter-values${query}`)).code).toBe('validation_failed');
		},
	);
});
