import type { Organisation, Subscription } from '../domain/types.ts';
import type { RetentionLimits } from '../ports.ts';
import type { Context } from './context.ts';
import { sessionLife } from './sessions.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Contract: rejected bodies 7 days, deduplication keys at least 400, the rest as named there. */
const rejectedDays = 7;
const deduplicationDays = 400;
const idempotencyHours = 24;
const sandboxHours = 24;
const statisticsDays = 400;
/** Minutes of every subscription are many: long enough to look into what is wrong now. */
export const subscriptionMinutesDays = 2;
const alertEventDays = 90;
const auditDays = 400;

/** Rows of one step: a transaction short enough to stand between two of ingest's. */
const stepRows = 500;
/** Between steps, so that what is being delivered goes first. */
const pauseMs = 50;

export type Retention = {
	/** Begins the rounds; the first is a minute away. */
	readonly start: () => void;
	/** Ends them; resolves when the step under way is done. */
	readonly stop: () => Promise<void>;
};

/** What is too old at this moment. */
export const retentionLimits = (
	now: number,
	retentionDays: number,
	organisations: readonly Pick<Organisation, 'id' | 'retentionDays'>[] = [],
): RetentionLimits => ({
	messagesBefore: now - retentionDays * dayMs,
	rejectedReceiptsBefore: now - rejectedDays * dayMs,
	deduplicationBefore: now - deduplicationDays * dayMs,
	idempotencyBefore: now - idempotencyHours * hourMs,
	sandboxBefore: now - sandboxHours * hourMs,
	callContextsBefore: now - retentionDays * dayMs,
	statisticsBefore: now - statisticsDays * dayMs,
	subscriptionMinutesBefore: now - subscriptionMinutesDays * dayMs,
	alertEventsBefore: now - alertEventDays * dayMs,
	messagesBeforeByOrganisation: Object.fromEntries(
		organisations.flatMap(({ id, retentionDays: own }) =>
			typeof own === 'number' && own < retentionDays ? [[id, now - own * dayMs]] : [],
		),
	),
	signInLinksBefore: now,
	sessionsUsedBefore: now - sessionLife.idleMs,
	sessionsBegunBefore: now - sessionLife.wholeMs,
	auditBefore: now - auditDays * dayMs,
});

/** Removes a test subscription whose time is over; nobody takes over what it still had. */
const removeExpired = async (context: Context, { id, orgId }: Subscription, now: number) => {
	await context.store.deleteSubscription(orgId, id, now, now);
	context.directory.removeSubscription(id);
	context.dispatcher.changed(id);
};

/**
 * Forgets what is too old: hourly, in bounded steps with pauses. Every minute it also ends what
 * had a time: test subscriptions, and the backlog of deleted ones that nobody took over.
 */
export const createRetention = (context: Context): Retention => {
	const { clock, config, directory, log, store } = context;
	let stopped = true;
	let cancelTimer = () => {};
	let round: Promise<void> = Promise.resolve();
	let lastSweepAt: number | null = null;

	const pause = () =>
		new Promise<void>((resolve) => {
			const cancel = clock.after(pauseMs, resolve);
			cancelTimer = () => {
				cancel();
				resolve();
			};
		});

	const sweep = async (): Promise<void> => {
		const limits = retentionLimits(clock.now(), config.retentionDays, directory.organisations());
		let steps = 1;
		while (!stopped && (await store.retain(limits, stepRows))) {
			steps += 1;
			if (!stopped) await pause();
		}
		log.info('retention.swept', { steps });
	};

	const endWhatIsOver = async (): Promise<void> => {
		const now = clock.now();
		const over = [...directory.allSubscriptions()].filter(
			({ expiresAt, mode }) => mode === 'test' && expiresAt !== null && expiresAt <= now,
		);
		for (const subscription of over) await removeExpired(context, subscription, now);
		await store.expireHandovers(now);
	};

	const run = async (): Promise<void> => {
		try {
			await endWhatIsOver();
			const now = clock.now();
			if (lastSweepAt === null || Math.abs(now - lastSweepAt) >= hourMs) {
				lastSweepAt = now;
				await sweep();
			}
		} catch (fault) {
			// The next round tries again; what is late by a minute harms nobody.
			log.error('retention.failed', { fault: fault instanceof Error ? fault.name : 'unknown' });
		}
		schedule();
	};

	const schedule = () => {
		if (stopped) return;
		cancelTimer = clock.after(minuteMs, () => {
			round = run();
		});
	};

	return {
		start: () => {
			if (!stopped) return;
			stopped = false;
			schedule();
		},
		stop: async () => {
			stopped = true;
			cancelTimer();
			await round;
		},
	};
};
