/** Why a custom header may not be sent with hooks (contract, "headers"). */
export type HeaderFault = 'name' | 'reserved' | 'value' | 'repeated';

/** RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/;
/** Visible ASCII with spaces inside, as in `Bearer abc`. */
const visible = /^[\x21-\x7e](?:[\x20-\x7e]{0,510}[\x21-\x7e])?$/;
/** What we or the connection set ourselves. */
const reserved =
	/^(?:host|content-.*|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*|cookie|user-agent|webhook-.*|x-voicehooks-.*|voicehooks-.*|.*-signature)$/i;

const faultOf = (name: string, value: string, seen: ReadonlySet<string>): HeaderFault | null => {
	if (!token.test(name)) return 'name';
	if (reserved.test(name)) return 'reserved';
	if (seen.has(name.toLowerCase())) return 'repeated';
	return visible.test(value) ? null : 'value';
};

/** What is wrong with custom headers, by the header's name as given. */
export const headerFaults = (
	headers: Readonly<Record<string, string>>,
): readonly { readonly name: string; readonly fault: HeaderFault }[] => {
	const seen = new Set<string>();
	return Object.entries(headers).flatMap(([name, value]) => {
		const fault = faultOf(name, value, seen);
		seen.add(name.toLowerCase());
		return fault === null ? [] : [{ name, fault }];
	});
};
