/** `::` stands for as many zero groups as are missing (RFC 4291 §2.2). */
const expand = (address: string): readonly string[] => {
	const [head = '', tail] = address.split('::');
	const left = head === '' ? [] : head.split(':');
	if (tail === undefined) return left;
	const right = tail === '' ? [] : tail.split(':');
	return [
		...left,
		...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'),
		...right,
	];
};

/**
 * What limits by address count as one caller: an IPv4 address, or the /64 that one IPv6 customer
 * commonly has to themselves.
 */
export const addressGroup = (address: string): string => {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
	return plain.includes(':') ? `${expand(plain).slice(0, 4).join(':')}::/64` : plain;
};

/** Whether a request came from this machine itself, not through a proxy that runs on it. */
export const isLocalCaller = (
	address: string,
	headers: Readonly<Record<string, unknown>>,
): boolean => {
	const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
	return !forwarded && /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i.test(address);
};
