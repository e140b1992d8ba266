import { isIP } from 'node:net';
import type { UnsafeUrlReason } from '../../ports.ts';

/** A URL taken apart, as far as its text alone decides. */
export type HookUrl = {
	readonly isHttps: boolean;
	/** Without brackets and without a trailing dot. */
	readonly host: string;
	readonly isLiteral: boolean;
	readonly port: number;
	/** `https://host[:port]`. */
	readonly origin: string;
	/** Path and query. */
	readonly path: string;
};

const firstUnprivilegedPort = 1_024;
const portsBelow: readonly number[] = [80, 443];
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

const withoutTrailingDot = (hostname: string): string => hostname.replace(/\.+$/, '');

const portOf = (url: URL): number =>
	url.port === '' ? (defaultPorts[url.protocol] ?? 0) : Number(url.port);

/**
 * Takes a URL apart, or says why its text alone is unsafe: only http and https, no credentials, no
 * port below 1024 but 80 and 443, and not our own public URL. `URL` has folded octal, decimal,
 * hexadecimal and full-width hosts to dotted IPv4 by then.
 */
export const parseHookUrl = (text: string, publicUrl: string): HookUrl | UnsafeUrlReason => {
	const url = URL.parse(text);
	if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'url_invalid';
	if (url.username !== '' || url.password !== '') return 'url_has_credentials';
	const hostname = withoutTrailingDot(url.hostname);
	if (hostname === '') return 'url_invalid';
	const port = portOf(url);
	if (port === 0 || (port < firstUnprivilegedPort && !portsBelow.includes(port))) {
		return 'url_port_not_allowed';
	}
	const own = URL.parse(publicUrl);
	if (own !== null && withoutTrailingDot(own.hostname) === hostname && portOf(own) === port) {
		return 'url_own_address';
	}
	const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
	return {
		isHttps: url.protocol === 'https:',
		host,
		isLiteral: isIP(host) !== 0,
		port,
		origin: `${url.protocol}//${hostname}${url.port === '' ? '' : `:${url.port}`}`,
		path: url.pathname + url.search,
	};
};
