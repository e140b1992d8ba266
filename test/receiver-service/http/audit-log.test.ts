import { auditActionOf } from '../../../receiver-service/src/http/audit.ts';
import type { Route } from '../../../receiver-service/src/http/route.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, signIn, type Tab } from '../../support/sign-in.ts';
import { addTenant, liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
let owner: Tab;
let ownerId = '';
beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
	const member = await addMember(service.context, 'owner', { name: 'Camille' });
	ownerId = member.id;
	owner = await signIn(service, member);
});
afterAll(() => service.stop());

type Entry = {
	readonly id: string;
	readonly at: string;
	readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string };
	readonly action: string;
	readonly target: { readonly kind: string; readonly id: string; readonly name: string } | null;
	readonly address: string | null;
};
const log = async (query = ''): Promise<readonly Entry[]> => {
	const answer = await service.call<{ data: Entry[] }>('GET', `/v1/audit-log?limit=100${query}`);
	expect(answer.status).toBe(200);
	return answer.body.data;
};
const hook = { url: 'http://127.0.0.1:65001/hook', platform: 'custom', event_types: ['vocalis.*'] };

const changing = routes.filter(
	(endpoint): endpoint is Route => endpoint.scope !== null && endpoint.method !== 'get',
);

describe('every route that changes something', () => {
	const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
	const actions = new Map(changing.map((route) => [nameOf(route), auditActionOf(route)]));

	it('has a name of its own in the audit log; publishing and two POSTs that but read have none', () => {
		const silent = [...actions].filter(([, action]) => action === null).map(([name]) => name);
		expect(silent).toEqual([
			'POST /v1/messages',
			'POST /v1/messages/search',
			'POST /v1/personal-data/preview',
		]);
		const names = [...actions.values()].filter((action) => action !== null);
		for (const name of names) expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
		expect(new Set(names).size).toBe(names.length);
	});

	it('keeps its name', () => {
		expect(Object.fromEntries(actions)).toMatchObject({
			'DELETE /v1/session': 'session.delete',
			'POST /v1/members': 'member.create',
			'PATCH /v1/members/{id}': 'member.update',
			'DELETE /v1/members/{id}': 'member.delete',
			'POST /v1/members/{id}/sign-in-link': 'member.sign_in_link',
			'POST /v1/keys': 'key.create',
			'POST /v1/keys/{id}/rotate': 'key.rotate',
			'DELETE /v1/keys/{id}': 'key.revoke',
			'POST /v1/sources': 'source.create',
			'PATCH /v1/sources/{id}': 'source.update',
			'DELETE /v1/sources/{id}': 'source.delete',
			'POST /v1/sources/{id}/rotate-token': 'source.rotate_token',
			'POST /v1/sources/{id}/test': 'source.test',
			'POST /v1/subscriptions': 'subscription.create',
			'PATCH /v1/subscriptions/{id}': 'subscription.update',
			'DELETE /v1/subscriptions/{id}': 'subscription.delete',
			'POST /v1/subscriptions/{id}/pause': 'subscription.pause',
			'POST /v1/subscriptions/{id}/enable': 'subscription.enable',
			'POST /v1/subscriptions/{id}/test': 'subscription.test',
			'POST /v1/subscriptions/{id}/rotate-secret': 'subscription.rotate_secret',
			'POST /v1/messages/{id}/replay': 'message.replay',
			'POST /v1/replays': 'replay.create',
			'POST /v1/receipts/{id}/accept': 'receipt.accept',
			'POST /v1/deliveries/{id}/replay': 'delivery.replay',
			'POST /v1/calls': 'call.create',
			'POST /v1/campaigns/{campaign_id}/source': 'campaign.source',
			'POST /v1/personal-data/export': 'personal_data.export',
			'POST /v1/personal-data/erase': 'personal_data.erase',
			'DELETE /v1/sandbox/requests': 'sandbox.clear',
		});
	});

	it('is stopped before it serves when nobody gave its noun a name', () => {
		expect(() => auditActionOf({ method: 'post', path: '/v1/novelties' })).toThrow('novelties');
	});
});

describe('a change', () => {
	it('by a member says who, what, to what, from where and when', async () => {
		const before = Date.now();
		const made = await owner.ask('POST', '/v1/subscriptions', { ...hook, name: 'CRM' });
		const [entry] = await log();
		expect(entry).toEqual({
			id: expect.stringMatching(/^aud_/),
			at: expect.any(String),
			actor: { kind: 'member', id: ownerId, name: 'Camille' },
			action: 'subscription.create',
			target: { kind: 'subscription', id: made.body.id, name: 'CRM' },
			address: '127.0.0.1',
		});
		expect(Date.parse(entry?.at ?? '')).toBeGreaterThanOrEqual(before);
	});

	it('by a key names the key', async () => {
		const made = await service.call<AnswerBody>('POST', '/v1/keys', { name: 'Zapier' });
		const [entry] = await log();
		expect(entry).toMatchObject({
			actor: { kind: 'key', id: expect.stringMatching(/^key_/), name: 'VOICEHOOKS_API_KEY' },
			action: 'key.create',
			target: { kind: 'key', id: made.body.id, name: 'Zapier' },
		});
	});

	it('is named by what it was called when it is gone', async () => {
		const made = await owner.ask('POST', '/v1/sources', { vendor: 'vocalis', name: 'Lyon' });
		await owner.ask('DELETE', `/v1/sources/${made.body.id}`);
		const [deleted] = await log();
		expect([deleted?.action, deleted?.target?.name]).toEqual(['source.delete', 'Lyon']);
		const member = await owner.ask('POST', '/v1/members', {
			email: 'gone@example.com',
			name: 'Gone',
			role: 'viewer',
		});
		await owner.ask('DELETE', `/v1/members/${member.body.id}`);
		const [removed] = await log();
		expect([removed?.action, removed?.target?.name]).toEqual(['member.delete', 'Gone']);
	});

	it('is not written when it was refused, when nothing changed, or for a look', async () => {
		const before = await log();
		await owner.ask('POST', '/v1/subscriptions', { ...hook, url: 'http://169.254.169.254/' });
		await owner.ask('POST', '/v1/subscriptions', { nonsense: true });
		await owner.ask('DELETE', '/v1/sources/src_nobody');
		await owner.ask('DELETE', '/v1/subscriptions/+33612345678');
		await owner.ask('POST', '/v1/keys', { name: 'x' }, { 'x-csrf-token': 'no' });
		await owner.ask('GET', '/v1/subscriptions');
		await owner.ask('POST', '/v1/messages/search', { phone: '+33612345678' });
		expect(await log()).toEqual(before);
	});

	it('is written once when it is asked for again with its Idempotency-Key', async () => {
		const body = { name: 'Once' };
		for (let nth = 0; nth < 3; nth += 1) {
			await owner.ask('POST', '/v1/keys', body, { 'idempotency-key': 'once-1' });
		}
		expect((await log()).filter(({ target }) => target?.name === 'Once')).toHaveLength(1);
	});

	it('of the service’s own is under its own name', async () => {
		const gone = await startHook(() => 410);
		const made = await owner.ask('POST', '/v1/subscriptions', {
			...hook,
			name: 'Gone hook',
			url: gone.url,
		});
		await owner.ask('POST', `/v1/subscriptions/${made.body.id}/test`, {});
		for (let nth = 0; nth < 100; nth += 1) {
			if ((await log('&action=subscription.disable')).length > 0) break;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		const [entry] = await log('&action=subscription.disable');
		expect(entry).toMatchObject({
			actor: { kind: 'system', id: null, name: 'voicehooks' },
			target: { kind: 'subscription', id: made.body.id, name: 'Gone hook' },
			address: null,
		});
		await gone.stop();
	});

	it('of coming and going stands there too', async () => {
		const member = await addMember(service.context, 'viewer');
		const tab = await signIn(service, member);
		await tab.ask('DELETE', '/v1/session');
		const entries = await log(`&actor_id=${member.id}`);
		expect(entries.map(({ action }) => action)).toEqual(['session.delete', 'session.create']);
		expect(entries[0]?.target).toEqual(entries[1]?.target);
	});
});

describe('the audit log', () => {
	it('holds no secret, no URL of a hook and nothing of people in messages', async () => {
		const secrets = ['+33612345678', 'person@example.com', '/hook', owner.csrfToken];
		secrets.push(owner.cookie.split('=')[1] ?? '');
		const key = await owner.ask('POST', '/v1/keys', { name: 'K' });
		const rotated = await owner.ask('POST', `/v1/keys/${key.body.id}/rotate`);
		const source = await owner.ask('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'S',
			signing_secret: 'a-very-secret-secret',
			api_token: 'a-very-secret-token',
		});
		const subscription = await owner.ask('POST', '/v1/subscriptions', {
			...hook,
			headers: { 'x-make-apikey': 'a-very-secret-header' },
		});
		const { id } = subscription.body;
		const own = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
		await owner.ask('POST', `/v1/subscriptions/${id}/rotate-secret`, { secret: own });
		const member = await owner.ask('POST', '/v1/members', {
			email: 'secretive@example.com',
			name: 'M',
			role: 'viewer',
		});
		const link = await owner.ask('POST', `/v1/members/${member.body.id}/sign-in-link`);
		await owner.ask('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data: { call_id: 'c', phone: '+33612345678', email: 'person@example.com' },
		});
		await owner.ask('POST', '/v1/personal-data/erase', { phone: '+33612345678' });
		await owner.ask('POST', '/v1/personal-data/export', { email: 'person@example.com' });
		const tokenOf = (url: string) => url.slice(url.search(/[#/][^#/]*$/) + 1);
		secrets.push(
			...[key.body.api_key, rotated.body.api_key, subscription.body.secret, own],
			...[source.body.ingest_url, member.body.sign_in_url, link.body.url].map(tokenOf),
			...['a-very-secret', 'secretive'],
		);
		const text = JSON.stringify(await log());
		for (const secret of secrets) {
			expect(secret.length).toBeGreaterThan(4);
			expect(text).not.toContain(secret);
		}
		for (const action of ['personal_data.erase', 'personal_data.export']) {
			expect(text).toContain(action);
		}
	});

	it('is for owners alone', async () => {
		const editor = await signIn(service, await addMember(service.context, 'editor'));
		const { status, body } = await editor.ask('GET', '/v1/audit-log');
		expect([status, body.code]).toEqual([403, 'scope_missing']);
	});

	it('is one’s own organisation’s', async () => {
		const { apiKey } = await addTenant(service.context);
		const neighbour = clientOf(service.url, apiKey);
		await neighbour('POST', '/v1/keys', { name: 'Theirs' });
		const theirs = (await neighbour('GET', '/v1/audit-log')).body.data;
		expect(theirs).toHaveLength(1);
		expect((await log()).map(({ id }) => id)).not.toContain(theirs[0]?.id);
	});

	it('is searched by action, target and time, a page at a time', async () => {
		const all = await log();
		expect(all.length).toBeGreaterThan(10);
		const [newest, second] = all;
		const byAction = await log('&action=key.create');
		expect(byAction).toEqual(all.filter(({ action }) => action === 'key.create'));
		const targetId = byAction[0]?.target?.id ?? '';
		expect(await log(`&target_id=${targetId}`)).toEqual(
			all.filter(({ target }) => target?.id === targetId),
		);
		expect(await log(`&until=${all.at(-1)?.at}`)).toEqual([]);
		const paged = await service.call<AnswerBody>('GET', '/v1/audit-log?limit=1');
		expect(paged.body.data.map(({ id }) => id)).toEqual([newest?.id]);
		const next = `/v1/audit-log?limit=1&cursor=${paged.body.next_cursor}`;
		const following = await service.call<AnswerBody>('GET', next);
		expect(following.body.data.map(({ id }) => id)).toEqual([second?.id]);
	});
});
