import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';

let service: TestService;

beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

describe('scopes', () => {
	it.each([
		['GET', '/v1/messages', 'read'],
		['POST', '/v1/messages/search', 'read'],
		['POST', '/v1/messages', 'publish'],
		['GET', '/v1/messages/msg_x', 'read'],
		['POST', '/v1/messages/msg_x/replay', 'subscribe'],
		['POST', '/v1/replays', 'subscribe'],
		['GET', '/v1/messages/msg_x/files/recording', 'read'],
		['GET', '/v1/deliveries', 'read'],
		['GET', '/v1/deliveries/dlv_x', 'read'],
		['POST', '/v1/deliveries/dlv_x/replay', 'subscribe'],
		['GET', '/v1/receipts', 'read'],
		['GET', '/v1/receipts/rcp_x', 'read'],
		['POST', '/v1/receipts/rcp_x/accept', 'publish'],
	] as const)('%s %s needs %s', async (method, path, scope) => {
		const orgId = defaultOrgId(service.context);
		const others = (['read', 'subscribe', 'publish', 'call', 'admin'] as const).filter(
			(each) => each !== scope,
		);
		const without = await addKey(service.context, orgId, others);
		const only = await addKey(service.context, orgId, [scope]);
		const ask = async (key: string) =>
			(await service.call(method, path, undefined, { authorization: `Bearer ${key}` })).status;
		expect(await ask(without)).toBe(403);
		expect(await ask(only)).not.toBe(403);
	});
});
