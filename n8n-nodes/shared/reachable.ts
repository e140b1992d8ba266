import { type IHookFunctions, NodeOperationError } from 'n8n-workflow';

/** Networks that only their own machines reach (RFC 1918, 1122, 3927, 6598, 4193, 4291, 6762). */
const privateHosts: readonly RegExp[] = [
	/^localhost$|\.localhost$|\.local$|\.internal$|\.lan$/,
	/^(?:0|10|127)\.[\d.]+$/,
	/^192\.168\.[\d.]+$/,
	/^169\.254\.[\d.]+$/,
	/^172\.(?:1[6-9]|2\d|3[01])\.[\d.]+$/,
	/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.[\d.]+$/,
	/^\[(?:::1?|::ffff:.*|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/,
	/** One word, such as the name of a container. */
	/^[^.:[\]]+$/,
];

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).hostname : null);

/** Whether only machines of the same network can call a URL, as far as its host tells. */
export const isPrivate = (url: string): boolean => {
	const host = hostOf(url);
	return host !== null && privateHosts.some((pattern) => pattern.test(host));
};

/**
 * Throws a NodeOperationError when n8n hands out a webhook URL of its own machine or network while
 * the service is elsewhere: every delivery would fail, and nobody would know why.
 */
export const checkReachable = (
	context: IHookFunctions,
	webhookUrl: string,
	baseUrl: string,
): void => {
	if (!isPrivate(webhookUrl) || isPrivate(baseUrl)) return;
	throw new NodeOperationError(
		context.getNode(),
		`Voicehooks at ${hostOf(baseUrl)} cannot reach this n8n: its webhook URL is ${new URL(webhookUrl).origin}`,
		{
			description:
				'Give n8n a public https address and set it as N8N_WEBHOOK_URL (WEBHOOK_URL before n8n 2.41), then restart n8n. To try things out on one machine, use a tunnel, or run the receiver-service there too.',
		},
	);
};
