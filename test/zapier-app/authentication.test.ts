import { createApp } from '../../zapier-app/src/app.ts';
import { addKey, defaultOrgId } from '../support/tenants.ts';
import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { errorOf, zapOf } from './support/zap.ts';

let bench: ZapierBench;
beforeAll(async () => {
	bench = await startZapierBench();
});
afterAll(() => bench.stop());

describe('connecting an account', () => {
	it('asks the service whose key it is, and labels the connection so', async () => {
		const me = await bench.service.call<{ account_name: string }>('GET', '/v1/me');
		expect(await bench.zap.connect()).toEqual({ account_name: me.body.account_name });
		expect(bench.app.authentication?.connectionLabel).toBe('{{account_name}}');
	});

	it('refuses a wrong key as one that is wrong, not as one that expired', async () => {
		const wrong = zapOf(bench.app, bench.service.url, 'vhk_wrong');
		const error = await errorOf(wrong.connect());
		expect(error).toMatchObject({
			name: 'AppError',
			details: { code: 'AuthenticationError', status: 401 },
		});
		expect(error.message).toContain('Create a key in the dashboard');
	});

	it('refuses an address before the key goes anywhere', async () => {
		const astray = zapOf(bench.app, 'http://hooks.example.com', bench.service.apiKey);
		const error = await errorOf(astray.connect());
		expect(error).toMatchObject({ name: 'AppError', details: { code: 'InvalidServiceUrl' } });
		expect(error.message).toContain('must begin with https://');
	});

	it('says so in French in a French app', async () => {
		const app = createApp({ locale: 'fr' });
		expect((await errorOf(zapOf(app, 'nulle part', 'vhk_x').connect())).message).toContain(
			'n’est pas une adresse web',
		);
		expect((await errorOf(zapOf(app, bench.service.url, 'vhk_x').connect())).message).toContain(
			'n’accepte pas cette clé API',
		);
	});

	it('is asked of the user in two fields, the key hidden', () => {
		expect(bench.app.authentication).toMatchObject({
			type: 'custom',
			fields: [
				{ key: 'service_url', type: 'string', required: true },
				{ key: 'api_key', type: 'password', required: true },
			],
		});
	});
});

describe('a Zap that runs', () => {
	it('is stopped with a mail to its owner when the key is revoked', async () => {
		const wrong = zapOf(bench.app, bench.service.url, 'vhk_wrong');
		const error = await errorOf(wrong.search('find_event', {}));
		expect(error.name).toBe('ExpiredAuthError');
		expect(error.message).toContain('reconnect this account');
	});

	it('is told which scope its key lacks', async () => {
		const { context } = bench.service;
		const key = await addKey(context, defaultOrgId(context), ['read']);
		const reader = zapOf(bench.app, bench.service.url, key);
		const error = await errorOf(reader.subscribe('vocalis_call_ended', bench.freshUrl()));
		expect(error).toMatchObject({
			name: 'AppError',
			details: { code: 'scope_missing', status: 403 },
		});
		expect(error.message).toContain('needs the scope subscribe');
		expect(error.message).toContain('scopes read and subscribe');
	});
});
