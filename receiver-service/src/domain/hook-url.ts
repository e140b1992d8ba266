/** Longer URLs are refused: no platform hands one out. */
const longestUrl = 2_048;

/**
 * One spelling for each hook URL, so that equal ones are recognised: as the URL standard writes
 * it, without the fragment, which is never sent. Null when it is not an http(s) URL.
 */
export const normaliseHookUrl = (text: string): string | null => {
	if (text.length > longestUrl || !URL.canParse(text)) return null;
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
	url.hash = '';
	return url.href;
};

/** Enough of a hook URL to recognise it; its path is a secret (contract). */
export const maskedHookUrl = (url: string): string => `${new URL(url).origin}/…`;
