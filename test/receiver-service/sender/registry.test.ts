import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { createAddressGuard } from '../../../receiver-service/src/adapters/sender/address-guard.ts';
import { createTestSender, post, startTarget } from '../../support/hook-target.ts';
import { bytesOf, spellings } from './spellings.ts';

/**
 * Every block of the IANA IPv4 Special-Purpose Address Registry
 * (iana.org/assignments/iana-ipv4-special-registry), and the multicast of the address space
 * registry: written down apart from the table that the guard reads, so that neither hides a gap
 * of the other.
 */
const ipv4Registry: readonly string[] = [
	'0.0.0.0/8',
	'0.0.0.0/32',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.0.0/29',
	'192.0.0.8/32',
	'192.0.0.9/32',
	'192.0.0.10/32',
	'192.0.0.170/32',
	'192.0.0.171/32',
	'192.0.2.0/24',
	'192.31.196.0/24',
	'192.52.193.0/24',
	'192.88.99.0/24',
	'192.88.99.2/32',
	'192.168.0.0/16',
	'192.175.48.0/24',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/4',
	'240.0.0.0/4',
	'255.255.255.255/32',
];

/**
 * Every block of the IANA IPv6 Special-Purpose Address Registry
 * (iana.org/assignments/iana-ipv6-special-registry) that leads to no IPv4 address of its own, and
 * of the address space registry what is deprecated or multicast.
 */
const ipv6Registry: readonly string[] = [
	'::1/128',
	'::/128',
	'64:ff9b:1::/48',
	'100::/64',
	'100:0:0:1::/64',
	'2001::/23',
	'2001::/32',
	'2001:1::1/128',
	'2001:1::2/128',
	'2001:1::3/128',
	'2001:2::/48',
	'2001:3::/32',
	'2001:4:112::/48',
	'2001:10::/28',
	'2001:20::/28',
	'2001:30::/28',
	'2001:db8::/32',
	'2620:4f:8000::/48',
	'3fff::/20',
	'5f00::/16',
	'fc00::/7',
	'fe80::/10',
	'fec0::/10',
	'ff00::/8',
];

const guard = createAddressGuard({ allowTargets: [], ownAddresses: () => [] });
/** The registries are few pages; so many random addresses of each block are plenty. */
const perBlock = 50;

/** Any address of a block. */
const addressIn = (cidr: string): fc.Arbitrary<string> => {
	const [network, bits] = ipaddr.parseCIDR(cidr);
	const bytes = network.toByteArray();
	return fc.uint8Array({ minLength: bytes.length, maxLength: bytes.length }).map((random) => {
		const mixed = bytes.map((byte, index) => {
			const free = 0xff >> Math.min(Math.max(bits - index * 8, 0), 8);
			return (byte & ~free) | ((random[index] ?? 0) & free);
		});
		return ipaddr.fromByteArray(mixed).toString();
	});
};

describe('the IANA registries', () => {
	it.each([...ipv4Registry, ...ipv6Registry])('%s is blocked, whatever the address', (cidr) => {
		fc.assert(
			fc.property(addressIn(cidr), (address) => {
				expect([address, guard.judge(address, 443)]).toEqual([address, 'blocked']);
			}),
			{ numRuns: perBlock },
		);
	});

	it('leave nothing of IPv6 open but global unicast', () => {
		fc.assert(
			fc.property(addressIn('::/0'), (address) => {
				if ((bytesOf(address)[0] ?? 0) >> 5 !== 1)
					expect(guard.judge(address, 443)).toBe('blocked');
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe.each(spellings.map((spelling) => [spelling.name, spelling] as const))(
	'an address written %s',
	(_name, { write }) => {
		const sender = createTestSender({
			allowTargets: [],
			resolve: () => Promise.reject(new Error('An address is not looked up.')),
		});
		afterAll(() => sender.close());

		it('is blocked in every block of the registry', async () => {
			const anyAddress = fc.oneof(...ipv4Registry.map(addressIn));
			await fc.assert(
				fc.asyncProperty(anyAddress, async (address) => {
					const url = `https://${write(bytesOf(address))}/`;
					expect([url, await sender.inspect(url)]).toEqual([url, 'url_private_address']);
				}),
				{ numRuns: perBlock },
			);
		});
	},
);

describe('loopback, spelled in every way', () => {
	it('is never connected to', async () => {
		const target = await startTarget((_request, response) => response.end('inside'));
		const sender = createTestSender({ allowTargets: [] });
		for (const { name, write } of spellings) {
			for (const scheme of ['http', 'https']) {
				const url = `${scheme}://${write([127, 0, 0, 1])}:${target.port}/`;
				expect([name, await post(sender, url)]).toEqual([
					name,
					expect.objectContaining({ kind: 'failure', reason: 'blocked_address', sent: false }),
				]);
			}
		}
		expect(target.connections()).toBe(0);
		await sender.close();
		await target.stop();
	});

	it.each([
		['https://[fe80::1%25eth0]/'],
		['https://[fe80::1%eth0]/'],
		['https://[::1%25lo]/'],
		['https://127.0.0.1%00.example.com/'],
		['https://127.0.0.1\\@example.com/'],
		['https://[::ffff:127.0.0.1'],
		['https://127.0.0.256/'],
		['https://1.2.3.4.5/'],
	])('in a form no address has is no URL, or blocked: %s', async (url) => {
		const sender = createTestSender({ allowTargets: [] });
		expect(['url_invalid', 'url_private_address', 'url_has_credentials']).toContain(
			await sender.inspect(url),
		);
		await sender.close();
	});
});
