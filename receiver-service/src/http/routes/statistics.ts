import { z } from 'zod';
import type { BacklogSize } from '../../domain/backlog.ts';
import { invalidField } from '../../domain/invalid-field.ts';
import { counters } from '../../domain/statistics.ts';
import type { Context } from '../../pipeline/context.ts';
import { subscriptionMinutesDays } from '../../pipeline/retention.ts';
import { readStatistics, readSubscriptionStatistics, steps } from '../../pipeline/statistics.ts';
import { timeSchema, timeText, timeTextOrNull } from '../list.ts';
import { type Route, route } from '../route.ts';

const tag = 'Statistics';
/** A chart shows no more; neither does an answer. */
const maxPoints = 1_500;
const defaultPoints = 60;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Rows of so many hours of every subscription are added up for one answer. */
const maxSubscriptionRangeMs = 92 * dayMs;

const time = z.iso.datetime();
const sums = Object.fromEntries(counters.map((name) => [name, z.int()])) as Record<
	(typeof counters)[number],
	z.ZodInt
>;
const latencies = {
	p50_ms: z.number().nullable().describe('Of the attempts; null where there was none.'),
	p95_ms: z.number().nullable(),
};
const rate = z.number().nullable().describe('Between 0 and 1; null where there was no attempt.');

const range = {
	since: timeSchema.optional().describe('Inclusive; begins where its step begins.'),
	until: timeSchema.optional().describe('Exclusive; default: now.'),
};

const backlogSizes = { pending: z.int(), held: z.int(), dead_letter: z.int() };
const countedBacklog = z
	.object({
		...backlogSizes,
		oldest_pending_ms: z.int().nullable().describe('Age of the delivery that waited longest.'),
	})
	.nullable()
	.describe(
		'The most of each that a count in this step found. It is counted every minute; a very long backlog less often, and a count stands until the next. Null where nothing was counted.',
	);

const statisticsSchema = z
	.object({
		step: z.enum(['minute', 'hour', 'day']),
		data: z.array(z.object({ at: time, ...sums, ...latencies, backlog: countedBacklog })),
		totals: z.object({ ...sums, ...latencies, success_rate: rate }),
		backlog: z.object({
			...backlogSizes,
			oldest_pending_at: time.nullable().describe('When the delivery that waits longest was made.'),
		}),
	})
	.meta({ id: 'Statistics' });

const later = () =>
	invalidField('until', { en: 'must be later than since', fr: 'doit être postérieur à since' });

const hasMinutes = ({ clock }: Pick<Context, 'clock'>, since: number): boolean =>
	since >= clock.now() - subscriptionMinutesDays * dayMs;

const showSize = ({ pending, held, deadLetter, oldestPendingMs }: BacklogSize) => ({
	pending,
	held,
	dead_letter: deadLetter,
	oldest_pending_ms: oldestPendingMs,
});

const seriesRoute = route({
	method: 'get',
	path: '/v1/statistics',
	tag,
	summary: 'Show counts, rates and latencies',
	description:
		'Steps begin at whole minutes, hours or days (UTC). `events` are those stored, quarantined ones included; `attempts`, `succeeded` and `failed` count attempts to deliver. Of one subscription, whatever counts events is 0.',
	scope: 'read',
	query: z.object({
		...range,
		step: z.enum(['minute', 'hour', 'day']).default('minute'),
		subscription_id: z
			.string()
			.max(64)
			.optional()
			.describe('Only of this one; its minutes are kept for two days, hours and days for 400.'),
	}),
	responses: {
		200: {
			description: 'A point for each step, also where nothing happened.',
			schema: statisticsSchema,
		},
	},
	handle: async ({ context, caller, query }) => {
		const stepMs = steps[query.step];
		const until = query.until ?? context.clock.now();
		const since = query.since ?? until - (defaultPoints - 1) * stepMs;
		if (since >= until) throw later();
		if (Math.ceil(until / stepMs) - Math.floor(since / stepMs) > maxPoints) {
			throw invalidField('since', {
				en: `gives more than ${maxPoints} points: take a larger step or a shorter range`,
				fr: `donne plus de ${maxPoints} points : prenez un pas plus grand ou une période plus courte`,
			});
		}
		const subscriptionId = query.subscription_id ?? null;
		if (subscriptionId !== null && query.step === 'minute' && !hasMinutes(context, since)) {
			throw invalidField('since', {
				en: 'is more than two days ago: take a larger step for one subscription',
				fr: 'date de plus de deux jours : prenez un pas plus grand pour un seul abonnement',
			});
		}
		const found = await readStatistics(context, caller.orgId, {
			since,
			until,
			step: query.step,
			subscriptionId,
		});
		return {
			status: 200,
			body: {
				step: query.step,
				data: found.data.map(({ at, backlog, ...rest }) => ({
					at: timeText(at),
					...rest,
					backlog: backlog === null ? null : showSize(backlog),
				})),
				totals: found.totals,
				backlog: {
					pending: found.backlog.pending,
					held: found.backlog.held,
					dead_letter: found.backlog.deadLetter,
					oldest_pending_at: timeTextOrNull(found.backlog.oldestPendingAt),
				},
			},
		};
	},
});

const subscriptionsRoute = route({
	method: 'get',
	path: '/v1/statistics/subscriptions',
	tag,
	summary: 'Show how each subscription fares',
	description: 'In whole hours; default: the last 24.',
	scope: 'read',
	query: z.object(range),
	responses: {
		200: {
			description: 'Those with attempts in the range, the busiest first. One page.',
			schema: z.object({
				data: z.array(
					z.object({
						subscription_id: z.string(),
						succeeded: z.int(),
						failed: z.int(),
						dead_letters: z.int(),
						success_rate: rate,
						...latencies,
					}),
				),
				next_cursor: z.null(),
				has_more: z.literal(false),
			}),
		},
	},
	handle: async ({ context, caller, query }) => {
		const until = query.until ?? context.clock.now();
		const since = query.since ?? until - 23 * hourMs;
		if (since >= until) throw later();
		if (until - since > maxSubscriptionRangeMs) {
			throw invalidField('since', {
				en: 'is more than 92 days before until',
				fr: 'précède until de plus de 92 jours',
			});
		}
		const data = await readSubscriptionStatistics(context, caller.orgId, { since, until });
		return { status: 200, body: { data, next_cursor: null, has_more: false } };
	},
});

export const statisticsRoutes: readonly Route[] = [seriesRoute, subscriptionsRoute];
