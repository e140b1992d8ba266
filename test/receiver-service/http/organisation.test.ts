import type { Client } from '../../support/client.ts';
import { clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId } from '../../support/tenants.ts';

describe('the organisation’s settings', () => {
	let service: TestService;
	let admin: Client;

	beforeAll(async () => {
		service = await startTestService({ VOICEHOOKS_RETENTION_DAYS: '20' });
		admin = clientOf(service.url, service.apiKey);
	});
	afterAll(() => service.stop());

	const defaults = () => ({
		id: defaultOrgId(service.context),
		name: 'Default',
		retention_days: 20,
		max_retention_days: 20,
		rate_limit_per_second: 60,
		locale: 'en',
		silence_alarm_hours: 24,
	});

	it('are those of the service until they are changed', async () => {
		expect((await admin('GET', '/v1/organisation')).body).toEqual(defaults());
	});

	it('change one by one, and stay over a restart', async () => {
		const changed = { ...defaults(), name: 'Agence du Port', retention_days: 7, locale: 'fr' };
		expect((await admin('PATCH', '/v1/organisation', { name: 'Agence du Port' })).status).toBe(200);
		const body = { retention_days: 7, locale: 'fr' };
		expect((await admin('PATCH', '/v1/organisation', body)).body).toEqual(changed);
		service = await service.restart();
		admin = clientOf(service.url, service.apiKey);
		expect((await admin('GET', '/v1/organisation')).body).toEqual(changed);
		expect((await admin('GET', '/v1/me')).body).toMatchObject({
			organisation: { name: 'Agence du Port' },
		});
	});

	it('keep nothing longer than the service does, in the reader’s language', async () => {
		const refused = await admin(
			'PATCH',
			'/v1/organisation',
			{ retention_days: 21 },
			{ 'accept-language': 'fr' },
		);
		expect(refused.status).toBe(400);
		expect(refused.body.errors[0]).toEqual({
			path: 'retention_days',
			message: expect.stringContaining('au plus 20'),
		});
		const english = await admin('PATCH', '/v1/organisation', { retention_days: 21 });
		expect(english.body.errors[0].message).toContain('at most 20');
	});

	it.each([
		{ retention_days: 0 },
		{ retention_days: 1.5 },
		{ locale: 'de' },
		{ name: '' },
		{ silence_alarm_hours: 0 },
		{ rate_limit_per_second: 1_000 },
	])('refuse %j', async (body) => {
		expect((await admin('PATCH', '/v1/organisation', body)).status).toBe(400);
	});

	it('are read by readers, changed by admins, and each organisation has its own', async () => {
		const orgId = defaultOrgId(service.context);
		const reader = clientOf(service.url, await addKey(service.context, orgId, ['read']));
		expect((await reader('GET', '/v1/organisation')).status).toBe(200);
		expect((await reader('PATCH', '/v1/organisation', { name: 'Mine' })).status).toBe(403);
		const neighbour = clientOf(service.url, (await addTenant(service.context)).apiKey);
		expect((await neighbour('PATCH', '/v1/organisation', { name: 'Theirs' })).body.id).not.toBe(
			orgId,
		);
		expect((await admin('GET', '/v1/organisation')).body).toMatchObject({ id: orgId });
		expect((await admin('GET', '/v1/organisation')).body).not.toMatchObject({ name: 'Theirs' });
	});

	it('say when a source is silent, unless the source says so itself', async () => {
		const make = async (more: object) =>
			(await admin('POST', '/v1/sources', { vendor: 'vocalis', name: 'Sales', ...more })).body;
		await admin('PATCH', '/v1/organisation', { silence_alarm_hours: 48 });
		const [follows, own, never] = [
			await make({}),
			await make({ silence_alarm_hours: 2 }),
			await make({ silence_alarm_hours: null }),
		];
		const shown = async () =>
			Promise.all(
				[follows, own, never].map(
					async ({ id }) =>
						((await admin('GET', `/v1/sources/${id}`)).body as unknown as Record<string, unknown>)
							.silence_alarm_hours,
				),
			);
		expect(await shown()).toEqual([48, 2, null]);
		await admin('PATCH', '/v1/organisation', { silence_alarm_hours: null });
		await admin('PATCH', `/v1/sources/${own.id}`, { silence_alarm_hours: 3 });
		expect(await shown()).toEqual([null, 3, null]);
	});
});
