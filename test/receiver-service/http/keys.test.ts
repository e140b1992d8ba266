import { derivedSecret, signingRoot } from '@voicehooks/core';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
let hook: Hook;
beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
	hook = await startHook();
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

const newKey = async (scopes = ['read', 'subscribe', 'publish']) =>
	(await service.call<AnswerBody>('POST', '/v1/keys', { name: 'Zapier', scopes })).body as {
		readonly id: string;
		readonly api_key: string;
	};
const statusOf = async (apiKey: string) =>
	(await clientOf(service.url, apiKey)('GET', '/v1/me')).status;
let count = 0;
const subscribeAs = async (apiKey: string, more: object = {}) => {
	count += 1;
	const { body } = await clientOf(service.url, apiKey)('POST', '/v1/subscriptions', {
		url: `${hook.url}/${count}`,
		platform: 'custom',
		event_types: ['vocalis.*'],
		...more,
	});
	return body as { readonly id: string; readonly secret?: string };
};
const subscription = async (id: string) =>
	(await service.call<AnswerBody>('GET', `/v1/subscriptions/${id}`)).body;

describe('POST /v1/keys', () => {
	it('shows the key this once', async () => {
		const { status, body } = await service.call<AnswerBody>('POST', '/v1/keys', {
			name: ' Zapier ',
			scopes: ['publish', 'read', 'read'],
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.stringMatching(/^key_/),
			name: 'Zapier',
			hint: body.api_key.slice(-4),
			scopes: ['read', 'publish'],
			successor_id: null,
			created_at: expect.stringMatching(/^\d{4}-.*T.*\.\d{3}Z$/),
			revoked_at: null,
			api_key: expect.stringMatching(/^vhk_[A-Za-z0-9_-]{32}$/),
		});
		const listed = JSON.stringify((await service.call<AnswerBody>('GET', '/v1/keys')).body);
		expect(listed).toContain(body.id);
		expect(listed).not.toContain(body.api_key);
		expect(await statusOf(body.api_key)).toBe(200);
	});

	it('gives what triggers need by default', async () => {
		const { body } = await service.call<AnswerBody>('POST', '/v1/keys', { name: 'n8n' });
		expect(body.scopes).toEqual(['read', 'subscribe']);
	});

	it.each([
		[{ name: 'x', scopes: [] }],
		[{ name: 'x', scopes: ['root'] }],
		[{ name: '' }],
		[{ name: '   ' }],
		[{ name: 'a\u0000b' }],
		[{ name: 'a'.repeat(201) }],
		[{}],
	])('refuses %j', async (body) => {
		expect((await service.call<AnswerBody>('POST', '/v1/keys', body)).body.code).toBe(
			'validation_failed',
		);
	});
});

it('GET /v1/keys is paged, newest first unless asked otherwise', async () => {
	for (let made = 0; made < 5; made += 1) await newKey();
	const all = (await service.call<AnswerBody>('GET', '/v1/keys?limit=100')).body.data.map(
		({ id }) => id,
	);
	const paged: string[] = [];
	let path = '/v1/keys?limit=2';
	for (;;) {
		const { body } = await service.call<AnswerBody>('GET', path);
		paged.push(...body.data.map(({ id }) => id));
		if (!body.has_more) {
			expect(body.next_cursor).toBeNull();
			break;
		}
		path = `/v1/keys?limit=2&cursor=${body.next_cursor}`;
	}
	expect(paged).toEqual(all);
	expect([...all].sort().reverse()).toEqual(all);
	const ascending = (await service.call<AnswerBody>('GET', '/v1/keys?limit=100&order=asc')).body
		.data;
	expect(ascending.map(({ id }) => id)).toEqual([...all].reverse());
});

describe('DELETE /v1/keys/{id}', () => {
	it('ends the key at once, and once more is no fault', async () => {
		const key = await newKey();
		expect((await service.call<AnswerBody>('DELETE', `/v1/keys/${key.id}`)).status).toBe(204);
		expect(await statusOf(key.api_key)).toBe(401);
		expect((await service.call<AnswerBody>('DELETE', `/v1/keys/${key.id}`)).status).toBe(204);
		const { data } = (await service.call<AnswerBody>('GET', '/v1/keys?limit=100')).body;
		const listed = data.find(({ id }) => id === key.id);
		expect(listed?.revoked_at).toEqual(expect.any(String));
	});

	it('is forgotten by no restart', async () => {
		const key = await newKey();
		await service.call<AnswerBody>('DELETE', `/v1/keys/${key.id}`);
		service = await service.restart();
		await liftRateLimit(service.context);
		expect(await statusOf(key.api_key)).toBe(401);
	});

	it('disables its subscriptions and tells Zapier by DELETE, without custom headers', async () => {
		const key = await newKey();
		const zapier = await subscribeAs(key.api_key, {
			platform: 'zapier',
			headers: { 'x-mine': 'secret' },
		});
		const custom = await subscribeAs(key.api_key);
		const before = hook.hits.length;
		await service.call<AnswerBody>('DELETE', `/v1/keys/${key.id}`);
		for (const { id } of [zapier, custom]) {
			expect(await subscription(id)).toMatchObject({
				status: 'disabled',
				disabled_reason: 'key_revoked',
			});
		}
		const hits = await hook.waitFor(before + 1);
		const told = hits.slice(before);
		expect(told.map(({ method }) => method)).toEqual(['DELETE']);
		expect(told[0]?.headers['x-mine']).toBeUndefined();
	});

	it.each(['query', 'body'])(
		'hands its subscriptions to transfer_to, given in the %s',
		async (where) => {
			const [key, heir] = [await newKey(), await newKey()];
			const { id } = await subscribeAs(key.api_key);
			const answer =
				where === 'query'
					? await service.call<AnswerBody>('DELETE', `/v1/keys/${key.id}?transfer_to=${heir.id}`)
					: await service.call<AnswerBody>('DELETE', `/v1/keys/${key.id}`, {
							transfer_to: heir.id,
						});
			expect(answer.status).toBe(204);
			expect(await subscription(id)).toMatchObject({ status: 'active', disabled_reason: null });
			expect(service.context.directory.subscription(id)?.keyId).toBe(heir.id);
		},
	);

	it('hands over neither to itself nor to a revoked key', async () => {
		const [key, revoked] = [await newKey(), await newKey()];
		await service.call<AnswerBody>('DELETE', `/v1/keys/${revoked.id}`);
		for (const heir of [key, revoked]) {
			const { status, body } = await service.call<AnswerBody>(
				'DELETE',
				`/v1/keys/${key.id}?transfer_to=${heir.id}`,
			);
			expect([status, body.code]).toEqual([400, 'key_cannot_inherit']);
		}
		expect(await statusOf(key.api_key)).toBe(200);
	});
});

describe('POST /v1/keys/{id}/rotate', () => {
	const rotate = async (id: string) => service.call<AnswerBody>('POST', `/v1/keys/${id}/rotate`);

	it('makes a successor that has the subscriptions, while the old key goes on', async () => {
		const old = await newKey();
		const { id } = await subscribeAs(old.api_key);
		const { status, body } = await rotate(old.id);
		expect(status).toBe(201);
		expect(body).toMatchObject({
			name: 'Zapier',
			scopes: ['read', 'subscribe', 'publish'],
			subscriptions_moved: 1,
			api_key: expect.stringMatching(/^vhk_/),
		});
		expect(await statusOf(old.api_key)).toBe(200);
		expect(await statusOf(body.api_key)).toBe(200);
		expect(service.context.directory.subscription(id)?.keyId).toBe(body.id);
	});

	it('sends both derived signatures until the old key is revoked', async () => {
		const old = await newKey();
		const { id } = await subscribeAs(old.api_key, { signing: 'derived' });
		const next = (await rotate(old.id)).body;
		const signatures = async (message: string) => {
			const from = hook.hits.length;
			await service.call<AnswerBody>('POST', '/v1/messages', {
				vendor: 'vocalis',
				event: 'call.ended',
				data: { call_id: message },
			});
			for (;;) {
				const hits = await hook.waitFor(from + 1);
				const hit = hits.slice(from).find(({ path }) => path.endsWith(`/${count}`));
				if (hit !== undefined) return hit;
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
		};
		const { createHmac } = await import('node:crypto');
		const signed = (apiKey: string, hit: Awaited<ReturnType<typeof signatures>>) => {
			const secret = derivedSecret(signingRoot(apiKey), id);
			const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
			const content = `${hit.headers['webhook-id']}.${hit.headers['webhook-timestamp']}.${hit.body}`;
			return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
		};
		const both = await signatures('c_1');
		expect(String(both.headers['webhook-signature']).split(' ').sort()).toEqual(
			[signed(old.api_key, both), signed(next.api_key, both)].sort(),
		);
		await service.call<AnswerBody>('DELETE', `/v1/keys/${old.id}`);
		const one = await signatures('c_2');
		expect(one.headers['webhook-signature']).toBe(signed(next.api_key, one));
		expect(service.context.directory.subscription(id)?.formerKeyIds).toEqual([]);
	});

	it('leaves what the old key still makes to the successor when the old one ends', async () => {
		const old = await newKey();
		const next = (await rotate(old.id)).body;
		const { id } = await subscribeAs(old.api_key);
		await service.call<AnswerBody>('DELETE', `/v1/keys/${old.id}`);
		expect(await subscription(id)).toMatchObject({ status: 'active' });
		expect(service.context.directory.subscription(id)?.keyId).toBe(next.id);
	});

	it('is refused for a key that has a successor in use, or is revoked', async () => {
		const old = await newKey();
		const next = (await rotate(old.id)).body;
		expect((await rotate(old.id)).body.code).toBe('key_already_rotated');
		await service.call<AnswerBody>('DELETE', `/v1/keys/${next.id}`);
		expect((await rotate(old.id)).status).toBe(201);
		await service.call<AnswerBody>('DELETE', `/v1/keys/${old.id}`);
		expect((await rotate(old.id)).body.code).toBe('key_revoked');
	});
});
