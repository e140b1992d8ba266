import { inParts } from '../../../receiver-service/src/dashboard/pages/deliveries/parts.ts';
import {
	type Replay,
	replayOfFilter,
	replayRequest,
} from '../../../receiver-service/src/dashboard/pages/deliveries/replay.ts';
import {
	payloadOf,
	requestText,
} from '../../../receiver-service/src/dashboard/pages/deliveries/request.ts';
import {
	allSelected,
	isFull,
	maxSelected,
	nothingSelected,
	select,
	unselect,
} from '../../../receiver-service/src/dashboard/pages/deliveries/selection.ts';

const now = Date.UTC(2026, 1, 24, 12);
const failed: Replay = {
	kind: 'dead_letter',
	range: { kind: 'day' },
	types: [],
	subscriptionId: '',
};

describe('delivering a period again', () => {
	it('begins with what the list shows, as far as that can be delivered again', () => {
		const filter = { types: ['vocalis.*'], subscriptionId: 'sub_1', id: '' };
		expect(replayOfFilter({ ...filter, range: { kind: 'all' }, statuses: ['canceled'] })).toEqual({
			kind: 'canceled',
			range: { kind: 'day' },
			types: ['vocalis.*'],
			subscriptionId: 'sub_1',
		});
		const { kind, range } = replayOfFilter({
			...filter,
			range: { kind: 'week' },
			statuses: ['pending'],
		});
		expect({ kind, range }).toEqual({ kind: 'dead_letter', range: { kind: 'week' } });
	});

	it('fixes both ends before it is confirmed', () => {
		expect(replayRequest(failed, now)).toEqual({
			since: '2026-02-23T12:00:00.000Z',
			until: '2026-02-24T12:00:00.000Z',
			status: ['dead_letter'],
		});
	});

	it('asks for events, not for deliveries, to reach whoever matches now', () => {
		const request = replayRequest({ ...failed, kind: 'events', types: ['vocalis.*'] }, now);
		expect(request).not.toHaveProperty('status');
		expect(request?.type).toEqual(['vocalis.*']);
		expect(replayRequest({ ...failed, kind: 'ended' }, now)?.status).toHaveLength(3);
	});

	it('refuses a period without a beginning, and one that ends before it begins', () => {
		const own = { kind: 'own', since: '', until: '2026-02-24T10:00' } as const;
		expect(replayRequest({ ...failed, range: own }, now)).toBeNull();
		const turned = { ...own, since: '2026-02-24T11:00' };
		expect(replayRequest({ ...failed, range: turned }, now)).toBeNull();
	});

	it('goes on part by part, and adds up', async () => {
		const asked: (string | undefined)[] = [];
		const told: number[] = [];
		const done = await inParts(
			async (cursor) => {
				asked.push(cursor);
				return { deliveries: 10, next_cursor: asked.length < 3 ? `after${asked.length}` : null };
			},
			{ onPart: (sum) => told.push(sum), isStopped: () => false },
		);
		expect(asked).toEqual([undefined, 'after1', 'after2']);
		expect(told).toEqual([10, 20, 30]);
		expect(done).toEqual({ deliveries: 30, finished: true });
	});

	it('stops after the part during which it was stopped', async () => {
		const done = await inParts(async () => ({ deliveries: 10, next_cursor: 'more' }), {
			onPart: () => undefined,
			isStopped: () => true,
		});
		expect(done).toEqual({ deliveries: 10, finished: false });
	});
});

describe('selecting deliveries', () => {
	it('takes and gives back single ones and whole pages', () => {
		const two = select(nothingSelected, ['a', 'b']);
		expect(allSelected(two, ['a', 'b'])).toBe(true);
		expect(allSelected(unselect(two, ['a']), ['a', 'b'])).toBe(false);
		expect([...unselect(two, ['a'])]).toEqual(['b']);
		expect(allSelected(nothingSelected, [])).toBe(false);
	});

	it('takes no more than one request may name', () => {
		const ids = Array.from({ length: maxSelected + 5 }, (_, index) => `dlv_${index}`);
		const selection = select(nothingSelected, ids);
		expect(selection.size).toBe(maxSelected);
		expect(isFull(selection)).toBe(true);
		expect(selection.has('dlv_0')).toBe(true);
	});
});

describe('showing what was sent', () => {
	it('writes the request out to the letter', () => {
		const request = { headers: { 'webhook-id': 'msg_1', 'x-own': '[redacted]' }, body: '{"a": 1}' };
		expect(requestText({ url: 'https://example.com/…', request })).toBe(
			'POST https://example.com/…\nwebhook-id: msg_1\nx-own: [redacted]\n\n{"a": 1}',
		);
	});

	it('indents JSON and leaves anything else as it is', () => {
		expect(payloadOf('{"a":1}')).toEqual({ code: '{\n  "a": 1\n}', language: 'json' });
		expect(payloadOf('a=1&b=2')).toEqual({ code: 'a=1&b=2', language: 'text' });
	});
});
