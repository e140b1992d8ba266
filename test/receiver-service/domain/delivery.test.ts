import fc from 'fast-check';
import {
	advance,
	type DeliveryEvent,
	type DeliveryState,
	isOpen,
	type Verdict,
} from '../../../receiver-service/src/domain/delivery.ts';

const fresh: DeliveryState = {
	status: 'pending',
	attemptCount: 0,
	firstAttemptAt: null,
	dueAt: 1_000,
	endedAt: null,
};
const held: DeliveryState = { ...fresh, status: 'held', dueAt: null };
const attempted = (
	verdict: Verdict,
	options: { readonly active?: boolean; readonly probe?: boolean } = {},
): DeliveryEvent => ({
	kind: 'attempted',
	startedAt: 2_000,
	endedAt: 2_500,
	verdict,
	active: options.active ?? true,
	probe: options.probe ?? false,
});
const retry: Verdict = { kind: 'retry', at: 9_000 };
const noRetry: Verdict = { kind: 'retry', at: null };

describe('a delivery', () => {
	it.each<[string, DeliveryState, DeliveryEvent, Partial<DeliveryState>]>([
		[
			'succeeds',
			fresh,
			attempted({ kind: 'delivered' }),
			{ status: 'succeeded', dueAt: null, endedAt: 2_500 },
		],
		[
			'waits for its retry',
			fresh,
			attempted(retry),
			{ status: 'pending', dueAt: 9_000, endedAt: null },
		],
		[
			'ends when its policy is through',
			fresh,
			attempted(noRetry),
			{ status: 'dead_letter', endedAt: 2_500 },
		],
		[
			'ends when it is refused for good',
			fresh,
			attempted({ kind: 'rejected' }),
			{ status: 'dead_letter' },
		],
		[
			'is held when its hook is gone',
			fresh,
			attempted({ kind: 'gone' }),
			{ status: 'held', endedAt: null },
		],
		[
			'is held when its subscription came to rest',
			fresh,
			attempted(retry, { active: false }),
			{ status: 'held', dueAt: null },
		],
		[
			'ends at rest when its policy is through',
			fresh,
			attempted(noRetry, { active: false }),
			{ status: 'dead_letter' },
		],
		[
			'succeeds by a probe',
			held,
			attempted({ kind: 'delivered' }, { active: false, probe: true }),
			{ status: 'succeeded' },
		],
		[
			'stays held after a failed probe',
			held,
			attempted(noRetry, { active: false, probe: true }),
			{ status: 'held' },
		],
		['is held', fresh, { kind: 'hold' }, { status: 'held', dueAt: null }],
		['is released', held, { kind: 'release', at: 7_000 }, { status: 'pending', dueAt: 7_000 }],
		[
			'is canceled',
			held,
			{ kind: 'cancel', at: 7_000 },
			{ status: 'canceled', dueAt: null, endedAt: 7_000 },
		],
	])('%s', (_what, before, event, after) => {
		expect(advance(before, event)).toMatchObject(after);
	});

	it('counts its attempts and remembers the first', () => {
		const once = advance(fresh, attempted(retry));
		expect(once).toMatchObject({ attemptCount: 1, firstAttemptAt: 2_000 });
		const later = { ...attempted(retry), startedAt: 9_000, endedAt: 9_100 } as DeliveryEvent;
		expect(advance(once, later)).toMatchObject({ attemptCount: 2, firstAttemptAt: 2_000 });
	});

	const anyVerdict = fc.oneof(
		fc.constant<Verdict>({ kind: 'delivered' }),
		fc.constant<Verdict>({ kind: 'rejected' }),
		fc.constant<Verdict>({ kind: 'gone' }),
		fc.record({ kind: fc.constant('retry' as const), at: fc.option(fc.nat()) }),
	);
	const anyEvent: fc.Arbitrary<DeliveryEvent> = fc.oneof(
		fc.record({
			kind: fc.constant('attempted' as const),
			startedAt: fc.nat(),
			endedAt: fc.nat(),
			verdict: anyVerdict,
			active: fc.boolean(),
			probe: fc.boolean(),
		}),
		fc.constant<DeliveryEvent>({ kind: 'hold' }),
		fc.record({ kind: fc.constant('release' as const), at: fc.nat() }),
		fc.record({ kind: fc.constant('cancel' as const), at: fc.nat() }),
	);

	it('never leaves an end, and is due exactly while it is pending', () => {
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
				let state = fresh;
				for (const event of events) {
					const next = advance(state, event);
					if (!isOpen(state)) expect(next).toBe(state);
					expect(next.dueAt !== null).toBe(next.status === 'pending');
					expect(next.endedAt !== null).toBe(!isOpen(next));
					state = next;
				}
			}),
		);
	});
});
