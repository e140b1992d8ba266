import { randomUUID } from 'node:crypto';
import { vendorById } from '@voicehooks/core';
import fc from 'fast-check';
import { hookBodyKeys } from '../../support/hook-body.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { signedRequest } from '../../support/vendor-request.ts';

type HookBody = { readonly id: string; readonly type: string; readonly received_at: string };
type Page = {
	readonly data: readonly HookBody[];
	readonly next_cursor: string | null;
	readonly has_more: boolean;
};
type Published = { readonly id: string; readonly deliveries: number; readonly duplicate?: true };
type Problem = {
	readonly code: string;
	readonly detail: string;
	readonly errors?: readonly { path: string }[];
};

let service: TestService;
let hook: Hook;

const publish = (
	vendor: string,
	event: string,
	data: Record<string, unknown> = {},
	more: Record<string, unknown> = {},
) => service.call<Published>('POST', '/v1/messages', { vendor, event, data, ...more });
const list = (query = '', headers: Record<string, string> = {}) =>
	service.call<Page>('GET', `/v1/messages${query}`, undefined, headers);
const search = (body: unknown, headers: Record<string, string> = {}) =>
	service.call<Page>('POST', '/v1/messages/search', body, headers);
const ids = ({ data }: Page) => data.map(({ id }) => id);

beforeAll(async () => {
	hook = await startHook();
	service = await startTestService();
	await liftRateLimit(service.context);
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

describe('GET /v1/messages', () => {
	it('gives exactly the hook body, byte for byte what a hook got', async () => {
		const created = await service.call('POST', '/v1/subscriptions', {
			url: `${hook.url}/exact`,
			event_types: ['vocalis.*'],
			platform: 'custom',
		});
		const before = hook.hits.length;
		const { body } = await publish('vocalis', 'call.ended', {
			call_id: 'c_exact',
			note: 'é\u2028 "quoted" \u0000',
			__proto: 1,
		});
		await hook.waitFor(before + 1);
		const page = await list('?call_id=c_exact');
		expect(page.body.data).toHaveLength(1);
		expect(Object.keys(page.body.data[0] ?? {})).toEqual(hookBodyKeys);
		expect(JSON.stringify(page.body.data[0])).toBe(String(hook.hits.at(-1)?.body));
		expect(page.body.data[0]?.id).toBe(body.id);
		await service.call('DELETE', `/v1/subscriptions/${created.body.id}`);
	});

	it('walks every page once, newest first, and oldest first in commit order', async () => {
		const published: string[] = [];
		for (let n = 0; n < 7; n += 1) {
			published.push((await publish('voicehire', 'credits.low', { credits_remaining: n })).body.id);
		}
		for (const order of ['desc', 'asc'] as const) {
			const seen: string[] = [];
			let cursor: string | null = null;
			do {
				const next: string = cursor === null ? '' : `&cursor=${cursor}`;
				const { body } = await list(`?type=voicehire.credits.low&limit=3&order=${order}${next}`);
				seen.push(...ids(body));
				expect(body.data.length).toBeLessThanOrEqual(3);
				cursor = body.has_more ? body.next_cursor : null;
			} while (cursor !== null);
			expect(seen).toEqual(order === 'asc' ? published : published.toReversed());
		}
	});

	it('lets a poller go on from where it stopped', async () => {
		const first = await publish('voicehire', 'credits.depleted', { credits_remaining: 0 });
		const page = await list('?type=voicehire.credits.depleted&order=asc');
		expect(page.body).toMatchObject({ has_more: false, next_cursor: expect.any(String) });
		const idle = await list(
			`?type=voicehire.credits.depleted&order=asc&cursor=${page.body.next_cursor}`,
		);
		expect(idle.body).toEqual({ data: [], has_more: false, next_cursor: null });
		const second = await publish('voicehire', 'credits.depleted', { credits_remaining: 1 });
		const more = await list(
			`?type=voicehire.credits.depleted&order=asc&cursor=${page.body.next_cursor}`,
		);
		expect(ids(page.body)).toContain(first.body.id);
		expect(ids(more.body)).toEqual([second.body.id]);
	});

	it('gives quarantined messages alone where they are asked for, searched as others are', async () => {
		const secret = newSecret();
		const vendor = vendorById('inboundflow');
		if (vendor === undefined) throw new Error('InboundFlow is missing');
		const { body: source } = await service.call<{ id: string; ingest_url: string }>(
			'POST',
			'/v1/sources',
			{ vendor: vendor.id, name: 'Stale', signing_secret: secret },
		);
		const send = async (callId: string, phone: string, ageMs: number): Promise<string> => {
			const event = {
				event: 'call.completed',
				delivery_id: randomUUID(),
				data: { call_id: callId, caller_number: phone },
			};
			const request = signedRequest(
				vendor,
				event.event,
				JSON.stringify(event),
				secret,
				Date.now() - ageMs,
			);
			const response = await fetch(source.ingest_url, { method: 'POST', ...request });
			return ((await response.json()) as { id: string }).id;
		};
		const stale: string[] = [];
		for (const [index, phone] of ['+33612000001', '+33612000002', '+33612000002'].entries()) {
			stale.push(await send(`stale-${index}`, phone, 3_600_000));
		}
		await send('fresh', '+33612000002', 0);
		const asked = { source_id: source.id, status: 'quarantined' };
		expect(ids((await search(asked)).body)).toEqual(stale.toReversed());
		expect(ids((await list(`?source_id=${source.id}`)).body)).not.toContain(stale[0]);
		expect(ids((await search({ ...asked, phone: '06 12 00 00 01' })).body)).toEqual([stale[0]]);
		expect(ids((await search({ ...asked, call_id: 'stale-1' })).body)).toEqual([stale[1]]);
		expect(ids((await search({ ...asked, type: 'vocalis.*' })).body)).toEqual([]);
		const walked: string[] = [];
		let cursor: string | null = null;
		do {
			const next: Record<string, string> = cursor === null ? {} : { cursor };
			const { body } = await search({ ...asked, ...next, limit: 2, order: 'asc' });
			expect(Object.keys(body.data[0] ?? {})).toEqual(hookBodyKeys);
			walked.push(...ids(body));
			cursor = body.next_cursor;
		} while (cursor !== null);
		expect(walked).toEqual(stale);
		const foreign = (await search({ ...asked, limit: 1 })).body.next_cursor;
		const mixed = await service.call<Problem>('GET', `/v1/messages?cursor=${foreign}`);
		expect([mixed.status, mixed.body.code]).toEqual([400, 'cursor_invalid']);
	});

	it('takes since as inclusive and until as exclusive', async () => {
		const { body } = await publish('voicehire', 'campaign.created', { campaign_id: 'time' });
		const [message] = (await list(`?type=voicehire.campaign.created&campaign_id=time`)).body.data;
		const at = encodeURIComponent(message?.received_at ?? '');
		const only = 'type=voicehire.campaign.created&campaign_id=time';
		expect(ids((await list(`?${only}&since=${at}`)).body)).toEqual([body.id]);
		expect(ids((await list(`?${only}&until=${at}`)).body)).toEqual([]);
	});

	const filtered: readonly (readonly [
		string,
		string,
		string,
		Record<string, unknown>,
		string,
		string,
	])[] = [
		[
			'agent_id',
			'vocalis',
			'call.ended',
			{ call_id: 'f1', agent_id: 'a_f' },
			'agent_id=a_f',
			'agent_id=a_g',
		],
		[
			'repeated result',
			'vocalis',
			'call.ended',
			{ call_id: 'f2', result: 'r1' },
			'result=r1&result=r2',
			'result=r3',
		],
		['call_id', 'vocalis', 'call.ended', { call_id: 'f3' }, 'call_id=f3', 'call_id=f4'],
		[
			'min_duration_seconds',
			'vocalis',
			'call.ended',
			{ call_id: 'f5', duration_sec: 60 },
			'call_id=f5&min_duration_seconds=60',
			'call_id=f5&min_duration_seconds=61',
		],
		[
			'min_score',
			'voicehire',
			'candidate.interview.completed',
			{ candidate_id: 'f6', interview_score: 8.5 },
			'candidate_id=f6&min_score=8.5',
			'candidate_id=f6&min_score=8.6',
		],
		[
			'urgency',
			'inboundflow',
			'call.completed',
			{ call_id: 'f7', urgency: 'high' },
			'call_id=f7&urgency=high',
			'call_id=f7&urgency=low',
		],
		[
			'failure_reason',
			'voicehire',
			'candidate.interview.failed',
			{ candidate_id: 'f8', failure_reason: 'no_answer' },
			'candidate_id=f8&failure_reason=no_answer',
			'candidate_id=f8&failure_reason=voicemail',
		],
		[
			'repeated type',
			'vocalis',
			'emotion.spike',
			{ call_id: 'f9' },
			'call_id=f9&type=dexem.cdr&type=vocalis.emotion.spike',
			'call_id=f9&type=dexem.cdr',
		],
		[
			'type of a vendor',
			'vocalis',
			'emotion.spike',
			{ call_id: 'f10' },
			'call_id=f10&type=vocalis.*',
			'call_id=f10&type=dexem.*',
		],
	];
	it.each(filtered)(
		'filters by %s, and in the search body alike',
		async (_name, vendor, event, data, hit, miss) => {
			const { body } = await publish(vendor, event, data);
			expect(ids((await list(`?${hit}`)).body)).toEqual([body.id]);
			expect(ids((await list(`?${miss}`)).body)).toEqual([]);
			const asBody = (query: string) => {
				const parameters = new URLSearchParams(query);
				return Object.fromEntries(
					[...new Set(parameters.keys())].map((name) => {
						const values = parameters.getAll(name);
						return [name, values.length === 1 ? values[0] : values];
					}),
				);
			};
			expect(ids((await search(asBody(hit))).body)).toEqual([body.id]);
			expect(ids((await search(asBody(miss))).body)).toEqual([]);
		},
	);

	it.each(['phone=%2B33612345678', 'email=a%40b.fr', 'limit=5&phone=1'])(
		'refuses personal data in the URL (%s) and says where it belongs, in both languages',
		async (query) => {
			const english = await service.call<Problem>('GET', `/v1/messages?${query}`);
			const french = await service.call<Problem>('GET', `/v1/messages?${query}`, undefined, {
				'accept-language': 'fr',
			});
			expect({ status: english.status, code: english.body.code }).toEqual({
				status: 400,
				code: 'personal_data_in_url',
			});
			expect(english.body.detail).toContain('POST /v1/messages/search');
			expect(french.body.detail).toContain('dans le corps de POST /v1/messages/search');
		},
	);

	it.each([
		'limit=0',
		'limit=101',
		'limit=x',
		'order=up',
		'since=yesterday',
		'type=nobody.x',
		'type=vocalis',
		'min_score=high',
	])('refuses %s', async (query) => {
		expect((await list(`?${query}`)).status).toBe(400);
	});

	it('refuses every cursor it did not give', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60 }), async (cursor) => {
				const { status, body } = await service.call<Problem>(
					'GET',
					`/v1/messages?cursor=${encodeURIComponent(cursor)}`,
				);
				expect(status).toBe(400);
				expect(['cursor_invalid', 'validation_failed']).toContain(body.code);
			}),
			{ numRuns: 30 },
		);
		const deliveries = Buffer.from('dlv:dlv_00000000000000000000000000').toString('base64url');
		expect((await list(`?cursor=${deliveries}`)).status).toBe(400);
	});
});

describe('POST /v1/messages/search', () => {
	it('finds people by phone in any spelling and by e-mail in any case', async () => {
		const { body } = await publish('inboundflow', 'call.completed', {
			call_id: 's1',
			caller_phone: '+33600000001',
			caller_email: 'Search.One@example.com',
		});
		for (const phone of ['+33600000001', '06 00 00 00 01', '0600000001']) {
			expect(ids((await search({ phone })).body)).toEqual([body.id]);
		}
		expect(ids((await search({ email: 'search.one@EXAMPLE.com' })).body)).toEqual([body.id]);
		const both = { phone: '+33600000001', email: 'search.one@example.com' };
		expect(ids((await search(both)).body)).toEqual([body.id]);
		expect(ids((await search({ ...both, email: 'other@example.com' })).body)).toEqual([]);
	});

	it('takes no body as no condition, and pages as the list does', async () => {
		expect((await search(undefined)).status).toBe(200);
		const { body } = await search({ limit: 1 });
		const next = await search({ limit: 1, cursor: body.next_cursor });
		expect(next.body.data[0]?.id).not.toBe(body.data[0]?.id);
	});

	it.each([{ phone: 'Ada Lovelace' }, { email: 'nobody' }, { limit: 1000 }])(
		'refuses %j',
		async (body) => {
			expect((await search(body)).status).toBe(400);
		},
	);
});
