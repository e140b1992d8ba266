import * as platform from 'zapier-platform-core';
import { createApp } from '../../../zapier-app/src/app.ts';

type Handler = (event: object) => Promise<{ readonly results: unknown }>;

const { createAppHandler } = platform as unknown as {
	readonly createAppHandler: (app: ReturnType<typeof createApp>) => Handler;
};

/**
 * D026: an address that people type is validated before anything is sent there. A definition does
 * not show it, so the app is asked to connect: none of these can be reached from here, and a
 * request to one would end in another error.
 */
describe('D026: the address of a connection is validated by hand', () => {
	const handler = createAppHandler(createApp({ locale: 'en' }));

	it.each([
		'not an address',
		'http://hooks.example.com',
		'ftp://hooks.example.com',
		'javascript:alert(1)',
		'https://user:password@hooks.example.com',
		'https://hooks.example.com/?next=https://evil.example.net',
		'https://hooks.example.com/#x',
		'https://169.254.169.254/latest/meta-data',
		'https://10.0.0.1',
		'https://192.168.1.1',
		'https://[fd00::1]',
		'https://[::ffff:10.0.0.1]',
		'https://metadata.internal',
		'https://printer.local',
		'https://2852039166',
	])('refuses %s', async (address) => {
		await expect(
			handler({
				command: 'execute',
				method: 'authentication.test',
				calledFromCli: true,
				bundle: { authData: { service_url: address, api_key: 'vhk_0123456789abcdef' } },
			}),
		).rejects.toThrow('InvalidServiceUrl');
	});
});
