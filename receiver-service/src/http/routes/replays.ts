import { z } from 'zod';
import { invalidField } from '../../domain/invalid-field.ts';
import { replayDeliveries, replayRange } from '../../pipeline/replay.ts';
import { cursorOf, positionIn, repeated, timeSchema } from '../list.ts';
import { typePatternSchema } from '../message-query.ts';
import { type Route, route } from '../route.ts';

/** Only what has ended can be delivered again: the rest is still on its way. */
const endedStatuses = z.enum(['succeeded', 'dead_letter', 'canceled']);

const resumePattern = /^\d{1,15}~[a-z0-9_]{1,40}$/;

/** Where a part stopped, and where the whole range ends. */
const resumeAt = (
	kind: string,
	cursor: string,
): { readonly end: number; readonly after: string } => {
	const [end = '', after = ''] = positionIn(kind, cursor, resumePattern).split('~');
	return { end: Number(end), after };
};

const missing = {
	en: 'is needed, unless delivery_ids are given',
	fr: 'est requis, sauf si delivery_ids est fourni',
};

/** Throws a `Refusal` where a range is not whole. */
const rangeOf = ({
	since,
	until,
}: {
	readonly since?: number | undefined;
	readonly until?: number | undefined;
}): { readonly since: number; readonly until: number } => {
	if (since === undefined) throw invalidField('since', missing);
	if (until === undefined) throw invalidField('until', missing);
	if (since < until) return { since, until };
	throw invalidField('until', {
		en: 'must be later than since',
		fr: 'doit être postérieur à since',
	});
};

/** Throws a `Refusal` where a range is given beside ids: it is one or the other. */
const onlyIds = ({ delivery_ids: _ids, ...rest }: Readonly<Record<string, unknown>>): void => {
	const [other] = Object.entries(rest).filter(([, value]) => value !== undefined);
	if (other === undefined) return;
	throw invalidField(other[0], {
		en: 'cannot be given beside delivery_ids',
		fr: 'ne peut pas accompagner delivery_ids',
	});
};

const rangeRoute = route({
	method: 'post',
	path: '/v1/replays',
	tag: 'Deliveries',
	summary: 'Deliver a range again',
	description:
		'Without `status`: every accepted message of the range, to whoever matches now. With `status`: the deliveries that ended so, each to its own subscription. With `delivery_ids`: exactly those; what is still on its way, or whose subscription or message is gone, is left out. A large range is done in parts: send the same request again with `cursor` set to `next_cursor`.',
	scope: 'subscribe',
	idempotency: 'optional',
	body: z.object({
		subscription_id: z.string().optional(),
		type: repeated(typePatternSchema).optional(),
		status: repeated(endedStatuses).optional(),
		since: timeSchema.optional().describe('Inclusive; needed without `delivery_ids`.'),
		until: timeSchema.optional().describe('Exclusive; needed without `delivery_ids`.'),
		delivery_ids: z
			.array(z.string().min(1).max(64))
			.min(1)
			.max(100)
			.optional()
			.describe('These deliveries instead of a range, each again to its own subscription.'),
		cursor: z.string().max(200).optional(),
	}),
	responses: {
		202: {
			description: 'The new deliveries are on disk.',
			schema: z.object({
				messages: z.number().int(),
				deliveries: z.number().int(),
				next_cursor: z.string().nullable(),
				has_more: z.boolean(),
			}),
		},
	},
	handle: async ({ context, caller, body }) => {
		if (body.delivery_ids !== undefined) {
			onlyIds(body);
			const done = await replayDeliveries(context, caller.orgId, body.delivery_ids);
			return { status: 202, body: { ...done, next_cursor: null, has_more: false } };
		}
		const { since, until } = rangeOf(body);
		// The two kinds of range walk different lists: a cursor of one is refused by the other.
		const kind = body.status === undefined ? 'replay_msg' : 'replay_dlv';
		const from = body.cursor === undefined ? null : resumeAt(kind, body.cursor);
		// Every part ends where the first began: what the first added is not part of the range.
		const end = from?.end ?? Math.min(until, context.clock.now());
		const done = await replayRange(context, caller.orgId, {
			subscriptionId: body.subscription_id ?? null,
			types: body.type ?? [],
			statuses: body.status ?? [],
			since,
			until: Math.min(until, end),
			after: from?.after ?? null,
		});
		return {
			status: 202,
			body: {
				messages: done.messages,
				deliveries: done.deliveries,
				next_cursor: done.next === null ? null : cursorOf(kind, `${end}~${done.next}`),
				has_more: done.next !== null,
			},
		};
	},
});

export const replayRoutes: readonly Route[] = [rangeRoute];
