import { serviceUrl } from '../../zapier-app/src/service/url.ts';

describe('the service URL', () => {
	it.each([
		['https://hooks.example.com', 'https://hooks.example.com'],
		['  https://hooks.example.com/  ', 'https://hooks.example.com'],
		['https://Hooks.Example.COM:8443', 'https://hooks.example.com:8443'],
		['https://example.com/voicehooks//', 'https://example.com/voicehooks'],
		['https://appels.société.fr', 'https://appels.xn--socit-esab.fr'],
		['https://8.8.8.8', 'https://8.8.8.8'],
		['https://[2001:4860:4860::8888]', 'https://[2001:4860:4860::8888]'],
		['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
		['http://localhost:8080', 'http://localhost:8080'],
		['http://[::1]:8080', 'http://[::1]:8080'],
	])('may be %s', (typed, base) => {
		expect(serviceUrl(typed)).toEqual({ kind: 'usable', base });
	});

	it.each([
		['nothing', ''],
		['no text', undefined],
		['a bare name', 'hooks.example.com'],
		['plain http', 'http://hooks.example.com'],
		['another scheme', 'ftp://hooks.example.com'],
		['a script', 'javascript:alert(1)'],
		['a user name', 'https://user@hooks.example.com'],
		['a password', 'https://user:secret@hooks.example.com'],
		['a password alone', 'https://:secret@hooks.example.com'],
		['a query', 'https://hooks.example.com/?x=1'],
		['a fragment', 'https://hooks.example.com/#x'],
		['a name without a dot', 'https://intranet'],
		['a name of a local network', 'https://hooks.local'],
		['a name that a cloud keeps to itself', 'https://metadata.google.internal'],
		['a name that resolves to loopback', 'https://hooks.localhost'],
		['a name with an underscore', 'https://my_hooks.example.com'],
		['10/8', 'https://10.0.0.1'],
		['172.16/12', 'https://172.20.0.1'],
		['192.168/16', 'https://192.168.1.1'],
		['link-local', 'https://169.254.169.254'],
		['carrier-grade NAT', 'https://100.64.0.1'],
		['this host', 'https://0.0.0.0'],
		['an address written as a number', 'https://167772161'],
		['an address in hex', 'https://0xA000001'],
		['a private IPv6 address', 'https://[fd00::1]'],
		['a link-local IPv6 address', 'https://[fe80::1]'],
		['a mapped IPv4 address', 'https://[::ffff:10.0.0.1]'],
		['plain http to a name that only begins like loopback', 'http://localhost.example.com'],
	])('is refused with what to do: %s', (_name, typed) => {
		const found = serviceUrl(typed);
		expect(found.kind).toBe('refused');
		if (found.kind === 'usable') return;
		expect(found.why.en).toContain('The Service URL');
		expect(found.why.fr).toContain('L’URL du service');
	});
});
