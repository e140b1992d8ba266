import type { AlertEvent, AlertNotice } from '../../domain/alert.ts';
import type { Subscription } from '../../domain/types.ts';
import type { Context } from '../context.ts';
import { type Condition, conditionKey, conditionsNow, deadLetterCondition } from './conditions.ts';
import { isOver, resolutionOf } from './endings.ts';
import { hasDeadLetter } from './lost.ts';
import { sendAlert } from './send.ts';

/** Conditions are looked at, and what is due is sent, this often; and so soon after news. */
const everyMs = 60_000;
const soonMs = 5_000;
/** What is over must stay over so long, so that a hook that comes and goes is one alert. */
const resolveAfterMs = 30_000;
/** What one replica took and did not settle, another takes after so long. */
const claimForMs = 60_000;
const claimedAtOnce = 100;
/** Delay after each failed attempt to send; then it is given up. */
const retryDelaysMs = [30_000, 120_000, 600_000, 3_600_000, 21_600_000];

export type Alerts = {
	/** Something failed: it is looked at soon. */
	readonly failed: () => void;
	/** Something worked: what was wrong may be over. */
	readonly worked: () => void;
	/** A delivery to this subscription was given up. */
	readonly deadLettered: (subscription: Subscription) => void;
	/** This replica delivers to them from now on: what the one before knew is looked up. */
	readonly taken: (subscriptionIds: readonly string[]) => void;
	readonly start: () => void;
	/** Notes what was seen; resolves when the round under way is done. */
	readonly stop: () => Promise<void>;
};

/**
 * Notices what is wrong, notes it once until it is over, and sends it to whoever wants to hear of
 * it, and its end to whoever was told. Every replica looks; a row that can be there only once decides who noticed first, and a
 * claim who sends.
 */
export const createAlerts = (context: Context): Alerts => {
	const { clock, log, store } = context;
	const dead = new Map<string, Condition>();
	/** Whose dead letters nobody here has seen. */
	const unseen = new Set<string>();
	/** Since when a noted condition was not seen any more. */
	const absentSince = new Map<string, number>();
	let stopped = true;
	/** Conditions that lasted when it was looked last. */
	let lasting = 0;
	let cancelTimer = () => {};
	let dueAt = Number.POSITIVE_INFINITY;
	let isRunning = false;
	let newsWhileRunning = false;
	let round: Promise<void> = Promise.resolve();

	const raise = async (condition: Condition): Promise<void> => {
		const { orgId, kind, target, text } = condition;
		const at = clock.now();
		const id = context.newId('ale');
		const lasting = { resolvedAt: null, resolution: null };
		const raised = await store.raiseAlert({ id, orgId, at, kind, target, text, ...lasting });
		if (raised) log.warn('alert.raised', { org_id: orgId, kind, target_id: target.id });
	};

	/** Those that were given up by who did not live to tell. */
	const lostDeadLetters = async (known: ReadonlySet<string>): Promise<void> => {
		for (const id of unseen) {
			const subscription = context.directory.subscription(id);
			if (subscription !== undefined) {
				const condition = deadLetterCondition(context, subscription);
				const isLost =
					!known.has(conditionKey(condition)) && (await hasDeadLetter(context, subscription));
				if (isLost) await raise(condition);
			}
			unseen.delete(id);
		}
	};

	const resolve = async (open: readonly AlertEvent[], present: ReadonlySet<string>) => {
		const now = clock.now();
		for (const event of open) {
			if (!isOver(context, event, present)) {
				absentSince.delete(event.id);
				continue;
			}
			const since = absentSince.get(event.id) ?? now;
			absentSince.set(event.id, since);
			if (now - since < resolveAfterMs) continue;
			const resolution = resolutionOf(context, event);
			await store.resolveAlert(event.orgId, event.id, now, resolution);
			absentSince.delete(event.id);
			log.info('alert.resolved', { org_id: event.orgId, kind: event.kind });
		}
		const ids = new Set(open.map(({ id }) => id));
		for (const id of absentSince.keys()) if (!ids.has(id)) absentSince.delete(id);
	};

	const evaluate = async (): Promise<void> => {
		const conditions = conditionsNow(context);
		const open = await store.openAlertEvents();
		lasting = open.length;
		const known = new Set(open.map(conditionKey));
		for (const condition of conditions) {
			if (!known.has(conditionKey(condition))) await raise(condition);
		}
		for (const [key, condition] of dead) {
			if (!known.has(key)) await raise(condition);
			dead.delete(key);
		}
		await lostDeadLetters(known);
		await resolve(open, new Set(conditions.map(conditionKey)));
	};

	const settle = async (notice: AlertNotice, error: string | null): Promise<void> => {
		const at = clock.now();
		const delayMs = error === null ? undefined : retryDelaysMs[notice.attempts];
		const dueAt = delayMs === undefined ? null : at + delayMs;
		const { alertId, event, phase } = notice;
		await store.settleAlert({ alertId, eventId: event.id, phase }, { at, error, dueAt });
		const line = { org_id: event.orgId, alert_id: alertId, kind: event.kind, phase };
		if (error === null) log.info('alert.sent', line);
		else log.warn('alert.not_sent', { ...line, again: dueAt !== null });
	};

	const send = async (): Promise<void> => {
		const now = clock.now();
		const notices = await store.claimAlerts(now, now + claimForMs, claimedAtOnce);
		const groups = Map.groupBy(notices, ({ alertId, phase }) => `${alertId} ${phase}`);
		for (const group of groups.values()) {
			const [first] = group;
			if (first === undefined) continue;
			const alert = await store.getAlert(first.event.orgId, first.alertId);
			// Deleted meanwhile, and what waited for it with it.
			if (alert === null) continue;
			const errors = await sendAlert(
				context,
				alert,
				first.phase,
				group.map(({ event }) => event),
			);
			for (const [index, notice] of group.entries()) await settle(notice, errors[index] ?? null);
		}
	};

	const run = async (): Promise<void> => {
		dueAt = Number.POSITIVE_INFINITY;
		isRunning = true;
		try {
			await evaluate();
			await send();
		} catch (fault) {
			// The next round tries again.
			log.error('alerts.failed', { error: String(fault) });
		}
		isRunning = false;
		schedule(newsWhileRunning ? soonMs : absentSince.size > 0 ? resolveAfterMs : everyMs);
		newsWhileRunning = false;
	};

	/** The next round, unless one is sooner. A clock set forward leaves the timer where it was. */
	const schedule = (delayMs: number): void => {
		const now = clock.now();
		const at = now + delayMs;
		if (stopped || (dueAt >= now && dueAt <= at)) return;
		cancelTimer();
		dueAt = at;
		cancelTimer = clock.after(delayMs, () => {
			round = run();
		});
	};

	const news = (): void => {
		if (isRunning) newsWhileRunning = true;
		else schedule(soonMs);
	};

	return {
		failed: news,
		worked: () => {
			if (lasting > 0) news();
		},
		deadLettered: (subscription) => {
			const condition = deadLetterCondition(context, subscription);
			dead.set(conditionKey(condition), condition);
			news();
		},
		taken: (subscriptionIds) => {
			for (const id of subscriptionIds) unseen.add(id);
			news();
		},
		start: () => {
			if (!stopped) return;
			stopped = false;
			for (const { id } of context.directory.allSubscriptions()) unseen.add(id);
			schedule(soonMs);
		},
		stop: async () => {
			stopped = true;
			cancelTimer();
			await round;
			if (dead.size > 0)
				await evaluate().catch((fault) => log.error('alerts.failed', { error: String(fault) }));
		},
	};
};
