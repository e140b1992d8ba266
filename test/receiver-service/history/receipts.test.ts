import { randomUUID } from 'node:crypto';
import { vendorById } from '@voicehooks/core';
import { sealRequest } from '../../../receiver-service/src/pipeline/receive.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { signedRequest } from '../../support/vendor-request.ts';

type Receipt = {
	readonly id: string;
	readonly outcome: string;
	readonly reason: string | null;
	readonly message_id: string | null;
	readonly status_code: number;
	readonly kept: boolean;
	readonly source_id: string;
};
type Source = { readonly id: string; readonly ingest_url: string };
type Accepted = {
	readonly message_id: string;
	readonly deliveries: number;
	readonly code?: string;
};
type Detail = {
	readonly verified: boolean;
	readonly status: string;
	readonly origin: string;
	readonly marks: readonly string[];
	readonly data: Record<string, unknown>;
};

const vocalis = vendorById('vocalis');
const inboundflow = vendorById('inboundflow');
if (vocalis === undefined || inboundflow === undefined) throw new Error('vendors are missing');
const secret = newSecret();

let service: TestService;
let hook: Hook;

const addSource = async (vendor: string, fields: Record<string, unknown> = {}): Promise<Source> =>
	(await service.call<Source>('POST', '/v1/sources', { vendor, name: randomUUID(), ...fields }))
		.body;
const post = async (source: Source, request: { headers: Record<string, string>; body: Buffer }) => {
	const response = await fetch(source.ingest_url, { method: 'POST', ...request });
	return {
		status: response.status,
		...((await response.json()) as { id?: string; duplicate?: boolean }),
	};
};
const callEnded = (callId: string, key = secret) =>
	signedRequest(
		vocalis,
		'call.ended',
		JSON.stringify({ event: 'call.ended', call_id: callId }),
		key,
	);
const receiptsOf = async (source: Source, query = '') =>
	(
		await service.call<{ data: readonly Receipt[] }>(
			'GET',
			`/v1/receipts?source_id=${source.id}${query}`,
		)
	).body.data;
const accept = (id: string | undefined, headers: Record<string, string> = {}) =>
	service.call<Accepted>('POST', `/v1/receipts/${id}/accept`, undefined, headers);
const detail = async (id: string) => (await service.call<Detail>('GET', `/v1/messages/${id}`)).body;

beforeAll(async () => {
	hook = await startHook();
	service = await startTestService();
	await liftRateLimit(service.context);
	await service.call('POST', '/v1/subscriptions', {
		url: hook.url,
		event_types: ['vocalis.*', 'inboundflow.*'],
		platform: 'custom',
	});
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

it('lists what ingest saw, by outcome, and pages through all of it', async () => {
	const source = await addSource('vocalis', { signing_secret: secret });
	await post(source, callEnded('l1'));
	await post(source, callEnded('l1'));
	await post(source, callEnded('l2', newSecret()));
	const all = await receiptsOf(source);
	expect(all.map(({ outcome }) => outcome)).toEqual(['rejected', 'duplicate', 'accepted']);
	expect(all.map(({ status_code }) => status_code)).toEqual([401, 200, 200]);
	expect(all[0]).toMatchObject({ reason: 'signature_mismatch', message_id: null, kept: true });
	expect(all[1]?.message_id).toBe(all[2]?.message_id);
	for (const outcome of ['accepted', 'duplicate', 'rejected']) {
		const some = await receiptsOf(source, `&outcome=${outcome}`);
		expect(some.map((receipt) => receipt.outcome)).toEqual([outcome]);
	}
	expect(await receiptsOf(source, '&outcome=duplicate&outcome=rejected')).toHaveLength(2);
	const walked: string[] = [];
	let cursor = '';
	for (;;) {
		const path = `/v1/receipts?source_id=${source.id}&limit=1${cursor}`;
		const { body } = await service.call<{ data: readonly Receipt[]; next_cursor: string | null }>(
			'GET',
			path,
		);
		walked.push(...body.data.map(({ id }) => id));
		if (body.next_cursor === null) break;
		cursor = `&cursor=${body.next_cursor}`;
	}
	expect(walked).toEqual(all.map(({ id }) => id));
});

describe('delivering anyway', () => {
	it('releases a quarantined message, once', async () => {
		const source = await addSource('inboundflow', { signing_secret: secret });
		const body = { event: 'call.completed', delivery_id: randomUUID(), data: { call_id: 'q1' } };
		const stale = signedRequest(
			inboundflow,
			body.event,
			JSON.stringify(body),
			secret,
			Date.now() - 3_600_000,
		);
		const before = hook.hits.length;
		const { status, id } = await post(source, stale);
		expect(status).toBe(200);
		const [receipt] = await receiptsOf(source);
		expect(receipt).toMatchObject({
			outcome: 'quarantined',
			reason: 'stale_timestamp',
			message_id: id,
		});
		expect(await detail(String(id))).toMatchObject({ status: 'quarantined' });
		const replay = await service.call('POST', `/v1/messages/${id}/replay`);
		expect({ status: replay.status, code: replay.body.code }).toEqual({
			status: 409,
			code: 'message_quarantined',
		});
		expect(hook.hits.length).toBe(before);

		const accepted = await accept(receipt?.id);
		expect(accepted).toMatchObject({ status: 202, body: { message_id: id, deliveries: 1 } });
		await hook.waitFor(before + 1);
		expect(await detail(String(id))).toMatchObject({ status: 'accepted' });
		expect((await receiptsOf(source))[0]?.outcome).toBe('accepted');
		expect((await accept(receipt?.id)).body.code).toBe('receipt_settled');
	});

	it('makes a new message of a duplicate, once', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		const first = await post(source, callEnded('d1'));
		expect((await post(source, callEnded('d1'))).duplicate).toBe(true);
		const [receipt] = await receiptsOf(source, '&outcome=duplicate');
		const before = hook.hits.length;
		const { status, body } = await accept(receipt?.id);
		expect(status).toBe(202);
		expect(body.message_id).not.toBe(first.id);
		expect(await detail(body.message_id)).toMatchObject({
			verified: true,
			origin: 'replayed_ingest',
			data: { call_id: 'd1' },
		});
		await hook.waitFor(before + 1);
		expect((await accept(receipt?.id)).status).toBe(409);
	});

	it('takes a rejected request as unverified, once, and shows it as accepted', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		await post(source, callEnded('r1', newSecret()));
		const [receipt] = await receiptsOf(source);
		const answers = await Promise.all([accept(receipt?.id), accept(receipt?.id)]);
		expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
		const id = answers.find(({ status }) => status === 202)?.body.message_id ?? '';
		expect(await detail(id)).toMatchObject({ verified: false, data: { call_id: 'r1' } });
		expect((await detail(id)).marks).toContain('accepted_by_hand');
		const [after, ...others] = await receiptsOf(source);
		expect(after).toMatchObject({
			id: receipt?.id,
			outcome: 'accepted',
			message_id: id,
			kept: false,
		});
		expect(others).toEqual([]);
	});

	it('counts the same event as a duplicate when the vendor then sends it well signed', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		await post(source, callEnded('r2', newSecret()));
		const [receipt] = await receiptsOf(source);
		const { body } = await accept(receipt?.id);
		expect(await post(source, callEnded('r2'))).toMatchObject({
			duplicate: true,
			id: body.message_id,
		});
	});

	it('cannot bring back what was too large to keep', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		const large = JSON.stringify({
			event: 'call.ended',
			call_id: 'big',
			note: 'x'.repeat(300_000),
		});
		await post(source, signedRequest(vocalis, 'call.ended', large, newSecret()));
		const [receipt] = await receiptsOf(source);
		const { status, body } = await accept(receipt?.id);
		expect({ status, code: body.code }).toEqual({ status: 409, code: 'receipt_not_kept' });
	});

	it('brings back a large duplicate from the bytes of the first', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		const large = JSON.stringify({
			event: 'call.ended',
			call_id: 'big2',
			note: 'x'.repeat(300_000),
		});
		const request = signedRequest(vocalis, 'call.ended', large, secret);
		await post(source, request);
		await post(source, request);
		const [receipt] = await receiptsOf(source, '&outcome=duplicate');
		const { body } = await accept(receipt?.id);
		expect((await detail(body.message_id)).data.note).toHaveLength(300_000);
	});

	it("is nobody else's to do", async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		await post(source, callEnded('iso', newSecret()));
		const [receipt] = await receiptsOf(source);
		const { apiKey } = await addTenant(service.context);
		const headers = { authorization: `Bearer ${apiKey}` };
		expect((await accept(receipt?.id, headers)).status).toBe(404);
		const list = await service.call<{ data: unknown[] }>('GET', '/v1/receipts', undefined, headers);
		expect(list.body.data).toEqual([]);
		expect((await accept('rcp_nothing')).status).toBe(404);
	});
});

describe('one receipt', () => {
	type Shown = Receipt & {
		readonly request: {
			readonly method: string | null;
			readonly headers: Readonly<Record<string, string>>;
			readonly body: string;
			readonly encoding: string;
			readonly truncated: boolean;
		} | null;
	};
	const show = async (id: string | undefined, headers: Record<string, string> = {}) =>
		service.call<Shown>('GET', `/v1/receipts/${id}`, undefined, headers);
	const newest = async (source: Source) => (await receiptsOf(source))[0];

	it('shows a refused request as it came, but for what opens doors', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		const { body, headers } = callEnded('seen', newSecret());
		const doors = { authorization: 'Bearer door', cookie: 'a=door', 'x-auth-token': 'door' };
		await post(source, { body, headers: { ...headers, ...doors, 'x-note': 'plain' } });
		const listed = await newest(source);
		const shown = await show(listed?.id);
		expect(shown.status).toBe(200);
		const { request, ...receipt } = shown.body;
		expect(receipt).toEqual(listed);
		expect(request).toMatchObject({
			method: 'POST',
			body: body.toString(),
			encoding: 'utf8',
			truncated: false,
		});
		const names = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
		);
		expect(request?.headers).toMatchObject({ ...names, 'x-note': 'plain' });
		expect(request?.headers.authorization).toBe('[redacted]');
		expect(JSON.stringify(shown.body)).not.toContain('door');
	});

	it('shows what is no text as base64, and of what is large its beginning', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x01]);
		await post(source, { headers: { 'content-type': 'application/octet-stream' }, body: bytes });
		const binary = (await show((await newest(source))?.id)).body.request;
		expect(binary).toMatchObject({ encoding: 'base64', body: bytes.toString('base64') });
		// The cut falls within a character.
		const large = Buffer.from(`x${'é'.repeat(200_000)}`);
		await post(source, { headers: {}, body: large });
		const cut = (await show((await newest(source))?.id)).body.request;
		expect(cut).toMatchObject({ encoding: 'utf8', truncated: true });
		expect(Buffer.byteLength(cut?.body ?? '')).toBeLessThan(262_160);
	});

	it('shows the bytes of an event, quarantined ones too, and names the receipt beside the event', async () => {
		const source = await addSource('inboundflow', { signing_secret: secret });
		const event = { event: 'call.completed', delivery_id: randomUUID(), data: { call_id: 'q2' } };
		const request = signedRequest(
			inboundflow,
			event.event,
			JSON.stringify(event),
			secret,
			Date.now() - 3_600_000,
		);
		const { id } = await post(source, request);
		const listed = await newest(source);
		const shown = await show(listed?.id);
		expect(shown.body).toMatchObject({ outcome: 'quarantined', message_id: id });
		expect(shown.body.request).toMatchObject({
			method: null,
			headers: { 'content-type': 'application/json' },
			body: request.body.toString(),
		});
		const ofEvent = await service.call('GET', `/v1/messages/${id}`);
		expect(ofEvent.body.receipt_id).toBe(listed?.id);
		const published = await service.call('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data: {},
		});
		const byApi = await service.call('GET', `/v1/messages/${published.body.id}`);
		expect(byApi.body.receipt_id).toBeNull();
	});

	it('has no content left of a duplicate whose event was erased', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		const phone = '+33699000017';
		const request = signedRequest(
			vocalis,
			'call.ended',
			JSON.stringify({ event: 'call.ended', call_id: 'gone', caller_number: phone }),
			secret,
		);
		await post(source, request);
		await service.call('POST', '/v1/personal-data/erase', { phone });
		await post(source, request);
		const listed = await newest(source);
		expect(listed).toMatchObject({ outcome: 'duplicate', kept: false });
		expect((await show(listed?.id)).body.request).toBeNull();
	});

	it('is unknown to others', async () => {
		const source = await addSource('vocalis', { signing_secret: secret });
		await post(source, callEnded('own', newSecret()));
		const { apiKey } = await addTenant(service.context);
		const id = (await newest(source))?.id;
		const theirs = await show(id, { authorization: `Bearer ${apiKey}` });
		expect([theirs.status, (await show('rcp_nothing')).status]).toEqual([404, 404]);
	});
});

describe('a secret that is added later', () => {
	it('makes messages of the requests it verifies, and of no other', async () => {
		const late = newSecret();
		const source = await addSource('vocalis', { signing_secret: secret });
		await post(source, callEnded('late1', late));
		await post(source, callEnded('late1', late));
		await post(source, callEnded('forged', newSecret()));
		const before = hook.hits.length;
		const patched = await service.call('PATCH', `/v1/sources/${source.id}`, {
			signing_secret: late,
		});
		expect(patched.status).toBe(200);
		await hook.waitFor(before + 1);
		const after = await receiptsOf(source);
		expect(after.map(({ outcome }) => outcome).sort()).toEqual([
			'accepted',
			'accepted',
			'rejected',
		]);
		const ids = new Set(
			after.flatMap(({ message_id }) => (message_id === null ? [] : [message_id])),
		);
		expect(ids.size).toBe(1);
		const [id = ''] = ids;
		expect(await detail(id)).toMatchObject({ verified: true, data: { call_id: 'late1' } });
		expect((await detail(id)).marks).toContain('verified_later');
		expect(hook.hits.length).toBe(before + 1);
	});

	it('judges a timestamp by the time the request came, not by now', async () => {
		const late = newSecret();
		const source = await addSource('inboundflow', { signing_secret: secret });
		const { context } = service;
		const twoHoursAgo = Date.now() - 7_200_000;
		const cameThen = async (callId: string, signedAt: number) => {
			const body = {
				event: 'call.completed',
				delivery_id: randomUUID(),
				data: { call_id: callId },
			};
			const { headers, body: raw } = signedRequest(
				inboundflow,
				body.event,
				JSON.stringify(body),
				late,
				signedAt,
			);
			const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
			const request = { method: 'POST', headers: Object.fromEntries(names), raw, event: null };
			await context.store.addReceipt(
				{
					id: context.newId('rcp'),
					orgId: defaultOrgId(context),
					sourceId: source.id,
					outcome: 'rejected',
					reason: 'signature_mismatch',
					messageId: null,
					event: body.event,
					receivedAt: twoHoursAgo,
					statusCode: 401,
					bodySize: raw.length,
					request: sealRequest(context, request),
					subjects: [],
				},
				100,
			);
		};
		await cameThen('fresh then', twoHoursAgo);
		await cameThen('stale then', twoHoursAgo - 3_600_000);
		await service.call('PATCH', `/v1/sources/${source.id}`, { signing_secret: late });
		const { body: page } = await service.call<{ data: readonly Detail[] }>(
			'GET',
			`/v1/messages?source_id=${source.id}`,
		);
		expect(page.data.map(({ data }) => data.call_id)).toEqual(['fresh then']);
	});
});
