/** Where a token may go: a zone of Make over https, or a stand-in on this machine. */
export type Zone = { readonly host: string; readonly protocol: 'https' | 'http' };

/** The zone that a host names, such as `eu2.make.com`; null for any other host. */
export const zoneOf = (host: string): Zone | null => {
	if (/^[a-z0-9-]+\.make\.(?:com|celonis\.com)$/.test(host)) return { host, protocol: 'https' };
	if (/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host)) return { host, protocol: 'http' };
	return null;
};
