import ipaddr from 'ipaddr.js';
import {
	globalUnicastIpv6,
	neverRanges,
	type SpecialRange,
	specialRanges,
} from './special-ranges.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Cidr = readonly [Address, number];

/** `public`: anyone may reach it. `allowed`: private, and the operator opened it. */
export type AddressVerdict = 'public' | 'allowed' | 'blocked' | 'own';

export type ListeningAddress = { readonly address: string; readonly port: number };

const parseCidr = ({ cidr }: Pick<SpecialRange, 'cidr'>): Cidr => ipaddr.parseCIDR(cidr);

const special = specialRanges.map(parseCidr);
const never = neverRanges.map(parseCidr);
const globalUnicast = ipaddr.parseCIDR(globalUnicastIpv6);

const isIn = (address: Address, [network, bits]: Cidr): boolean =>
	address.kind() === network.kind() && address.match(network, bits);
const isInAny = (address: Address, ranges: readonly Cidr[]): boolean =>
	ranges.some((range) => isIn(address, range));

const ipv4At = (bytes: readonly number[], offset: number, mask = 0): Address =>
	ipaddr.fromByteArray(bytes.slice(offset, offset + 4).map((byte) => byte ^ mask));

/** Forms of IPv6 that lead to an IPv4 address, and where that stands (bytes). */
const embeddings: readonly {
	readonly range: Cidr;
	readonly offsets: readonly number[];
	readonly mask?: number;
}[] = [
	// IPv4-mapped (RFC 4291), IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765).
	{ range: ipaddr.parseCIDR('::ffff:0:0/96'), offsets: [12] },
	{ range: ipaddr.parseCIDR('::/96'), offsets: [12] },
	{ range: ipaddr.parseCIDR('::ffff:0:0:0/96'), offsets: [12] },
	// NAT64 with the well-known prefix (RFC 6052), and its local-use one (RFC 8215).
	{ range: ipaddr.parseCIDR('64:ff9b::/96'), offsets: [12] },
	{ range: ipaddr.parseCIDR('64:ff9b:1::/48'), offsets: [12] },
	// 6to4 (RFC 3056); the client of Teredo is written inverted (RFC 4380).
	{ range: ipaddr.parseCIDR('2002::/16'), offsets: [2] },
	{ range: ipaddr.parseCIDR('2001::/32'), offsets: [12], mask: 0xff },
];
/** Only these lead anywhere outside, so only these are as public as the address they carry. */
const reachableEmbeddings = ['::ffff:0:0/96', '64:ff9b::/96', '2002::/16'].map((cidr) =>
	ipaddr.parseCIDR(cidr),
);

const embeddedIn = (address: Address): readonly Address[] => {
	if (address.kind() === 'ipv4') return [];
	// `::` and `::1` lie in the IPv4-compatible block without being such addresses.
	if (address.range() === 'unspecified' || address.range() === 'loopback') return [];
	const bytes = address.toByteArray();
	return embeddings
		.filter(({ range }) => isIn(address, range))
		.flatMap(({ offsets, mask }) => offsets.map((offset) => ipv4At(bytes, offset, mask)));
};

const isPublic = (address: Address, embedded: readonly Address[]): boolean => {
	if (isInAny(address, reachableEmbeddings)) return embedded.every((inner) => isPublic(inner, []));
	if (isInAny(address, special)) return false;
	return address.kind() === 'ipv4' || isIn(address, globalUnicast);
};

export type AddressGuard = {
	/** Whether the operator opened any range at all. */
	readonly opensRanges: boolean;
	/** Judges one address and port. `address` is in the spelling of a resolver or of a parsed URL. */
	readonly judge: (address: string, port: number) => AddressVerdict;
};

/**
 * Judges addresses (engineering notes, "Address guard"): special-purpose ranges are blocked unless
 * the operator allowed them; link local, metadata and our own listener always are. Throws when an
 * allowed range is no CIDR.
 */
export const createAddressGuard = (options: {
	readonly allowTargets: readonly string[];
	readonly ownAddresses: () => readonly ListeningAddress[];
}): AddressGuard => {
	const allowed = options.allowTargets.map((cidr) => parseCidr({ cidr }));

	const isOwn = (address: Address, port: number): boolean =>
		options.ownAddresses().some((own) => {
			if (own.port !== port) return false;
			const listening = ipaddr.process(own.address);
			// A wildcard listener answers on every address of this machine; loopback is always one.
			if (listening.range() === 'unspecified') return address.range() === 'loopback';
			return listening.toString() === address.toString();
		});

	return {
		opensRanges: allowed.length > 0,
		judge: (text, port) => {
			if (!ipaddr.isValid(text)) return 'blocked';
			const address = ipaddr.parse(text);
			const embedded = embeddedIn(address);
			const forms = [address, ...embedded];
			if (forms.some((form) => isInAny(form, never))) return 'blocked';
			if (forms.some((form) => isOwn(form, port))) return 'own';
			if (isPublic(address, embedded)) return 'public';
			return forms.some((form) => isInAny(form, allowed)) ? 'allowed' : 'blocked';
		},
	};
};
