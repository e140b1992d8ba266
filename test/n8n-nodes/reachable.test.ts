import { isPrivate } from '../../n8n-nodes/shared/reachable.ts';

describe('a URL that only its own machine or network reaches', () => {
	it.each([
		'http://localhost:5678/webhook/x',
		'http://n8n.localhost/',
		'http://n8n:5678/',
		'http://n8n.local/',
		'http://n8n.internal/',
		'http://0.0.0.0/',
		'http://10.1.2.3/',
		'http://127.0.0.1:5678/',
		'http://2130706433/',
		'http://100.64.0.1/',
		'http://169.254.1.1/',
		'http://172.16.0.1/',
		'http://172.31.255.1/',
		'http://192.168.1.2:5678/',
		'http://[::1]:5678/',
		'http://[::]/',
		'http://[::ffff:127.0.0.1]/',
		'http://[fd00::1]/',
		'http://[fe80::1]/',
	])('is %s', (url) => expect(isPrivate(url)).toBe(true));

	it.each([
		'https://n8n.example.com/webhook/x',
		'https://localhost.example.com/',
		'https://10.example.com/',
		'https://100.128.0.1/',
		'https://172.15.0.1/',
		'https://172.32.0.1/',
		'https://192.169.1.1/',
		'https://[2001:db8::1]/',
		'not a URL',
	])('is not %s', (url) => expect(isPrivate(url)).toBe(false));
});
