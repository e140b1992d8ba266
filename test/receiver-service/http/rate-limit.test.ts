import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, signIn } from '../../support/sign-in.ts';
import { addTenant } from '../../support/tenants.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const clock = createVirtualClock(Date.now());
let service: TestService;
beforeAll(async () => {
	service = await startTestService({}, { clock });
});
afterAll(() => service.stop());

describe('requests of one organisation', () => {
	it('are 60 a second, and each answer says how many are left', async () => {
		await clock.advance(10_000);
		const first = await service.call<AnswerBody>('GET', '/v1/me');
		expect(first.headers.get('ratelimit-limit')).toBe('60');
		expect(first.headers.get('ratelimit-remaining')).toBe('59');
		expect(first.headers.get('ratelimit-reset')).toBe('1');
		for (let sent = 1; sent < 60; sent += 1) await service.call<AnswerBody>('GET', '/v1/me');
		const refused = await service.call<AnswerBody>('GET', '/v1/me');
		expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
		expect(refused.headers.get('retry-after')).toBe('1');
		expect(refused.headers.get('ratelimit-remaining')).toBe('0');
	});

	it('do not count for another organisation', async () => {
		const { apiKey } = await addTenant(service.context);
		expect((await clientOf(service.url, apiKey)('GET', '/v1/me')).status).toBe(200);
	});

	it('of its members have a budget of their own', async () => {
		const member = await signIn(service, await addMember(service.context, 'viewer'));
		const answer = await member.ask('GET', '/v1/me');
		expect([answer.status, answer.headers.get('ratelimit-limit')]).toEqual([200, '60']);
		for (let sent = 1; sent < 60; sent += 1) await member.ask('GET', '/v1/me');
		expect((await member.ask('GET', '/v1/me')).status).toBe(429);
	});

	it('do not count where no key is needed', async () => {
		expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
	});

	it('go on with time', async () => {
		await clock.advance(500);
		const { status, headers } = await service.call<AnswerBody>('GET', '/v1/me');
		expect([status, headers.get('ratelimit-remaining')]).toEqual([200, '29']);
	});

	it('are as many as the organisation is allowed', async () => {
		const [organisation] = service.context.directory.organisations();
		if (organisation === undefined) throw new Error('There is no organisation.');
		service.context.directory.putOrganisation({ ...organisation, rateLimitPerSecond: 2 });
		const { headers } = await service.call<AnswerBody>('GET', '/v1/me');
		expect(headers.get('ratelimit-limit')).toBe('2');
		await service.call<AnswerBody>('GET', '/v1/me');
		expect((await service.call<AnswerBody>('GET', '/v1/me')).status).toBe(429);
	});
});
