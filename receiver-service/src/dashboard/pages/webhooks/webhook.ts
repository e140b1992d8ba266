import type { components } from '../../api/schema.ts';
import type { Tone } from '../../components/state.tsx';

export type Webhook = components['schemas']['Subscription'];
export type Platform = Webhook['platform'];
export type WebhookState = Webhook['status'] | 'failing' | 'listening';

export const webhooksKey = ['webhooks'] as const;

export const platforms = ['custom', 'zapier', 'n8n', 'make'] as const satisfies readonly Platform[];

/** Names of products are the same in every language. */
export const platformNames = { zapier: 'Zapier', n8n: 'n8n', make: 'Make' } as const;

/** An active one whose attempts fail is in trouble before it is disabled. */
export const stateOf = ({
	status,
	mode,
	consecutive_failures,
}: Pick<Webhook, 'status' | 'mode' | 'consecutive_failures'>): WebhookState => {
	if (mode === 'test') return 'listening';
	return status === 'active' && consecutive_failures > 0 ? 'failing' : status;
};

export const stateTones: Readonly<Record<WebhookState, Tone>> = {
	active: 'good',
	failing: 'bad',
	listening: 'accent',
	paused: 'warn',
	disabled: 'bad',
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** Its own name, else what the platform tells of it, else the host it goes to. */
export const nameOf = ({ name, client, url }: Pick<Webhook, 'name' | 'client' | 'url'>): string =>
	name ?? client?.workflow_name ?? hostOf(url);

/** Where on its platform it lives: n8n tells its workflow and its node. */
export const placeOf = ({ client }: Pick<Webhook, 'client'>): string | null => {
	const parts = [client?.workflow_name, client?.node_name].filter(
		(part) => part !== undefined && part !== '',
	);
	return parts.length === 0 ? null : parts.join(' › ');
};

/** Those that a platform registered are kept apart from those added by hand. */
export const isOfPlatform = ({
	platform,
	made_by,
}: Pick<Webhook, 'platform' | 'made_by'>): boolean => platform !== 'custom' && made_by === 'key';

/** Whether what somebody typed is found in what the list shows of it. */
export const isFound = (webhook: Webhook, typed: string): boolean => {
	const words = typed.toLowerCase().split(/\s+/);
	const text = [
		nameOf(webhook),
		webhook.url,
		webhook.id,
		webhook.platform,
		placeOf(webhook) ?? '',
		...webhook.event_types,
	]
		.join('\n')
		.toLowerCase();
	return words.every((word) => text.includes(word));
};
