import type { paths } from '../../api/schema.ts';
import { delaysIn, delaysText } from './delays.ts';
import type { Platform, Webhook } from './webhook.ts';

type Operations = paths['/v1/subscriptions'];
export type CreateBody = Operations['post']['requestBody']['content']['application/json'];
export type ChangeBody =
	paths['/v1/subscriptions/{id}']['patch']['requestBody']['content']['application/json'];

export const listKeys = [
	'tracking_number',
	'user',
	'agent_id',
	'campaign_id',
	'result',
	'urgency',
	'failure_reason',
] as const;
export const minimumKeys = ['min_duration_seconds', 'min_score'] as const;
export type ListKey = (typeof listKeys)[number];
export type MinimumKey = (typeof minimumKeys)[number];

export type Header = { readonly id: number; readonly name: string; readonly value: string };

/** What the form holds: texts as they are typed. */
export type Draft = {
	readonly name: string;
	readonly url: string;
	readonly platform: Platform;
	readonly types: readonly string[];
	readonly sourceId: string;
	readonly lists: Readonly<Partial<Record<ListKey, readonly string[]>>>;
	readonly minimums: Readonly<Partial<Record<MinimumKey, string>>>;
	readonly format: Webhook['format'];
	readonly policy: 'standard' | 'vendor' | 'own';
	readonly schedule: string;
	readonly timeout: string;
	readonly disableAfter: string;
	/** Null: as they are. Their values are never told. */
	readonly headers: readonly Header[] | null;
	readonly rateLimit: string;
	readonly enabled: boolean;
};

export const emptyDraft: Draft = {
	name: '',
	url: '',
	platform: 'custom',
	types: [],
	sourceId: '',
	lists: {},
	minimums: {},
	format: 'message',
	policy: 'standard',
	schedule: '5s, 5m, 30m, 2h',
	timeout: '30',
	disableAfter: '',
	headers: [],
	rateLimit: '',
	enabled: true,
};

const listOf = (value: string[] | number | undefined): readonly string[] =>
	Array.isArray(value) ? value : [];
const textOf = (value: unknown): string => (typeof value === 'number' ? String(value) : '');

export const draftOf = (webhook: Webhook): Draft => {
	const { policy, filter, header_names: headerNames } = webhook;
	const own = typeof policy === 'string' ? null : policy;
	return {
		name: webhook.name ?? '',
		url: webhook.url,
		platform: webhook.platform,
		types: webhook.event_types,
		sourceId: webhook.source_id ?? '',
		lists: Object.fromEntries(listKeys.map((key) => [key, listOf(filter[key])])),
		minimums: Object.fromEntries(minimumKeys.map((key) => [key, textOf(filter[key])])),
		format: webhook.format,
		policy: typeof policy === 'string' ? policy : 'own',
		schedule: own === null ? emptyDraft.schedule : delaysText(own.schedule_seconds),
		timeout: own === null ? emptyDraft.timeout : String(own.timeout_seconds),
		disableAfter: textOf(own?.disable_after),
		headers: headerNames.length === 0 ? [] : null,
		rateLimit: textOf(webhook.rate_limit_per_second),
		enabled: webhook.status === 'active',
	};
};

const policyOf = ({ policy, schedule, timeout, disableAfter }: Draft): CreateBody['policy'] =>
	policy === 'own'
		? {
				schedule_seconds: [...(delaysIn(schedule) ?? [])],
				timeout_seconds: Number(timeout),
				disable_after: disableAfter === '' ? null : Number(disableAfter),
			}
		: policy;

/** Lines that are left empty restrict nothing. */
const filterOf = ({ lists, minimums }: Draft): NonNullable<CreateBody['filter']> => ({
	...Object.fromEntries(
		listKeys.flatMap((key) => {
			const values = lists[key] ?? [];
			return values.length === 0 ? [] : [[key, [...values]]];
		}),
	),
	...Object.fromEntries(
		minimumKeys.flatMap((key) => {
			const text = minimums[key] ?? '';
			return text === '' ? [] : [[key, Number(text)]];
		}),
	),
});

const headersOf = (headers: readonly Header[]): Record<string, string> | null => {
	const named = headers.filter(({ name }) => name.trim() !== '');
	if (named.length === 0) return null;
	return Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]));
};

/** Platforms read our own format only. */
const formatOf = ({ platform, format }: Draft): Webhook['format'] =>
	platform === 'custom' ? format : 'message';

const common = (draft: Draft) => ({
	event_types: [...draft.types],
	name: draft.name.trim() === '' ? null : draft.name.trim(),
	source_id: draft.sourceId === '' ? null : draft.sourceId,
	filter: filterOf(draft),
	format: formatOf(draft),
	policy: policyOf(draft),
	rate_limit_per_second: draft.rateLimit === '' ? null : Number(draft.rateLimit),
});

export const createBody = (draft: Draft): CreateBody => ({
	...common(draft),
	url: draft.url.trim(),
	platform: draft.platform,
	headers: headersOf(draft.headers ?? []),
	enabled: draft.enabled,
});

/** The URL is sent only when it changed: who may not see it all has but its host. */
export const changeBody = (draft: Draft, webhook: Webhook): ChangeBody => {
	const url = draft.url.trim();
	const untouched =
		draft.headers === null || (draft.headers.length === 0 && webhook.header_names.length === 0);
	return {
		...common(draft),
		...(url === webhook.url ? {} : { url }),
		...(untouched ? {} : { headers: headersOf(draft.headers ?? []) }),
	};
};

/** `<vendor>.*` stands for all of a vendor's: single ones beside it would say nothing. */
export const withAll = (
	types: readonly string[],
	vendor: string,
	all: boolean,
): readonly string[] => {
	const others = types.filter((type) => !type.startsWith(`${vendor}.`));
	return all ? [...others, `${vendor}.*`] : others;
};

export const withType = (
	types: readonly string[],
	type: string,
	chosen: boolean,
): readonly string[] => {
	const others = types.filter((each) => each !== type);
	return chosen ? [...others, type] : others;
};

/** Custom headers were meant for their host. */
export const movesHost = (draft: Draft, webhook: Webhook): boolean => {
	const [asked, now] = [draft.url.trim(), webhook.url];
	if (!URL.canParse(asked) || !URL.canParse(now)) return false;
	return new URL(asked).host !== new URL(now).host;
};
