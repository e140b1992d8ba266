/**
 * Addresses that are not globally reachable unicast, by the IANA special-purpose registries for
 * IPv4 and IPv6 (iana.org/assignments/iana-ipv4-special-registry and …-ipv6-special-registry) and
 * the address space registries. Blocks whose few reachable members are anycast services, never a
 * hook (192.0.0.0/24, 2001::/23), are listed whole.
 */
export type SpecialRange = {
	readonly cidr: string;
	readonly name: string;
	readonly source: string;
};

export const specialRanges: readonly SpecialRange[] = [
	{ cidr: '0.0.0.0/8', name: 'this network', source: 'RFC 791' },
	{ cidr: '10.0.0.0/8', name: 'private use', source: 'RFC 1918' },
	{ cidr: '100.64.0.0/10', name: 'shared address space (CGNAT)', source: 'RFC 6598' },
	{ cidr: '127.0.0.0/8', name: 'loopback', source: 'RFC 1122' },
	{ cidr: '169.254.0.0/16', name: 'link local', source: 'RFC 3927' },
	{ cidr: '172.16.0.0/12', name: 'private use', source: 'RFC 1918' },
	{ cidr: '192.0.0.0/24', name: 'IETF protocol assignments', source: 'RFC 6890' },
	{ cidr: '192.0.2.0/24', name: 'documentation (TEST-NET-1)', source: 'RFC 5737' },
	{ cidr: '192.31.196.0/24', name: 'AS112-v4', source: 'RFC 7535' },
	{ cidr: '192.52.193.0/24', name: 'AMT', source: 'RFC 7450' },
	{ cidr: '192.88.99.0/24', name: 'deprecated 6to4 relay anycast', source: 'RFC 7526' },
	{ cidr: '192.168.0.0/16', name: 'private use', source: 'RFC 1918' },
	{ cidr: '192.175.48.0/24', name: 'direct delegation AS112 service', source: 'RFC 7534' },
	{ cidr: '198.18.0.0/15', name: 'benchmarking', source: 'RFC 2544' },
	{ cidr: '198.51.100.0/24', name: 'documentation (TEST-NET-2)', source: 'RFC 5737' },
	{ cidr: '203.0.113.0/24', name: 'documentation (TEST-NET-3)', source: 'RFC 5737' },
	{ cidr: '224.0.0.0/4', name: 'multicast', source: 'RFC 5771' },
	{ cidr: '240.0.0.0/4', name: 'reserved (class E)', source: 'RFC 1112' },
	{ cidr: '255.255.255.255/32', name: 'limited broadcast', source: 'RFC 8190' },
	{ cidr: '::/128', name: 'unspecified', source: 'RFC 4291' },
	{ cidr: '::1/128', name: 'loopback', source: 'RFC 4291' },
	{ cidr: '::/96', name: 'deprecated IPv4-compatible', source: 'RFC 4291' },
	{ cidr: '::ffff:0:0:0/96', name: 'IPv4-translated', source: 'RFC 2765' },
	{ cidr: '64:ff9b:1::/48', name: 'local-use IPv4/IPv6 translation', source: 'RFC 8215' },
	{ cidr: '100::/64', name: 'discard-only', source: 'RFC 6666' },
	{ cidr: '100:0:0:1::/64', name: 'dummy prefix', source: 'RFC 9780' },
	{ cidr: '2001::/23', name: 'IETF protocol assignments', source: 'RFC 2928' },
	{ cidr: '2001::/32', name: 'Teredo', source: 'RFC 4380' },
	{ cidr: '2001:2::/48', name: 'benchmarking', source: 'RFC 5180' },
	{ cidr: '2001:3::/32', name: 'AMT', source: 'RFC 7450' },
	{ cidr: '2001:4:112::/48', name: 'AS112-v6', source: 'RFC 7535' },
	{ cidr: '2001:10::/28', name: 'deprecated ORCHID', source: 'RFC 4843' },
	{ cidr: '2001:20::/28', name: 'ORCHIDv2', source: 'RFC 7343' },
	{ cidr: '2001:30::/28', name: 'drone remote id', source: 'RFC 9374' },
	{ cidr: '2001:db8::/32', name: 'documentation', source: 'RFC 3849' },
	{ cidr: '2620:4f:8000::/48', name: 'direct delegation AS112 service', source: 'RFC 7534' },
	{ cidr: '3fff::/20', name: 'documentation', source: 'RFC 9637' },
	{ cidr: '5f00::/16', name: 'segment routing (SRv6) SIDs', source: 'RFC 9602' },
	{ cidr: 'fc00::/7', name: 'unique local', source: 'RFC 4193' },
	{ cidr: 'fe80::/10', name: 'link local', source: 'RFC 4291' },
	{ cidr: 'fec0::/10', name: 'deprecated site local', source: 'RFC 3879' },
	{ cidr: 'ff00::/8', name: 'multicast', source: 'RFC 4291' },
];

/** What the operator's allow-list never opens: link local, and where clouds serve credentials. */
export const neverRanges: readonly SpecialRange[] = [
	{ cidr: '0.0.0.0/8', name: 'this network', source: 'RFC 791' },
	{ cidr: '::/128', name: 'unspecified', source: 'RFC 4291' },
	{ cidr: '169.254.0.0/16', name: 'link local, and most metadata services', source: 'RFC 3927' },
	{ cidr: 'fe80::/10', name: 'link local', source: 'RFC 4291' },
	{ cidr: 'fd00:ec2::254/128', name: 'AWS metadata', source: 'docs.aws.amazon.com' },
	{ cidr: 'fd20:ce::254/128', name: 'Google Cloud metadata', source: 'cloud.google.com' },
	{ cidr: '100.100.100.200/32', name: 'Alibaba Cloud metadata', source: 'alibabacloud.com' },
	{ cidr: '192.0.0.192/32', name: 'Oracle Cloud metadata', source: 'docs.oracle.com' },
	{ cidr: '168.63.129.16/32', name: 'Azure WireServer', source: 'learn.microsoft.com' },
];

/** IPv6 that IANA has assigned as global unicast; all other is unassigned or special. */
export const globalUnicastIpv6 = '2000::/3';
