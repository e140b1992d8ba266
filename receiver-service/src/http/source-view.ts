import { vendorById } from '@voicehooks/core';
import { z } from 'zod';
import { failuresUntilDisabled } from '../domain/source-failures.ts';
import type { Source } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import { silenceAlarmOf } from '../pipeline/silence.ts';
import { ingestUrlOf, ingestUrlsOf } from '../pipeline/sources.ts';
import { timeText, timeTextOrNull } from './list.ts';
import type { Caller } from './route.ts';

/** Without an event for so long, a source that had some is shown as silent, alarm or not. */
const silentAfterHours = 24;
const hourMs = 3_600_000;

const time = z.iso.datetime();

export const sourceSchema = z
	.object({
		id: z.string(),
		vendor: z.string(),
		name: z.string(),
		enabled: z.boolean(),
		sandbox: z.boolean().describe('Calls through it are played, never made.'),
		accept_replays: z.boolean().describe('A byte-identical re-send is a new message.'),
		timestamp_tolerance_seconds: z.int(),
		field_map: z.record(z.string(), z.string()),
		silence_alarm_hours: z
			.number()
			.nullable()
			.describe('After so many hours without an event it is silent and alerts; null: never.'),
		secrets: z
			.array(z.object({ id: z.string(), created_at: time }))
			.describe('Active signing secrets, newest first; their text is never shown.'),
		has_api_token: z.boolean(),
		ingest_url: z.string().nullable().describe('For admin keys; null for others.'),
		ingest_urls: z
			.record(z.string(), z.string())
			.optional()
			.describe('By event, where the body does not name it (Dexem). For admin keys.'),
		previous_url_expires_at: time.nullable().describe('Until when a replaced URL still works.'),
		health: z.object({
			status: z.enum(['waiting', 'ok', 'rejecting', 'silent']),
			last_event_at: time.nullable(),
			last_rejection_at: time.nullable(),
			consecutive_rejections: z.int(),
			silence_seconds: z.int().nullable().describe('Since the last event; null before the first.'),
			rejections_until_vendor_disables: z
				.int()
				.nullable()
				.describe('Null where the vendor documents no such limit.'),
			failures_until_vendor_disables: z
				.int()
				.nullable()
				.describe('The same by every answer of ours that was not 2xx, rejections included.'),
		}),
		created_at: time,
	})
	.meta({ id: 'Source' });

const showHealth = (context: Context, source: Source) => {
	const health = context.directory.sourceHealth(source.id);
	const { consecutiveRejections, lastEventAt, lastRejectionAt } = health;
	const silenceMs = lastEventAt === null ? null : Math.max(0, context.clock.now() - lastEventAt);
	const limit = vendorById(source.vendor)?.deliveryPolicy.disableAfterFailures ?? null;
	const alarm = silenceAlarmOf(context.directory.organisation(source.orgId), source);
	const silentAfterMs = (alarm ?? silentAfterHours) * hourMs;
	const calm = silenceMs === null ? 'waiting' : silenceMs > silentAfterMs ? 'silent' : 'ok';
	return {
		status: consecutiveRejections > 0 ? 'rejecting' : calm,
		last_event_at: timeTextOrNull(lastEventAt),
		last_rejection_at: timeTextOrNull(lastRejectionAt),
		consecutive_rejections: consecutiveRejections,
		silence_seconds: silenceMs === null ? null : Math.floor(silenceMs / 1_000),
		rejections_until_vendor_disables:
			limit === null ? null : Math.max(0, limit - consecutiveRejections),
		failures_until_vendor_disables: failuresUntilDisabled(source, health),
	};
};

/** Ingest URLs let anyone post as the vendor: only admins see them (contract, "Authentication"). */
const showUrls = (context: Context, caller: Pick<Caller, 'scopes'>, source: Source) => {
	if (!caller.scopes.includes('admin')) return { ingest_url: null };
	const urls = ingestUrlsOf(context, source).flatMap(({ label, ingestUrl }) =>
		label === null ? [] : [[label, ingestUrl]],
	);
	return {
		ingest_url: ingestUrlOf(context, source),
		...(urls.length === 0 ? {} : { ingest_urls: Object.fromEntries(urls) }),
	};
};

/** A source as its caller may see it. */
export const showSource = (context: Context, caller: Pick<Caller, 'scopes'>, source: Source) => {
	const [, previous] = source.tokens;
	const expiresAt = previous?.expiresAt ?? null;
	return {
		id: source.id,
		vendor: source.vendor,
		name: source.name,
		enabled: source.enabled,
		sandbox: source.sandbox,
		accept_replays: source.acceptReplays,
		timestamp_tolerance_seconds: source.timestampToleranceSeconds,
		field_map: source.fieldMap,
		silence_alarm_hours: silenceAlarmOf(context.directory.organisation(source.orgId), source),
		secrets: source.secrets.map(({ id, createdAt }) => ({ id, created_at: timeText(createdAt) })),
		has_api_token: source.apiToken !== null,
		...showUrls(context, caller, source),
		previous_url_expires_at:
			expiresAt === null || expiresAt <= context.clock.now() ? null : timeText(expiresAt),
		health: showHealth(context, source),
		created_at: timeText(source.createdAt),
	};
};
