import { clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, signIn, type Tab } from '../../support/sign-in.ts';
import { addKey, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
let owner: Tab;
let editor: Tab;
let viewer: Tab;
beforeAll(async () => {
	service = await startTestService();
	const { context } = service;
	await liftRateLimit(context);
	owner = await signIn(service, await addMember(context, 'owner'));
	editor = await signIn(service, await addMember(context, 'editor'));
	viewer = await signIn(service, await addMember(context, 'viewer'));
});
afterAll(() => service.stop());

let port = 61_000;
const hook = (fields: object = {}) => {
	port += 1;
	const url = `http://127.0.0.1:${port}/hooks/standard/1/secret`;
	return { url, platform: 'zapier', event_types: ['vocalis.*'], ...fields };
};
const newKey = async () => {
	const { context, url } = service;
	const text = await addKey(context, defaultOrgId(context), ['read', 'subscribe', 'admin']);
	return clientOf(url, text);
};
const stored = (id: string) => service.context.directory.subscription(id);

describe('a hook that a member makes by hand', () => {
	it('belongs to no key', async () => {
		const made = await editor.ask('POST', '/v1/subscriptions', hook());
		expect(made.status).toBe(201);
		expect(made.body.secret).toMatch(/^whsec_/);
		expect(stored(made.body.id)?.keyId).toBe('');
	});

	it('stays when any key is revoked', async () => {
		const made = await editor.ask('POST', '/v1/subscriptions', hook());
		const key = await owner.ask('POST', '/v1/keys', { name: 'x' });
		await owner.ask('DELETE', `/v1/keys/${key.body.id}`);
		expect(stored(made.body.id)?.status).toBe('active');
	});

	it('is the same for every member: posting it again shows its secret', async () => {
		const body = hook();
		const made = await editor.ask('POST', '/v1/subscriptions', body);
		const again = await owner.ask('POST', '/v1/subscriptions', body);
		expect([again.status, again.body.id]).toEqual([200, made.body.id]);
		expect(again.body.secret).toBe(made.body.secret);
	});

	it('shows its URL to who may make one, its host to who may only look', async () => {
		const body = hook();
		const { id } = (await owner.ask('POST', '/v1/subscriptions', body)).body;
		for (const tab of [owner, editor]) {
			expect((await tab.ask('GET', `/v1/subscriptions/${id}`)).body.url).toBe(body.url);
		}
		const masked = (await viewer.ask('GET', `/v1/subscriptions/${id}`)).body.url;
		expect(masked).not.toContain('secret');
	});

	it('cannot sign with what derives from a key', async () => {
		const answer = await owner.ask('POST', '/v1/subscriptions', hook({ signing: 'derived' }));
		expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
		expect(answer.body.errors[0].path).toBe('signing');
	});
});

describe('a hook that a key made', () => {
	it('shows its host alone to an editor, and is taken over with a new secret', async () => {
		const body = hook();
		const made = await (await newKey())('POST', '/v1/subscriptions', body);
		const shown = await editor.ask('GET', `/v1/subscriptions/${made.body.id}`);
		expect(shown.body.url).not.toContain('secret');
		const taken = await editor.ask('POST', '/v1/subscriptions', body);
		expect([taken.status, taken.body.id]).toEqual([200, made.body.id]);
		expect(taken.body.secret).not.toBe(made.body.secret);
		expect(stored(made.body.id)?.secrets).toHaveLength(2);
	});

	it('takes one over that was made by hand, with a new secret', async () => {
		const body = hook();
		const made = await owner.ask('POST', '/v1/subscriptions', body);
		const taken = await (await newKey())('POST', '/v1/subscriptions', body);
		expect(taken.body.secret).not.toBe(made.body.secret);
		expect(stored(made.body.id)?.keyId).not.toBe('');
	});

	it('goes on in nobody’s name when a member enables it after its key was revoked', async () => {
		const key = await owner.ask('POST', '/v1/keys', { name: 'x' });
		const client = clientOf(service.url, key.body.api_key);
		const made = await client('POST', '/v1/subscriptions', hook());
		await owner.ask('DELETE', `/v1/keys/${key.body.id}`);
		expect(stored(made.body.id)?.disabledReason).toBe('key_revoked');
		const enabled = await editor.ask('POST', `/v1/subscriptions/${made.body.id}/enable`, {});
		expect([enabled.status, enabled.body.status]).toEqual([200, 'active']);
		expect(stored(made.body.id)?.keyId).toBe('');
	});

	it('that derives its signature from a revoked key is for a key to enable', async () => {
		const key = await owner.ask('POST', '/v1/keys', { name: 'x' });
		const client = clientOf(service.url, key.body.api_key);
		const made = await client('POST', '/v1/subscriptions', hook({ signing: 'derived' }));
		expect(made.status).toBe(201);
		await owner.ask('DELETE', `/v1/keys/${key.body.id}`);
		const path = `/v1/subscriptions/${made.body.id}/enable`;
		const refused = await owner.ask('POST', path, {});
		expect([refused.status, refused.body.code]).toEqual([409, 'signing_needs_key']);
		expect((await (await newKey())('POST', path, {})).status).toBe(200);
	});
});
