import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { replayRange } from '../../pipeline/replay.ts';
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

const rangeRoute = route({
	method: 'post',
	path: '/v1/replays',
	tag: 'Deliveries',
	summary: 'Deliver a range again',
	description:
		'Without `status`: every accepted message of the range, to whoever matches now. With `status`: the deliveries that ended so, each to its own subscription. A large range is done in parts: send the same request again with `cursor` set to `next_cursor`.',
	scope: 'subscribe',
	idempotency: 'optional',
	body: z.object({
		subscription_id: z.string().optional(),
		type: repeated(typePatternSchema).optional(),
		status: repeated(endedStatuses).optional(),
		since: timeSchema.describe('Inclusive.'),
		until: timeSchema.describe('Exclusive.'),
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
		if (body.since >= body.until) {
			throw new Refusal(
				'validation_failed',
				{},
				{
					errors: [
						{
							path: 'until',
							message: { en: 'must be later than since', fr: 'doit être postérieur à since' },
						},
					],
				},
			);
		}
		// The two kinds of range walk different lists: a cursor of one is refused by the other.
		const kind = body.status === undefined ? 'replay_msg' : 'replay_dlv';
		const from = body.cursor === undefined ? null : resumeAt(kind, body.cursor);
		// Every part ends where the first began: what the first added is not part of the range.
		const end = from?.end ?? Math.min(body.until, context.clock.now());
		const done = await replayRange(context, caller.orgId, {
			subscriptionId: body.subscription_id ?? null,
			types: body.type ?? [],
			statuses: body.status ?? [],
			since: body.since,
			until: Math.min(body.until, end),
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
