import ipaddr from 'ipaddr.js';
import { createAddressGuard } from '../../../receiver-service/src/adapters/sender/address-guard.ts';
import { specialRanges } from '../../../receiver-service/src/adapters/sender/special-ranges.ts';
import { createTestSender } from '../../support/hook-target.ts';

const guard = createAddressGuard({ allowTargets: [], ownAddresses: () => [] });

/** The first and the last address of a range. */
const ends = (cidr: string): readonly string[] => {
	const [network, bits] = ipaddr.parseCIDR(cidr);
	const last = network.toByteArray().map((byte, index) => {
		const fixed = Math.min(Math.max(bits - index * 8, 0), 8);
		return byte | (0xff >> fixed);
	});
	return [network.toString(), ipaddr.fromByteArray(last).toString()];
};

describe('every special-purpose range', () => {
	it.each(specialRanges.map(({ cidr, name, source }) => [cidr, name, source]))(
		'is blocked from its first to its last address: %s, %s (%s)',
		(cidr) => {
			for (const address of ends(cidr)) expect(guard.judge(address, 443)).toBe('blocked');
		},
	);
});

describe('an address that is not public', () => {
	it.each([
		['127.0.0.1'],
		['127.255.255.254'],
		['0.0.0.0'],
		['10.1.2.3'],
		['100.64.0.1'],
		['169.254.169.254'],
		['172.31.255.255'],
		['192.0.0.192'],
		['192.168.1.1'],
		['198.19.255.255'],
		['224.0.0.1'],
		['239.255.255.250'],
		['255.255.255.255'],
		['168.63.129.16'],
		['::'],
		['::1'],
		['::ffff:127.0.0.1'],
		['::ffff:7f00:1'],
		['::ffff:a00:1'],
		['0:0:0:0:0:ffff:c0a8:101'],
		['::127.0.0.1'],
		['::ffff:0:127.0.0.1'],
		['::ffff:0:8.8.8.8'],
		['64:ff9b::127.0.0.1'],
		['64:ff9b::a9fe:a9fe'],
		['64:ff9b:1::8.8.8.8'],
		['2002:7f00:1::'],
		['2002:c0a8:101::1'],
		['2002:a9fe:a9fe::'],
		['2001:0:4136:e378:8000:63bf:3fff:fdd2'],
		['2001:db8::1'],
		['2001:2::1'],
		['3fff::1'],
		['5f00::1'],
		['100::1'],
		['100:0:0:1::1'],
		['fc00::1'],
		['fd00:ec2::254'],
		['fe80::1'],
		['febf::1'],
		['fec0::1'],
		['ff02::1'],
		['4000::1'],
		['200::1'],
		['not an address'],
	])('is blocked: %s', (address) => {
		expect(guard.judge(address, 443)).toBe('blocked');
	});
});

describe('a public address', () => {
	it.each([
		['8.8.8.8'],
		['1.1.1.1'],
		['100.63.255.255'],
		['100.128.0.1'],
		['172.15.255.255'],
		['172.32.0.1'],
		['192.0.1.1'],
		['198.17.255.255'],
		['223.255.255.255'],
		['2606:4700:4700::1111'],
		['2a00:1450:4007::200e'],
		['::ffff:8.8.8.8'],
		['64:ff9b::8.8.8.8'],
		['2002:808:808::1'],
	])('passes: %s', (address) => {
		expect(guard.judge(address, 443)).toBe('public');
	});
});

describe('what the operator allowed', () => {
	const allowing = createAddressGuard({
		allowTargets: ['127.0.0.0/8', '10.0.0.0/8', '169.254.0.0/16', '0.0.0.0/0', '::/0'],
		ownAddresses: () => [
			{ address: '127.0.0.1', port: 8080 },
			{ address: '::1', port: 8080 },
		],
	});

	it.each([['127.0.0.1'], ['10.0.0.7'], ['::ffff:10.0.0.7'], ['fd12::1'], ['192.168.0.1']])(
		'is open: %s',
		(address) => expect(allowing.judge(address, 443)).toBe('allowed'),
	);

	it.each([
		['169.254.169.254'],
		['::ffff:169.254.169.254'],
		['64:ff9b::a9fe:a9fe'],
		['2002:a9fe:a9fe::1'],
		['fe80::1'],
		['fd00:ec2::254'],
		['100.100.100.200'],
		['0.0.0.0'],
		['::'],
	])('never opens link local, metadata or the unspecified address: %s', (address) => {
		expect(allowing.judge(address, 443)).toBe('blocked');
	});

	it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['::ffff:7f00:1']])(
		'never opens our own listener: %s',
		(address) => {
			expect(allowing.judge(address, 8080)).toBe('own');
			expect(allowing.judge(address, 8081)).toBe('allowed');
		},
	);

	it('knows a listener on every address by its loopback', () => {
		const everywhere = createAddressGuard({
			allowTargets: ['127.0.0.0/8'],
			ownAddresses: () => [{ address: '0.0.0.0', port: 8080 }],
		});
		expect(everywhere.judge('127.8.8.8', 8080)).toBe('own');
		expect(everywhere.judge('127.0.0.1', 9090)).toBe('allowed');
	});
});

describe('a hook URL', () => {
	const resolve = async (host: string) => {
		const known: Readonly<Record<string, readonly string[]>> = {
			'public.example': ['93.184.215.14', '2606:2800:21f::1'],
			'mixed.example': ['93.184.215.14', '10.0.0.1'],
			'inside.example': ['192.168.7.7'],
			localhost: ['127.0.0.1'],
		};
		const found = known[host];
		if (found === undefined) throw new Error('ENOTFOUND');
		return found;
	};
	const sender = createTestSender({ allowTargets: [], resolve });
	afterAll(() => sender.close());

	it.each([
		['https://public.example/hook', null],
		['https://public.example:8443/hook', null],
		['https://PUBLIC.example./hook', null],
		['https://93.184.215.14/hook', null],
		['', 'url_invalid'],
		['public.example', 'url_invalid'],
		['ftp://public.example/', 'url_invalid'],
		['file:///etc/passwd', 'url_invalid'],
		['javascript:alert(1)', 'url_invalid'],
		['https://', 'url_invalid'],
		['https://./', 'url_invalid'],
		['http://public.example/hook', 'url_not_https'],
		['http://unknown.example/hook', 'url_not_https'],
		['https://user:pass@public.example/', 'url_has_credentials'],
		['https://user@public.example/', 'url_has_credentials'],
		['https://public.example:22/', 'url_port_not_allowed'],
		['https://public.example:25/', 'url_port_not_allowed'],
		['https://public.example:0/', 'url_port_not_allowed'],
		['https://public.example:1023/', 'url_port_not_allowed'],
		['https://public.example:80/', null],
		['https://unknown.example/', 'url_host_unresolvable'],
		['https://inside.example/', 'url_private_address'],
		['https://mixed.example/', 'url_private_address'],
		['https://localhost/', 'url_private_address'],
		['https://localhost./', 'url_private_address'],
		['https://127.0.0.1/', 'url_private_address'],
		['https://127.1/', 'url_private_address'],
		['https://0x7f000001/', 'url_private_address'],
		['https://0177.0.0.1/', 'url_private_address'],
		['https://2130706433/', 'url_private_address'],
		['https://127.0.0.1./', 'url_private_address'],
		['https://１２７.０.０.１/', 'url_private_address'],
		['https://①②⑦.⓪.⓪.①/', 'url_private_address'],
		['https://[::1]/', 'url_private_address'],
		['https://[::ffff:127.0.0.1]/', 'url_private_address'],
		['https://[0:0:0:0:0:ffff:7f00:1]/', 'url_private_address'],
		['https://[64:ff9b::7f00:1]/', 'url_private_address'],
		['https://[fe80::1]/', 'url_private_address'],
		['http://169.254.169.254/latest/meta-data/', 'url_private_address'],
		['https://voicehooks.example/in/token', 'url_own_address'],
		['https://voicehooks.example:443/in/token', 'url_own_address'],
		['https://VOICEHOOKS.example./in/token', 'url_own_address'],
	])('is judged: %s → %s', async (url, reason) => {
		expect(await sender.inspect(url)).toBe(reason);
	});

	it('may be http where every address is one the operator allowed', async () => {
		const allowing = createTestSender({ allowTargets: ['192.168.0.0/16'], resolve });
		expect(await allowing.inspect('http://inside.example/hook')).toBeNull();
		expect(await allowing.inspect('http://192.168.7.7:5678/hook')).toBeNull();
		expect(await allowing.inspect('http://public.example/hook')).toBe('url_not_https');
		expect(await allowing.inspect('https://mixed.example/hook')).toBe('url_private_address');
		expect(await allowing.inspect('http://unknown.example/hook')).toBe('url_not_https');
		await allowing.close();
	});
});
