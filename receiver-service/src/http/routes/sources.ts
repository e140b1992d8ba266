import { listFilterKeys, minimumFilterKeys, normalizedKeys } from '@voicehooks/core';
import { z } from 'zod';
import { ownSource, ownSubscription } from '../../pipeline/own.ts';
import { simulate } from '../../pipeline/simulate.ts';
import {
	changeSource,
	createSource,
	deleteSource,
	rotateIngestToken,
} from '../../pipeline/sources.ts';
import { listOptions, listParameters, listReply, pageSchema } from '../list.ts';
import { type Route, route } from '../route.ts';
import { idParams, label } from '../schemas.ts';
import { showSource, sourceSchema } from '../source-view.ts';
import { says } from '../validate.ts';

const tag = 'Sources';

/** Secrets and tokens are pasted: what cannot be part of one is a slip of the hand. */
const pastedSecret = z
	.string()
	.min(1)
	.max(512)
	.refine(
		(text) => !/\p{Cc}/u.test(text) && text.trim() === text,
		says({
			en: 'must be one line without spaces around it',
			fr: 'doit tenir sur une ligne, sans espace autour',
		}),
	);
const headerSafe = pastedSecret.refine(
	(text) => /^[\x20-\x7e]*$/.test(text),
	says({ en: 'must be ASCII', fr: 'doit être en ASCII' }),
);

const mappable: ReadonlySet<string> = new Set([
	...normalizedKeys,
	...listFilterKeys,
	...Object.values(minimumFilterKeys),
]);
const fieldMap = z
	.record(
		z.string().refine(
			(key) => mappable.has(key),
			says({
				en: `must be one of: ${[...mappable].join(', ')}`,
				fr: `doit être l’un de : ${[...mappable].join(', ')}`,
			}),
		),
		z
			.string()
			.max(200)
			.refine(
				(path) => /^[^.]+(?:\.[^.]+){0,9}$/.test(path),
				says({
					en: 'must be a dotted path into the body, such as call.tracking_number',
					fr: 'doit être un chemin pointé dans le corps, tel que call.tracking_number',
				}),
			),
	)
	.describe('Canonical or filter key → dotted path in the body, for payloads no vendor documents.');

const fields = {
	signing_secret: pastedSecret.nullish().describe('Write-only.'),
	api_token: headerSafe.nullish().describe("The vendor's own API key. Write-only."),
	enabled: z.boolean().optional(),
	accept_replays: z.boolean().optional(),
	timestamp_tolerance_seconds: z.int().min(1).max(31_536_000).optional(),
	field_map: fieldMap.optional(),
	sandbox: z.boolean().optional(),
	silence_alarm_hours: z
		.number()
		.min(1)
		.max(8_760)
		.nullish()
		.describe("Default: the organisation's; null: no alarm."),
};
const createBody = z.strictObject({ vendor: z.string().min(1).max(64), name: label, ...fields });
const changeBody = z.strictObject({
	name: label.optional(),
	...fields,
	signing_secret: pastedSecret
		.nullish()
		.describe('Becomes the newest secret beside the others, for rotation; null ends all of them.'),
	revoke_other_secrets: z.boolean().optional().describe('Ends every secret but the newest.'),
	remove_secret_ids: z.array(z.string().max(64)).max(20).optional(),
});

const ofBody = (body: z.output<typeof changeBody>) => ({
	signingSecret: body.signing_secret,
	apiToken: body.api_token,
	enabled: body.enabled,
	acceptReplays: body.accept_replays,
	timestampToleranceSeconds: body.timestamp_tolerance_seconds,
	fieldMap: body.field_map,
	sandbox: body.sandbox,
	silenceAlarmHours: body.silence_alarm_hours,
});

const list = route({
	method: 'get',
	path: '/v1/sources',
	tag,
	summary: 'List sources',
	scope: 'read',
	query: z.object(listParameters),
	responses: { 200: { description: 'A page of sources.', schema: pageSchema(sourceSchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listSources(caller.orgId, listOptions('src', query));
		const show = ({ id }: { readonly id: string }) => {
			const source = context.directory.source(id);
			return source === undefined ? [] : [showSource(context, caller, source)];
		};
		const reply = listReply(
			'src',
			page,
			({ id }) => id,
			(source) => source,
		);
		return { status: 200, body: { ...reply, data: page.items.flatMap(show) } };
	},
});

const create = route({
	method: 'post',
	path: '/v1/sources',
	tag,
	summary: 'Add a source',
	description:
		"One account at a vendor. Paste its `ingest_url` into the vendor's webhook settings; for Dexem, one of `ingest_urls` for each kind of event.",
	scope: 'admin',
	idempotency: 'optional',
	body: createBody,
	example: {
		vendor: 'inboundflow',
		name: 'Front desk',
		signing_secret: 'the-secret-set-at-inboundflow',
	},
	responses: { 201: { description: 'The source.', schema: sourceSchema } },
	handle: async ({ context, caller, body }) => {
		const { vendor, name } = body;
		const source = await createSource(context, caller.orgId, { vendor, name, ...ofBody(body) });
		return { status: 201, body: showSource(context, caller, source) };
	},
});

const show = route({
	method: 'get',
	path: '/v1/sources/{id}',
	tag,
	summary: 'Show a source and its health',
	scope: 'read',
	params: idParams,
	responses: { 200: { description: 'The source.', schema: sourceSchema } },
	handle: async ({ context, caller, params }) => {
		const source = ownSource(context, caller.orgId, params.id);
		return { status: 200, body: showSource(context, caller, source) };
	},
});

const change = route({
	method: 'patch',
	path: '/v1/sources/{id}',
	tag,
	summary: 'Change a source',
	description:
		'To rotate a secret: send the new `signing_secret`, change it at the vendor, then send `revoke_other_secrets: true`. Requests that were rejected are verified again with a new secret.',
	scope: 'admin',
	params: idParams,
	body: changeBody,
	responses: {
		200: {
			description: 'The source as it is now.',
			schema: sourceSchema
				.extend({
					recovered_messages: z
						.int()
						.describe('Rejected requests that a new secret turned into messages.'),
				})
				.meta({ id: 'ChangedSource' }),
		},
	},
	handle: async ({ context, caller, params, body }) => {
		const before = ownSource(context, caller.orgId, params.id);
		const { source, recovered } = await changeSource(context, before, {
			name: body.name,
			...ofBody(body),
			revokeOtherSecrets: body.revoke_other_secrets,
			removeSecretIds: body.remove_secret_ids,
		});
		const shown = showSource(context, caller, source);
		return { status: 200, body: { ...shown, recovered_messages: recovered } };
	},
});

const remove = route({
	method: 'delete',
	path: '/v1/sources/{id}',
	tag,
	summary: 'Delete a source',
	description: 'Its ingest URL stops at once; its messages stay until their retention ends.',
	scope: 'admin',
	params: idParams,
	responses: { 204: { description: 'The source is gone.' } },
	handle: async ({ context, caller, params }) => {
		await deleteSource(context, ownSource(context, caller.orgId, params.id));
		return { status: 204 };
	},
});

const rotate = route({
	method: 'post',
	path: '/v1/sources/{id}/rotate-token',
	tag,
	summary: 'Give a source a new ingest URL',
	description: 'The old URL keeps working for 24 hours, unless `immediate`.',
	scope: 'admin',
	idempotency: 'optional',
	params: idParams,
	bodyOptional: true,
	body: z.strictObject({ immediate: z.boolean().default(false) }),
	responses: { 200: { description: 'The source with its new URL.', schema: sourceSchema } },
	handle: async ({ context, caller, params, body }) => {
		const before = ownSource(context, caller.orgId, params.id);
		const source = await rotateIngestToken(context, before, body.immediate);
		return { status: 200, body: showSource(context, caller, source) };
	},
});

const test = route({
	method: 'post',
	path: '/v1/sources/{id}/test',
	tag,
	summary: 'Play an event of the vendor through the whole pipe',
	description:
		"The vendor's sample, signed as the vendor signs, marked `test: true`, to the sandbox and to the subscriptions named.",
	scope: 'publish',
	idempotency: 'optional',
	params: idParams,
	body: z.strictObject({
		event: z.string().min(1).max(128).describe("The vendor's own name, such as `call.completed`."),
		subscription_ids: z.array(z.string().max(64)).max(100).default([]),
	}),
	responses: {
		202: {
			description: 'The test message, and how many deliveries it has.',
			schema: z.object({ id: z.string(), deliveries: z.int() }),
		},
	},
	handle: async ({ context, caller, params, body }) => {
		const source = ownSource(context, caller.orgId, params.id);
		const ids = body.subscription_ids.map((id) => ownSubscription(context, caller.orgId, id).id);
		const prefix = `${source.vendor}.`;
		const event = body.event.startsWith(prefix) ? body.event.slice(prefix.length) : body.event;
		const onlySubscriptionIds = [...new Set(ids)];
		const played = await simulate(context, { source, event, onlySubscriptionIds, test: true });
		return { status: 202, body: played };
	},
});

export const sourceRoutes: readonly Route[] = [list, create, show, change, remove, rotate, test];
