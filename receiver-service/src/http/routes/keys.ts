import { z } from 'zod';
import { notFound } from '../../domain/not-found.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type ApiKey, scopes } from '../../domain/types.ts';
import type { Context } from '../../pipeline/context.ts';
import { createKey, revokeKey, rotateKey } from '../../pipeline/keys.ts';
import {
	listOptions,
	listParameters,
	listReply,
	pageSchema,
	timeText,
	timeTextOrNull,
} from '../list.ts';
import { type Caller, type Route, route } from '../route.ts';
import { idParams, label } from '../schemas.ts';

const tag = 'API keys';

const keyFields = {
	id: z.string(),
	name: z.string(),
	hint: z.string().describe('Its last four characters.'),
	scopes: z.array(z.enum(scopes)),
	successor_id: z.string().nullable().describe('The key that replaced it by rotation.'),
	created_at: z.iso.datetime(),
	revoked_at: z.iso.datetime().nullable(),
};
const keySchema = z.object(keyFields).meta({ id: 'ApiKey' });
const newKeySchema = z
	.object({ ...keyFields, api_key: z.string().describe('The key itself. Shown this once.') })
	.meta({ id: 'NewApiKey' });

const showKey = (key: ApiKey) => ({
	id: key.id,
	name: key.name,
	hint: key.hint,
	scopes: key.scopes,
	successor_id: key.successorId,
	created_at: timeText(key.createdAt),
	revoked_at: timeTextOrNull(key.revokedAt),
});

/** A key of the caller's organisation, revoked or not. Throws 404. */
const ownKey = (context: Context, caller: Caller, id: string): ApiKey => {
	const key = context.directory.key(id);
	if (key?.orgId !== caller.orgId) throw notFound('key');
	return key;
};

const list = route({
	method: 'get',
	path: '/v1/keys',
	tag,
	summary: 'List API keys',
	scope: 'admin',
	query: z.object(listParameters),
	responses: { 200: { description: 'Keys, revoked ones too.', schema: pageSchema(keySchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listKeys(caller.orgId, listOptions('key', query));
		return { status: 200, body: listReply('key', page, ({ id }) => id, showKey) };
	},
});

const create = route({
	method: 'post',
	path: '/v1/keys',
	tag,
	summary: 'Make an API key',
	scope: 'admin',
	keyOnly: true,
	idempotency: 'optional',
	example: { name: 'Zapier', scopes: ['read', 'subscribe'] },
	body: z.strictObject({
		name: label,
		scopes: z
			.array(z.enum(scopes))
			.min(1)
			.max(scopes.length)
			.transform((given) => scopes.filter((scope) => given.includes(scope)))
			.default(['read', 'subscribe'])
			.describe('What it may do. Default: what Zapier, n8n and Make triggers need.'),
	}),
	responses: { 201: { description: 'The key, shown this once.', schema: newKeySchema } },
	handle: async ({ context, caller, body }) => {
		const { key, text } = await createKey(context, { orgId: caller.orgId, ...body });
		return { status: 201, body: { ...showKey(key), api_key: text } };
	},
});

const rotate = route({
	method: 'post',
	path: '/v1/keys/{id}/rotate',
	tag,
	summary: 'Replace an API key',
	description:
		'The successor takes over its subscriptions; both sign until the old key is revoked, which goes on working until then.',
	scope: 'admin',
	keyOnly: true,
	idempotency: 'optional',
	params: idParams,
	responses: {
		201: {
			description: 'The successor, shown this once.',
			schema: newKeySchema.extend({ subscriptions_moved: z.int() }).meta({ id: 'RotatedApiKey' }),
		},
	},
	handle: async ({ context, caller, params }) => {
		const old = ownKey(context, caller, params.id);
		if (old.revokedAt !== null) throw new Refusal('key_revoked');
		const successor = old.successorId === null ? undefined : context.directory.key(old.successorId);
		if (successor?.revokedAt === null) throw new Refusal('key_already_rotated');
		const { key, text, moved } = await rotateKey(context, old);
		return { status: 201, body: { ...showKey(key), api_key: text, subscriptions_moved: moved } };
	},
});

const transfer = z.string().min(1).describe('The key that takes over its subscriptions.');

const revoke = route({
	method: 'delete',
	path: '/v1/keys/{id}',
	audit: 'key.revoke',
	tag,
	summary: 'Revoke an API key',
	description:
		'At once, with its access tokens. Its subscriptions go to `transfer_to` (in the query or the body), else to the key that replaced it by rotation, else they are disabled with reason `key_revoked` and Zapier is told. Also 204 when it was revoked before.',
	scope: 'admin',
	params: idParams,
	query: z.object({ transfer_to: transfer.optional() }),
	bodyOptional: true,
	body: z.strictObject({ transfer_to: transfer.optional() }),
	responses: { 204: { description: 'The key is revoked.' } },
	handle: async ({ context, caller, params, query, body }) => {
		const key = ownKey(context, caller, params.id);
		const heirId = body.transfer_to ?? query.transfer_to;
		const heir = heirId === undefined ? null : ownKey(context, caller, heirId);
		if (heir !== null && (heir.revokedAt !== null || heir.id === key.id)) {
			throw new Refusal('key_cannot_inherit');
		}
		if (key.revokedAt !== null) return { status: 204, audited: null };
		await revokeKey(context, key, heir);
		return { status: 204 };
	},
});

export const keyRoutes: readonly Route[] = [list, create, rotate, revoke];
