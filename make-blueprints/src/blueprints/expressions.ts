import { standardWebhooksScheme, textSignatureScheme } from '@voicehooks/core';

/** Ids of the modules that every blueprint starts with. */
export const ids = { webhook: 1, settings: 2, event: 3, seen: 4, remember: 5, router: 6 } as const;

/** An expression as a field of a module holds it. */
export const expression = (text: string): string => `{{${text}}}`;

/** The value of a header of the webhook; module 1 lists them with lower-case names. */
const header = (name: string): string =>
	`first(map(${ids.webhook}.\`__IMTHEADERS__\`; "value"; "name"; "${name}"))`;

/** The bytes that were signed, as text: "JSON pass-through" is on. */
export const rawBody = `${ids.webhook}.value`;

/** A value that the user set in module 2. */
export const setting = (name: string): string => `${ids.settings}.${name}`;

/** A value of the event, by its path in the hook body. */
export const event = (path: string): string => `${ids.event}.${path}`;

const timestampHeader = textSignatureScheme.timestampHeader ?? '';
const sentAt = `ifempty(${header(timestampHeader)}; "0")`;

const unixSeconds = (text: string): string => `parseNumber(${text}; ".")`;

/** Seconds between signing and now, either way; a missing time is a very long one. */
export const ageSeconds = `abs(${unixSeconds('formatDate(now; "X")')} - ${unixSeconds(sentAt)})`;

/** The signatures that came, separated by commas while a secret is being rotated. */
export const signatures = `ifempty(${header(textSignatureScheme.header)}; "")`;

/** The signature that a secret gives: `v1=` and hex HMAC-SHA256 of time, dot and body. */
export const expectedSignature = (secret: string): string =>
	`${textSignatureScheme.prefix}{{sha256(${sentAt} + "." + ${rawBody}; "${textSignatureScheme.encoding}"; ${secret})}}`;

/**
 * What an event is remembered under: its id, so that a retry is not processed twice. A replay was
 * asked for, so it has a key of its own, that of its delivery; a retry of it has the same.
 */
export const rememberedUnder = `if(${event('replay')}; ifempty(${header('voicehooks-replay')}; ${event('id')} + "/" + ${sentAt}); ${event('id')})`;

/** The same without reading the body: what a target may deduplicate by. */
export const idempotencyKey = `ifempty(${header('voicehooks-replay')}; ${header(standardWebhooksScheme.idHeader ?? '')})`;
