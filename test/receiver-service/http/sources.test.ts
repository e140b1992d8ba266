import { createHmac } from 'node:crypto';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const clock = createVirtualClock(Date.now());
const hourMs = 3_600_000;
let service: TestService;
beforeAll(async () => {
	service = await startTestService({}, { clock });
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

const create = (body: object) => service.call<AnswerBody>('POST', '/v1/sources', body);
const vocalis = async (more: object = {}) =>
	(await create({ vendor: 'vocalis', name: 'Paris', ...more })).body;
const change = (id: string, body: object) =>
	service.call<AnswerBody>('PATCH', `/v1/sources/${id}`, body);
let events = 0;
/** Posts a fresh VOCALIS event, signed with these secrets' first; answers the status. */
const ingest = async (url: string, secret: string | null, text?: string) => {
	events += 1;
	const body = text ?? `{"event":"call.ended","call_id":"c_${events}"}`;
	const signature = secret && `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
	const response = await fetch(url, {
		method: 'POST',
		body,
		headers: {
			'content-type': 'application/json',
			...(signature === null ? {} : { 'x-vocalis-signature': signature }),
		},
	});
	await response.arrayBuffer();
	return response.status;
};

describe('POST /v1/sources', () => {
	it('answers the ingest URL and never the secrets', async () => {
		const { status, body } = await create({
			vendor: 'vocalis',
			name: 'Paris',
			signing_secret: 'very-secret-1',
			api_token: 'token-secret-1',
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.stringMatching(/^src_/),
			vendor: 'vocalis',
			name: 'Paris',
			enabled: true,
			sandbox: false,
			accept_replays: false,
			timestamp_tolerance_seconds: expect.any(Number),
			field_map: {},
			silence_alarm_hours: 24,
			secrets: [{ id: expect.stringMatching(/^sec_/), created_at: expect.any(String) }],
			has_api_token: true,
			ingest_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/in\/[A-Za-z0-9_-]{32}$/),
			previous_url_expires_at: null,
			health: {
				status: 'waiting',
				last_event_at: null,
				last_rejection_at: null,
				consecutive_rejections: 0,
				silence_seconds: null,
				rejections_until_vendor_disables: null,
				failures_until_vendor_disables: null,
			},
			created_at: expect.any(String),
		});
		const shown = JSON.stringify((await service.call<AnswerBody>('GET', '/v1/sources')).body);
		expect(shown).toContain(body.id);
		expect(shown).not.toMatch(/very-secret|token-secret/);
	});

	it('has one URL for each event of Dexem, whose body does not name it', async () => {
		const { body } = await create({ vendor: 'dexem', name: 'Numbers' });
		expect(body.ingest_urls).toEqual({
			cdr: `${body.ingest_url}/cdr`,
			call: `${body.ingest_url}/call`,
			user: `${body.ingest_url}/user`,
		});
		expect(await ingest(body.ingest_urls.cdr, null)).toBe(200);
	});

	it.each([
		['inboundflow', 300],
		['voicehire', 86_400],
	])('tolerates the clock of %s for %i s', async (vendor, seconds) => {
		const { body } = await create({ vendor, name: 'x' });
		expect(body.timestamp_tolerance_seconds).toBe(seconds);
	});

	it('takes every field of the contract', async () => {
		const given = {
			enabled: false,
			accept_replays: true,
			timestamp_tolerance_seconds: 60,
			field_map: { tracking_number: 'call.number', duration_seconds: 'call.talk' },
			sandbox: true,
		};
		const { body } = await create({ vendor: 'dexem', name: 'x', ...given });
		expect(body).toMatchObject(given);
	});

	it.each([
		['an unknown vendor', { vendor: 'nobody', name: 'x' }, 'vendor'],
		['no name', { vendor: 'vocalis' }, 'name'],
		[
			'a secret for who does not sign',
			{ vendor: 'dexem', name: 'x', signing_secret: 's' },
			'signing_secret',
		],
		[
			'a secret pasted with its newline',
			{ vendor: 'vocalis', name: 'x', signing_secret: 's\n' },
			'signing_secret',
		],
		['an empty secret', { vendor: 'vocalis', name: 'x', signing_secret: '' }, 'signing_secret'],
		['a token no header can carry', { vendor: 'vocalis', name: 'x', api_token: 'é' }, 'api_token'],
		[
			'a map of an unknown key',
			{ vendor: 'dexem', name: 'x', field_map: { colour: 'a' } },
			'field_map',
		],
		[
			'a map to no path',
			{ vendor: 'dexem', name: 'x', field_map: { score: 'a..b' } },
			'field_map.score',
		],
		[
			'no tolerance',
			{ vendor: 'vocalis', name: 'x', timestamp_tolerance_seconds: 0 },
			'timestamp_tolerance_seconds',
		],
		['an unknown field', { vendor: 'vocalis', name: 'x', colour: 1 }, ''],
	])('refuses %s', async (_what, body, path) => {
		const answer = await create(body);
		expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
		expect(answer.body.errors[0].path).toContain(path);
	});
});

it('only admins see ingest URLs', async () => {
	const { id } = await vocalis();
	const { context, url } = service;
	const reader = clientOf(url, await addKey(context, defaultOrgId(context), ['read']));
	const one = (await reader('GET', `/v1/sources/${id}`)).body;
	expect(one.ingest_url).toBeNull();
	const dexem = (await create({ vendor: 'dexem', name: 'x' })).body;
	const shown = (await reader('GET', `/v1/sources/${dexem.id}`)).body;
	expect(shown.ingest_urls).toBeUndefined();
	const listed = JSON.stringify((await reader('GET', '/v1/sources')).body);
	expect(listed).toContain(id);
	expect(listed).not.toContain('/in/');
});

describe('signing secrets', () => {
	it('are several while one replaces the other', async () => {
		const source = await vocalis({ signing_secret: 'old' });
		const both = (await change(source.id, { signing_secret: 'new' })).body;
		expect(both.secrets).toHaveLength(2);
		expect(both.secrets[1]).toEqual(source.secrets[0]);
		expect(await ingest(source.ingest_url, 'old')).toBe(200);
		expect(await ingest(source.ingest_url, 'new')).toBe(200);
		const one = (await change(source.id, { revoke_other_secrets: true })).body;
		expect(one.secrets).toEqual([both.secrets[0]]);
		expect(await ingest(source.ingest_url, 'old')).toBe(401);
		expect(await ingest(source.ingest_url, 'new')).toBe(200);
	});

	it('can be replaced in one step', async () => {
		const source = await vocalis({ signing_secret: 'old' });
		const { body } = await change(source.id, { signing_secret: 'new', revoke_other_secrets: true });
		expect(body.secrets).toHaveLength(1);
		expect(await ingest(source.ingest_url, 'old')).toBe(401);
	});

	it('are removed by id, and all by null', async () => {
		const source = await vocalis({ signing_secret: 'one' });
		const { secrets } = (await change(source.id, { signing_secret: 'two' })).body;
		const left = (await change(source.id, { remove_secret_ids: [secrets[0].id] })).body;
		expect(left.secrets).toEqual([secrets[1]]);
		expect((await change(source.id, { signing_secret: null })).body.secrets).toEqual([]);
		expect(await ingest(source.ingest_url, null)).toBe(200);
	});

	it('given again are not doubled', async () => {
		const source = await vocalis({ signing_secret: 'one' });
		const { body } = await change(source.id, { signing_secret: 'one' });
		expect(body.secrets).toEqual(source.secrets);
	});

	it('are at most five', async () => {
		const source = await vocalis({ signing_secret: 's0' });
		for (const secret of ['s1', 's2', 's3', 's4'])
			await change(source.id, { signing_secret: secret });
		const { status, body } = await change(source.id, { signing_secret: 's5' });
		expect([status, body.errors[0].path]).toEqual([400, 'signing_secret']);
	});

	it('that come late turn what was rejected into messages', async () => {
		const source = await vocalis({ signing_secret: 'wrong' });
		expect(await ingest(source.ingest_url, 'right')).toBe(401);
		const { body } = await change(source.id, { signing_secret: 'right' });
		expect(body.recovered_messages).toBe(1);
		const { data } = (await service.call<AnswerBody>('GET', `/v1/messages?source_id=${source.id}`))
			.body;
		expect(data).toHaveLength(1);
		expect(data[0]?.verified).toBe(true);
	});
});

describe('POST /v1/sources/{id}/rotate-token', () => {
	const rotate = async (id: string, body?: object) =>
		(await service.call<AnswerBody>('POST', `/v1/sources/${id}/rotate-token`, body)).body;

	it('keeps the old URL for 24 hours', async () => {
		const source = await vocalis();
		const rotated = await rotate(source.id);
		expect(rotated.ingest_url).not.toBe(source.ingest_url);
		expect(Date.parse(rotated.previous_url_expires_at)).toBe(clock.now() + 24 * hourMs);
		expect(await ingest(rotated.ingest_url, null)).toBe(200);
		expect(await ingest(source.ingest_url, null)).toBe(200);
		await clock.advance(24 * hourMs - 1);
		expect(await ingest(source.ingest_url, null)).toBe(200);
		await clock.advance(1);
		expect(await ingest(source.ingest_url, null)).toBe(404);
		expect(await ingest(rotated.ingest_url, null)).toBe(200);
		const shown = (await service.call<AnswerBody>('GET', `/v1/sources/${source.id}`)).body;
		expect(shown.previous_url_expires_at).toBeNull();
	});

	it('ends it at once when asked to', async () => {
		const source = await vocalis();
		const rotated = await rotate(source.id, { immediate: true });
		expect(await ingest(source.ingest_url, null)).toBe(404);
		expect(await ingest(rotated.ingest_url, null)).toBe(200);
	});
});

describe('PATCH and DELETE', () => {
	it('change what is given and nothing else', async () => {
		const source = await vocalis({ accept_replays: true, api_token: 'token' });
		const { body } = await change(source.id, { name: 'Lyon', enabled: false });
		const { recovered_messages, ...shown } = body;
		expect(recovered_messages).toBe(0);
		expect(shown).toEqual({ ...source, name: 'Lyon', enabled: false });
		expect((await change(source.id, { api_token: null })).body.has_api_token).toBe(false);
	});

	it('end the ingest URL with the source', async () => {
		const source = await vocalis();
		expect((await service.call<AnswerBody>('DELETE', `/v1/sources/${source.id}`)).status).toBe(204);
		expect(await ingest(source.ingest_url, null)).toBe(404);
		expect((await service.call<AnswerBody>('GET', `/v1/sources/${source.id}`)).status).toBe(404);
		expect((await service.call<AnswerBody>('DELETE', `/v1/sources/${source.id}`)).status).toBe(404);
	});
});

it('health tells what came and what was refused', async () => {
	const source = (await create({ vendor: 'inboundflow', name: 'x', signing_secret: 's' })).body;
	for (let sent = 0; sent < 3; sent += 1) await ingest(source.ingest_url, 'wrong');
	const health = async () =>
		(await service.call<AnswerBody>('GET', `/v1/sources/${source.id}`)).body.health;
	expect(await health()).toMatchObject({
		status: 'rejecting',
		consecutive_rejections: 3,
		rejections_until_vendor_disables: 7,
	});
	const good = await vocalis();
	await ingest(good.ingest_url, null);
	const shown = async () =>
		(await service.call<AnswerBody>('GET', `/v1/sources/${good.id}`)).body.health;
	expect(await shown()).toMatchObject({ status: 'ok', silence_seconds: 0 });
	await clock.advance(25 * hourMs);
	expect(await shown()).toMatchObject({ status: 'silent', silence_seconds: 25 * 3_600 });
});

describe('POST /v1/sources/{id}/test', () => {
	it.each(['call.ended', 'vocalis.call.ended'])(
		'plays %s to the sandbox as a test',
		async (event) => {
			const source = await vocalis({ signing_secret: 's' });
			const { status, body } = await service.call<AnswerBody>(
				'POST',
				`/v1/sources/${source.id}/test`,
				{
					event,
				},
			);
			expect(status).toBe(202);
			expect(body).toEqual({ id: expect.stringMatching(/^msg_/), deliveries: 1 });
			const message = (await service.call<AnswerBody>('GET', `/v1/messages/${body.id}`)).body;
			expect(message).toMatchObject({ type: 'vocalis.call.ended', test: true, verified: true });
		},
	);

	it('says which event is unknown', async () => {
		const source = await vocalis();
		const answer = await service.call<AnswerBody>('POST', `/v1/sources/${source.id}/test`, {
			event: 'call.nope',
		});
		expect(answer.body.code).toBe('event_unknown');
	});
});
