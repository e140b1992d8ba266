import { randomBytes } from 'node:crypto';
import {
	sign,
	standardWebhooksScheme,
	textSignatureScheme,
	vendorById,
	vendors,
} from '@voicehooks/core';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';

type Kept = {
	readonly id: string;
	readonly method: string;
	readonly headers: Record<string, string>;
	readonly body: string;
	readonly truncated: boolean;
	readonly verdict: {
		readonly scheme: string | null;
		readonly valid: boolean;
		readonly reason: string;
	};
};

const vocalis = vendorById('vocalis');
if (vocalis === undefined) throw new Error('no vocalis');

let service: TestService;
let url: string;
let whsec: string;
const vendorSecret = newSecret();

const kept = async (query = '') =>
	(await service.call<{ data: readonly Kept[] }>('GET', `/v1/sandbox/requests${query}`)).body.data;
const post = (body: string | Buffer, headers: Record<string, string> = {}, method = 'POST') =>
	fetch(url, { method, headers, body });
const verdictOf = async (body: string | Buffer, headers: Record<string, string>) => {
	expect((await post(body, headers)).status).toBe(200);
	return (await kept('?limit=1'))[0]?.verdict;
};
const until = async (done: () => Promise<boolean>) => {
	for (let tries = 0; !(await done()); tries += 1) {
		if (tries > 300) throw new Error('It did not come about.');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
};

beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
	url = (await service.call<{ url: string }>('GET', '/v1/sandbox')).body.url;
	const subscribed = await service.call<{ secret: string }>('POST', '/v1/subscriptions', {
		url: 'http://127.0.0.1:49151/nowhere',
		event_types: ['dexem.cdr'],
		platform: 'custom',
	});
	whsec = subscribed.body.secret;
	for (const vendor of vendors.filter(({ secret }) => secret !== 'none')) {
		await service.call('POST', '/v1/sources', {
			vendor: vendor.id,
			name: 'Signed',
			signing_secret: vendorSecret,
		});
	}
});
beforeEach(async () => {
	await service.call('DELETE', '/v1/sandbox/requests');
});
afterAll(() => service.stop());

describe('the endpoint', () => {
	it('keeps what is posted and put, newest first', async () => {
		expect((await post('one', { 'x-mine': '1' })).status).toBe(200);
		expect((await post('two', {}, 'PUT')).status).toBe(200);
		const [second, first] = await kept();
		expect(first).toMatchObject({
			method: 'POST',
			body: 'one',
			truncated: false,
			headers: { 'x-mine': '1' },
		});
		expect(second).toMatchObject({ method: 'PUT', body: 'two' });
	});

	it('answers other methods 405 and other tokens 404, in the language asked for', async () => {
		const get = await fetch(url);
		expect({ status: get.status, allow: get.headers.get('allow') }).toEqual({
			status: 405,
			allow: 'POST, PUT',
		});
		const unknown = await fetch(`${service.url}/sandbox/nothing`, {
			method: 'POST',
			body: 'x',
			headers: { 'accept-language': 'fr' },
		});
		expect(unknown.status).toBe(404);
		expect(((await unknown.json()) as { title: string }).title).toBe(
			"Aucun bac à sable n'a cette URL",
		);
	});

	it('keeps the first 256 KB of a large body and judges all of it', async () => {
		const body = Buffer.from(`{"note":"${'x'.repeat(400_000)}"}`);
		const { headers } = signedRequest(vocalis, 'call.ended', body, vendorSecret);
		expect(await verdictOf(body, headers)).toMatchObject({ valid: true });
		const [request] = await kept();
		expect(request).toMatchObject({ truncated: true });
		expect(request?.body).toHaveLength(262_144);
	});

	it('refuses more than 2 MB', async () => {
		expect((await post('x'.repeat(2 * 1024 * 1024 + 1))).status).toBe(413);
		expect(await kept()).toEqual([]);
	});

	it('keeps any bytes', async () => {
		expect((await post(randomBytes(1_000))).status).toBe(200);
		expect(await kept()).toHaveLength(1);
	});

	it('does not show keys that came along', async () => {
		await post('x', {
			authorization: 'Bearer very-secret',
			'x-make-apikey': 'very-secret',
			cookie: 'a=very-secret',
		});
		const text = JSON.stringify(await kept());
		expect(text).not.toContain('very-secret');
		expect(text).toContain('[redacted]');
	});

	it('lets no flood through', async () => {
		const startedAt = performance.now();
		const answers = await Promise.all(Array.from({ length: 200 }, () => post('flood')));
		const seconds = (performance.now() - startedAt) / 1_000;
		const refused = answers.filter(({ status }) => status === 429);
		// A hundred at once and twenty a second: the slower the machine, the more of them.
		expect(answers.length - refused.length).toBeLessThanOrEqual(101 + seconds * 20);
		for (const { headers } of refused) {
			expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
		}
		await new Promise((resolve) => setTimeout(resolve, 2_500));
	});
});

describe('the verdict on', () => {
	const now = () => Math.floor(Date.now() / 1_000);
	const standard = (body: string, secret: string, at = now()) => ({
		'webhook-id': 'msg_1',
		'webhook-timestamp': String(at),
		'webhook-signature': sign(standardWebhooksScheme, { body, secret, id: 'msg_1', timestamp: at }),
	});

	it('a request that nobody signed', async () => {
		expect(await verdictOf('{}', {})).toEqual({
			scheme: null,
			valid: false,
			reason: 'no_signature',
		});
	});

	it('Standard Webhooks under the secret of a hook, fresh and stale, and under another', async () => {
		expect(await verdictOf('{"a":1}', standard('{"a":1}', whsec))).toEqual({
			scheme: 'standard-webhooks',
			valid: true,
			reason: 'verified',
		});
		expect(await verdictOf('{"a":1}', standard('{"a":1}', whsec, now() - 3_600))).toEqual({
			scheme: 'standard-webhooks',
			valid: true,
			reason: 'stale_timestamp',
		});
		const other = `whsec_${randomBytes(32).toString('base64')}`;
		expect(await verdictOf('{"a":1}', standard('{"a":1}', other))).toEqual({
			scheme: 'standard-webhooks',
			valid: false,
			reason: 'mismatch',
		});
		expect(await verdictOf('{"a":2}', standard('{"a":1}', whsec))).toMatchObject({
			reason: 'mismatch',
		});
	});

	it('the signature for tools that hash text', async () => {
		const timestamp = now();
		const headers = {
			'webhook-timestamp': String(timestamp),
			'x-voicehooks-signature': sign(textSignatureScheme, { body: 'x', secret: whsec, timestamp }),
		};
		expect(await verdictOf('x', headers)).toEqual({
			scheme: 'x-voicehooks-signature',
			valid: true,
			reason: 'verified',
		});
	});

	const signing = vendors.filter(({ signature }) => signature.kind !== 'none');
	it.each(signing.map((vendor) => [vendor.name, vendor] as const))(
		'%s under a source secret',
		async (_name, vendor) => {
			const [eventType] = vendor.events;
			if (eventType === undefined) throw new Error('no events');
			const body = JSON.stringify(freshBody(vendor, eventType));
			const good = signedRequest(vendor, eventType.name, body, vendorSecret);
			expect(await verdictOf(body, good.headers)).toEqual({
				scheme: vendor.id,
				valid: true,
				reason: 'verified',
			});
			const bad = signedRequest(vendor, eventType.name, body, newSecret());
			expect(await verdictOf(body, bad.headers)).toEqual({
				scheme: vendor.id,
				valid: false,
				reason: 'mismatch',
			});
		},
	);

	it("a vendor's signature under the secret of another vendor's source", async () => {
		const other = newSecret();
		const hire = { vendor: 'voicehire', name: 'Other', signing_secret: other };
		await service.call('POST', '/v1/sources', hire);
		const { headers, body } = signedRequest(vocalis, 'call.ended', '{"event":"call.ended"}', other);
		expect(await verdictOf(body, headers)).toMatchObject({ scheme: 'vocalis', valid: false });
	});

	it("a signature of another organisation's", async () => {
		const { apiKey } = await addTenant(service.context);
		const authorization = `Bearer ${apiKey}`;
		const { body } = await service.call<{ url: string }>('GET', '/v1/sandbox', undefined, {
			authorization,
		});
		expect(body.url).not.toBe(url);
		await fetch(body.url, { method: 'POST', headers: standard('x', whsec), body: 'x' });
		const theirs = await service.call<{ data: readonly Kept[] }>(
			'GET',
			'/v1/sandbox/requests',
			undefined,
			{
				authorization,
			},
		);
		expect(theirs.body.data).toMatchObject([{ verdict: { valid: false, reason: 'mismatch' } }]);
		expect(await kept()).toEqual([]);
	});

	it('a test event, delivered by the service itself', async () => {
		const source = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'dexem',
			name: 'Numbers',
		});
		await service.call('POST', `/v1/sources/${source.body.id}/test`, { event: 'cdr' });
		await until(async () => (await kept()).length === 1);
		const [request] = await kept();
		expect(JSON.parse(request?.body ?? '')).toMatchObject({ type: 'dexem.cdr', test: true });
		expect(request?.verdict).toEqual({
			scheme: 'standard-webhooks',
			valid: true,
			reason: 'verified',
		});
	});
});

describe('the list', () => {
	it('is walked by cursor and emptied by DELETE', async () => {
		for (const body of ['1', '2', '3']) await post(body);
		const first = await service.call<{
			data: readonly Kept[];
			next_cursor: string;
			has_more: boolean;
		}>('GET', '/v1/sandbox/requests?limit=2&order=asc');
		expect(first.body.data.map(({ body }) => body)).toEqual(['1', '2']);
		const rest = await kept(`?limit=2&order=asc&cursor=${first.body.next_cursor}`);
		expect(rest.map(({ body }) => body)).toEqual(['3']);
		expect((await service.call('DELETE', '/v1/sandbox/requests')).status).toBe(204);
		expect(await kept()).toEqual([]);
	});

	it('needs the scopes read and subscribe', async () => {
		const orgId = defaultOrgId(service.context);
		const reader = { authorization: `Bearer ${await addKey(service.context, orgId, ['read'])}` };
		const caller = { authorization: `Bearer ${await addKey(service.context, orgId, ['call'])}` };
		const status = async (method: string, path: string, headers: Record<string, string>) =>
			(await service.call(method, path, undefined, headers)).status;
		expect(await status('GET', '/v1/sandbox', caller)).toBe(403);
		expect(await status('GET', '/v1/sandbox/requests', caller)).toBe(403);
		expect(await status('GET', '/v1/sandbox/requests', reader)).toBe(200);
		expect(await status('DELETE', '/v1/sandbox/requests', reader)).toBe(403);
	});
});
