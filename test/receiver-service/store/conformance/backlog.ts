import type { BacklogEntry } from '../../../../receiver-service/src/ports.ts';
import { keepAll } from '../../../support/retention-limits.ts';
import {
	at,
	delivery,
	entry,
	message,
	newHash,
	newId,
	settlement,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = 600_000 * hour;

/** What waits, now and over time. */
export const backlogConforms = ({ store, reopen }: Subject): void => {
	/**
	 * A subscription with deliveries; `made` says when each message came, and what became of it. What
	 * waits for one that is paused is held.
	 */
	const withBacklog = async (
		made: readonly (readonly [at: number, status: 'open' | 'dead_letter'])[],
		members: Parameters<typeof subscription>[1] = {},
		orgId = newId('org'),
	) => {
		const to = subscription(orgId, members);
		await store().createSubscription(to);
		for (const [receivedAt, status] of made) {
			const own = delivery(to);
			await store().accept(entry(message(orgId, { receivedAt }), [own]));
			if (status === 'open') continue;
			await store().settle(settlement(own, orgId, { status }));
		}
		return to;
	};
	const countedOf = async (orgId: string) => {
		const { subscriptions } = await store().countBacklog();
		return subscriptions
			.filter((each) => each.orgId === orgId)
			.map(({ orgId: _, ...rest }) => rest)
			.toSorted((one, other) => (one.subscriptionId < other.subscriptionId ? -1 : 1));
	};

	it('counts what every subscription has, also of a target that several have', async () => {
		const targetId = newHash();
		const one = await withBacklog(
			[
				[at + 2, 'open'],
				[at + 5, 'open'],
				[at, 'dead_letter'],
			],
			{ targetId },
		);
		expect(await countedOf(one.orgId)).toEqual([
			{ subscriptionId: one.id, pending: 2, held: 0, deadLetter: 1, oldestPendingAt: at + 2 },
		]);
		const alone = await withBacklog([[at + 7, 'open']], { status: 'paused' }, one.orgId);
		const shared = await withBacklog([[at + 9, 'open']], { targetId }, one.orgId);
		const idle = await withBacklog([], {}, one.orgId);
		const foreign = await withBacklog([[at + 1, 'open']], { targetId });
		expect(await countedOf(one.orgId)).toEqual([
			{ subscriptionId: one.id, pending: 2, held: 0, deadLetter: 1, oldestPendingAt: at + 2 },
			{ subscriptionId: alone.id, pending: 0, held: 1, deadLetter: 0, oldestPendingAt: null },
			{ subscriptionId: shared.id, pending: 1, held: 0, deadLetter: 0, oldestPendingAt: at + 9 },
		]);
		const own = { pending: 2, held: 0, deadLetter: 1, oldestPendingAt: at + 2 };
		expect(await store().backlog(one.orgId, one.id)).toEqual(own);
		expect(await store().backlog(one.orgId)).toEqual({ ...own, pending: 3, held: 1 });
		const none = { pending: 0, held: 0, deadLetter: 0, oldestPendingAt: null };
		expect(await store().backlog(one.orgId, idle.id)).toEqual(none);
		expect(await store().backlog(one.orgId, foreign.id)).toEqual(none);
	});

	it('says what counting read', async () => {
		const { read: before } = await store().countBacklog();
		await withBacklog([
			[at, 'open'],
			[at, 'dead_letter'],
		]);
		await withBacklog([[at, 'open']], { status: 'paused' });
		expect((await store().countBacklog()).read).toBe(before + 3);
	});

	it('is counted by one in a minute, and shown once that is done', async () => {
		expect(await Promise.all([1, 2, 3].map(() => store().claimBacklogCount(start)))).toEqual(
			expect.arrayContaining([true, false, false]),
		);
		expect(await store().lastBacklogCount()).toEqual({ at: start, read: null });
		const orgId = newId('org');
		const query = {
			orgId,
			subject: '',
			since: start - hour,
			until: start + hour,
		} as const;
		const minutes = () => store().readBacklog({ ...query, kind: 'minute', stepMs: minute });
		expect(await minutes()).toEqual([]);
		await store().endBacklogCount(start, 7);
		await reopen();
		expect(await store().claimBacklogCount(start)).toBe(false);
		expect(await store().lastBacklogCount()).toEqual({ at: start, read: 7 });
		const empty = { pending: 0, held: 0, deadLetter: 0, oldestPendingMs: null };
		expect(await minutes()).toEqual([{ at: start, read: 7, ...empty }]);
		expect(await store().readBacklog({ ...query, kind: 'subscription', stepMs: hour })).toEqual([
			{ at: start, read: 7, ...empty },
		]);
	});

	const row = (
		orgId: string,
		time: number,
		pending: number,
		members: Partial<BacklogEntry> = {},
	): BacklogEntry => ({
		orgId,
		kind: 'minute',
		at: time,
		subject: '',
		pending,
		held: 0,
		deadLetter: 0,
		oldestPendingMs: null,
		...members,
	});

	it('keeps the most of each, whoever adds it and however often', async () => {
		const [orgId, other] = [newId('org'), newId('org')];
		const first = start + 3 * hour;
		for (const time of [first, first + minute, first + hour]) {
			await store().endBacklogCount(time, 1);
		}
		const high = row(orgId, first, 9, { held: 1, oldestPendingMs: 50 });
		const low = row(orgId, first, 4, { held: 2, deadLetter: 3, oldestPendingMs: 70 });
		await Promise.all([high, low, high].map((each) => store().addBacklog([each])));
		await store().addBacklog([
			row(orgId, first, 1),
			row(orgId, first + minute, 12),
			row(orgId, first + hour, 2),
			row(orgId, first, 99, { kind: 'subscription_minute', subject: 'sub_a' }),
			row(orgId, first, 77, { kind: 'hour' }),
			row(other, first, 55),
		]);
		const query = {
			orgId,
			kind: 'minute',
			subject: '',
			since: first,
			until: first + 2 * hour,
		} as const;
		const both = { read: 1, held: 2, deadLetter: 3, oldestPendingMs: 70 };
		const none = { read: 1, held: 0, deadLetter: 0, oldestPendingMs: null };
		expect(await store().readBacklog({ ...query, stepMs: minute })).toEqual([
			{ ...both, at: first, pending: 9 },
			{ ...none, at: first + minute, pending: 12 },
			{ ...none, at: first + hour, pending: 2 },
		]);
		expect(await store().readBacklog({ ...query, stepMs: hour })).toEqual([
			{ ...both, at: first, pending: 12 },
			{ ...none, at: first + hour, pending: 2 },
		]);
		const ofOne = { ...query, kind: 'subscription_minute', subject: 'sub_a' } as const;
		expect(await store().readBacklog({ ...ofOne, until: first + minute, stepMs: minute })).toEqual([
			{ ...none, at: first, pending: 99 },
		]);
	});

	it('forgets minutes of one subscription first, and the rest when it is too old', async () => {
		const orgId = newId('org');
		const time = start + 9 * hour;
		const kinds = ['minute', 'hour', 'subscription', 'subscription_minute'] as const;
		const subjectOf = (kind: string) => (kind.startsWith('sub') ? 'sub_a' : '');
		for (const age of [0, 1, 2]) {
			await store().endBacklogCount(time - age * hour, 1);
			await store().addBacklog(
				kinds.map((kind) => row(orgId, time - age * hour, 1, { kind, subject: subjectOf(kind) })),
			);
		}
		const left = () =>
			Promise.all(
				kinds.map(async (kind) => {
					const rows = await store().readBacklog({
						orgId,
						kind,
						subject: subjectOf(kind),
						since: time - 2 * hour,
						until: time + hour,
						stepMs: hour,
					});
					return rows.map(({ pending }) => pending).join('');
				}),
			);
		while (await store().retain({ ...keepAll, subscriptionMinutesBefore: time }, 2));
		expect(await left()).toEqual(['111', '111', '111', '001']);
		while (await store().retain({ ...keepAll, statisticsBefore: time - hour }, 2));
		expect(await left()).toEqual(['11', '11', '11', '01']);
	});
};
