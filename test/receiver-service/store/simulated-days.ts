import { randomBytes } from 'node:crypto';
import { createIdMaker } from '../../../receiver-service/src/domain/id.ts';
import type { Message } from '../../../receiver-service/src/domain/types.ts';
import { retentionLimits } from '../../../receiver-service/src/pipeline/retention.ts';
import type { Store } from '../../../receiver-service/src/ports.ts';
import {
	attempt,
	delivery,
	entry,
	message,
	newHash,
	newId,
	page,
	receipt,
	settlement,
	subscription,
} from './builders.ts';

const retentionDays = 30;
/** Rejected requests stay so long. */
const rejectedDays = 7;
/** Deduplication keys stay so long. */
const keyDays = 400;
const eventsEachDay = 12;
const payload = Buffer.alloc(4_096, 'x');
const dayMs = 86_400_000;
const stepRows = 500;

/** Stands still until it is told to go on. */
export type SimulatedClock = {
	readonly now: () => number;
	readonly pass: (milliseconds: number) => void;
};

export const createSimulatedClock = (): SimulatedClock => {
	let now = Date.now();
	return {
		now: () => now,
		pass: (milliseconds) => {
			now += milliseconds;
		},
	};
};

type SimulatedDays = {
	readonly orgId: string;
	/** Lets days of steady traffic pass, each with its retention. */
	readonly pass: (days: number) => Promise<void>;
	/** Lets time pass without traffic. */
	readonly skip: (days: number) => Promise<void>;
	/** Of every day the first message. */
	readonly firstOfDay: readonly Message[];
	/** Whether the event of a day is still known as a duplicate. */
	readonly isKnown: (day: number) => Promise<boolean>;
	/** The message of the first day whose delivery is still open. */
	readonly waiting: () => Message;
	readonly settleWaiting: () => Promise<void>;
};

/**
 * Steady traffic on a clock of its own: each day the same number of events of 8 KB that are
 * delivered, one request that is rejected, and what the service's retention does at that time.
 */
const simulateDays = async (store: Store, clock: SimulatedClock): Promise<SimulatedDays> => {
	const idAt = createIdMaker(clock.now, randomBytes);
	const orgId = newId('org');
	const to = subscription(orgId);
	await store.createSubscription(to);
	const keys: string[] = [];
	const firstOfDay: Message[] = [];

	const accept = async (): Promise<{ readonly event: Message; readonly key: string }> => {
		const event = message(orgId, {
			id: idAt('msg'),
			receivedAt: clock.now(),
			raw: payload,
			body: payload,
		});
		const key = newHash();
		const one = delivery(to, { id: idAt('dlv'), dueAt: clock.now() });
		await store.accept(entry(event, [one], { deduplicationKey: key }));
		await store.settle(
			settlement(one, orgId, { attempt: attempt({ id: idAt('att'), at: clock.now() }) }),
		);
		return { event, key };
	};
	const skip = async (days: number): Promise<void> => {
		clock.pass(days * dayMs);
		while (await store.retain(retentionLimits(clock.now(), retentionDays), stepRows));
	};
	const passDay = async (): Promise<void> => {
		const [first] = await Promise.all(Array.from({ length: eventsEachDay }, accept));
		if (first !== undefined) {
			firstOfDay.push(first.event);
			keys.push(first.key);
		}
		await store.addReceipt(
			receipt(orgId, 'src_1', { id: idAt('rcp'), receivedAt: clock.now() }),
			100,
		);
		await skip(1);
	};

	const waiting = message(orgId, {
		id: idAt('msg'),
		receivedAt: clock.now(),
		raw: payload,
		body: payload,
	});
	const open = delivery(to, { id: idAt('dlv'), dueAt: clock.now() });
	await store.accept(entry(waiting, [open]));
	return {
		orgId,
		pass: async (days) => {
			for (let day = 0; day < days; day += 1) await passDay();
		},
		skip,
		firstOfDay,
		isKnown: async (day) => {
			const again = message(orgId, { id: idAt('msg'), receivedAt: clock.now() });
			const key = keys[day] ?? '';
			const { kind } = await store.accept(entry(again, [], { deduplicationKey: key }));
			return kind === 'duplicate';
		},
		waiting: () => waiting,
		settleWaiting: () =>
			store.settle(
				settlement(open, orgId, { attempt: attempt({ id: idAt('att'), at: clock.now() }) }),
			),
	};
};

/** What a database may weigh. */
export type Growth = {
	/** What it takes on disk. */
	readonly size: () => Promise<number>;
	/** Of what stays of an event once its payload is gone: its key. */
	readonly keyBytes: number;
	/** Share by which a size that has settled may differ. */
	readonly tolerance: number;
	/** Days of traffic after the first two months. */
	readonly moreDays: number;
};

/** What must hold after months of steady traffic; the days go on for who has more to see. */
export const retentionHolds = async (
	store: Store,
	clock: SimulatedClock,
	{ size, keyBytes, tolerance, moreDays }: Growth,
): Promise<Pick<SimulatedDays, 'pass' | 'skip' | 'isKnown'>> => {
	const days = await simulateDays(store, clock);
	const { orgId, firstOfDay } = days;
	const isThere = async (day: number) =>
		(await store.getMessage(orgId, firstOfDay[day]?.id ?? '')) !== null;

	await days.pass(2 * retentionDays);
	const settled = await size();
	// Payloads go at their age, and not before.
	expect(await isThere(retentionDays - 2)).toBe(false);
	expect(await isThere(retentionDays + 2)).toBe(true);
	// An open delivery keeps its own message, and no other of its day.
	expect(await isThere(0)).toBe(false);
	// One was rejected each day.
	const rejected = { orgId, sourceId: null, outcomes: ['rejected'] } as const;
	expect((await store.listReceipts(rejected, page({ limit: 100 }))).items).toHaveLength(
		rejectedDays,
	);
	// The key of what is long gone stays, and what still has to be delivered.
	expect(await days.isKnown(0)).toBe(true);
	expect(await store.getMessage(orgId, days.waiting().id)).not.toBeNull();

	await days.pass(moreDays);
	const added = moreDays * eventsEachDay;
	expect(await size()).toBeLessThan(settled * (1 + tolerance) + added * keyBytes);
	expect(await days.isKnown(0)).toBe(true);

	expect(await store.getMessage(orgId, days.waiting().id)).not.toBeNull();
	await days.settleWaiting();
	await days.skip(1);
	expect(await store.getMessage(orgId, days.waiting().id)).toBeNull();

	await days.skip(keyDays - 2 * retentionDays - moreDays - 2);
	expect(await days.isKnown(0)).toBe(true);
	await days.skip(2);
	expect(await days.isKnown(0)).toBe(false);
	return days;
};
