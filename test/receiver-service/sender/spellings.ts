import ipaddr from 'ipaddr.js';

/** How a URL may write an IPv4 address so that a browser or a library still goes there. */
type Spelling = { readonly name: string; readonly write: (bytes: readonly number[]) => string };

const at = (bytes: readonly number[], index: number): number => bytes[index] ?? 0;
const whole = (bytes: readonly number[]): number =>
	bytes.reduce((value, byte) => value * 256 + byte, 0);
const hex = (value: number): string => `0x${value.toString(16)}`;
const octal = (value: number): string => `0${value.toString(8)}`;
const pair = (high: number, low: number): string => (high * 256 + low).toString(16);
const dotted = (bytes: readonly number[]): string => bytes.join('.');
const wide = (text: string): string =>
	text.replaceAll(/[0-9.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const words = (bytes: readonly number[], mask = 0): string =>
	`${pair(at(bytes, 0) ^ mask, at(bytes, 1) ^ mask)}:${pair(at(bytes, 2) ^ mask, at(bytes, 3) ^ mask)}`;

/**
 * Spellings of the WHATWG URL standard's IPv4 parser, of RFC 4291 §2.2 for IPv6, and of the forms
 * of IPv6 that carry an IPv4 address (RFC 4291, 2765, 6052, 8215, 3056, 4380).
 */
export const spellings: readonly Spelling[] = [
	{ name: 'dotted', write: dotted },
	{ name: 'dotted with a trailing dot', write: (bytes) => `${dotted(bytes)}.` },
	{ name: 'octal', write: (bytes) => bytes.map(octal).join('.') },
	{
		name: 'octal with zeros',
		write: (bytes) => bytes.map((byte) => `000${byte.toString(8)}`).join('.'),
	},
	{ name: 'hexadecimal', write: (bytes) => bytes.map(hex).join('.') },
	{
		name: 'mixed bases',
		write: (bytes) =>
			`${hex(at(bytes, 0))}.${octal(at(bytes, 1))}.${at(bytes, 2)}.${hex(at(bytes, 3))}`,
	},
	{ name: 'one decimal number', write: (bytes) => String(whole(bytes)) },
	{
		name: 'one hexadecimal number',
		write: (bytes) => `0X${whole(bytes).toString(16).toUpperCase()}`,
	},
	{ name: 'one octal number', write: (bytes) => octal(whole(bytes)) },
	{ name: 'two parts', write: (bytes) => `${at(bytes, 0)}.${whole(bytes.slice(1))}` },
	{
		name: 'three parts',
		write: (bytes) => `${at(bytes, 0)}.${at(bytes, 1)}.${whole(bytes.slice(2))}`,
	},
	{ name: 'full width', write: (bytes) => wide(dotted(bytes)) },
	{ name: 'ideographic full stops', write: (bytes) => bytes.join('。') },
	{
		name: 'percent-encoded',
		write: (bytes) =>
			[...dotted(bytes)].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join(''),
	},
	{ name: 'IPv4-mapped', write: (bytes) => `[::ffff:${dotted(bytes)}]` },
	{ name: 'IPv4-mapped in hexadecimal', write: (bytes) => `[::FFFF:${words(bytes)}]` },
	{
		name: 'IPv4-mapped in full',
		write: (bytes) => `[0000:0000:0000:0000:0000:ffff:${words(bytes)}]`,
	},
	{ name: 'IPv4-compatible', write: (bytes) => `[::${words(bytes)}]` },
	{ name: 'IPv4-translated', write: (bytes) => `[::ffff:0:${words(bytes)}]` },
	{ name: 'NAT64', write: (bytes) => `[64:ff9b::${words(bytes)}]` },
	{ name: 'local NAT64', write: (bytes) => `[64:ff9b:1::${words(bytes)}]` },
	{ name: '6to4', write: (bytes) => `[2002:${words(bytes)}::1]` },
	{ name: 'Teredo', write: (bytes) => `[2001:0:4136:e378:8000:63bf:${words(bytes, 0xff)}]` },
];

/** The bytes of an address. */
export const bytesOf = (address: string): readonly number[] => ipaddr.parse(address).toByteArray();
