import type { Message } from '../../../../receiver-service/src/domain/types.ts';
import {
	at,
	delivery,
	entry,
	message,
	messageQuery,
	newHash,
	newId,
	page,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Accepting, deduplicating, finding and listing messages. */
export const messagesConform = ({ store, reopen }: Subject): void => {
	const accepted = async (...events: readonly Message[]) => {
		for (const event of events) await store().accept(entry(event));
	};
	const bodies = async (
		query: Parameters<typeof messageQuery>,
		options: Parameters<typeof page>[0] = {},
	) => {
		const { items } = await store().listMessages(messageQuery(...query), page(options));
		return items.map(({ body }) => textOf(body));
	};
	const named = (orgId: string, name: string, members: Partial<Message> = {}) =>
		message(orgId, { body: Buffer.from(name), ...members });

	it('gives a message back as it was accepted', async () => {
		const full = message(newId('org'), {
			sourceId: newId('src'),
			filterFields: { agent_id: 'a1', user: 'Zoé', duration_seconds: 12.5, score: 0 },
			marks: ['unknown_field:x'],
			raw: Buffer.from([0, 255, 10]),
			callId: 'call-1',
			candidateId: 'cand-1',
			subjects: [newHash(), newHash()],
			verified: false,
			test: true,
			origin: 'test',
			contentType: null,
			occurredAt: null,
		});
		await accepted(full);
		await reopen();
		const found = await store().getMessage(full.orgId, full.id);
		expect(found).toEqual({
			...full,
			raw: new Uint8Array(full.raw),
			body: new Uint8Array(full.body),
		});
		expect(await store().getMessage(full.orgId, 'msg_none')).toBeNull();
	});

	it('writes nothing for a duplicate and names the first', async () => {
		const orgId = newId('org');
		const first = message(orgId);
		const second = message(orgId);
		const deduplicationKey = newHash();
		const to = subscription(orgId);
		const late = delivery(to);
		expect(await store().accept(entry(first, [], { deduplicationKey }))).toEqual({
			kind: 'accepted',
		});
		await reopen();
		expect(await store().accept(entry(second, [late], { deduplicationKey }))).toEqual({
			kind: 'duplicate',
			messageId: first.id,
		});
		expect(await store().getMessage(orgId, second.id)).toBeNull();
		expect(await store().getDelivery(orgId, late.id)).toBeNull();
		// Not a row without its message either.
		expect(await store().backlog(orgId)).toMatchObject({ pending: 0, held: 0 });
	});

	it('takes one of several that come at once with the same key', async () => {
		const orgId = newId('org');
		const deduplicationKey = 'not hexadecimal';
		const events = [1, 2, 3].map(() => message(orgId));
		const answers = await Promise.all(
			events.map((event) => store().accept(entry(event, [], { deduplicationKey }))),
		);
		const duplicate = { kind: 'duplicate', messageId: events[0]?.id };
		expect(answers).toEqual([{ kind: 'accepted' }, duplicate, duplicate]);
	});

	it('lists in commit order, both ways, page by page', async () => {
		const orgId = newId('org');
		await accepted(...['one', 'two', 'three'].map((name) => named(orgId, name)));
		expect(await bodies([orgId])).toEqual(['three', 'two', 'one']);
		expect(await bodies([orgId], { order: 'asc' })).toEqual(['one', 'two', 'three']);
		const query = messageQuery(orgId);
		const first = await store().listMessages(query, page({ order: 'asc', limit: 2 }));
		expect(first.hasMore).toBe(true);
		const after = first.items.at(-1)?.seq ?? '';
		const second = await store().listMessages(query, page({ order: 'asc', limit: 2, after }));
		expect(second.items.map(({ body }) => textOf(body))).toEqual(['three']);
		expect(second.hasMore).toBe(false);
		const back = await store().listMessages(query, page({ after }));
		expect(back.items.map(({ body }) => textOf(body))).toEqual(['one']);
	});

	it('orders by commit even where ids and times say otherwise', async () => {
		const orgId = newId('org');
		const early = newId('msg');
		await accepted(
			named(orgId, 'late', { receivedAt: at + 9 }),
			named(orgId, 'early', { id: early }),
		);
		expect(await bodies([orgId], { order: 'asc' })).toEqual(['late', 'early']);
	});

	it('bounds by since, inclusive, and until, exclusive', async () => {
		const orgId = newId('org');
		await accepted(...[0, 1, 2].map((ms) => named(orgId, String(ms), { receivedAt: at + ms })));
		expect(await bodies([orgId], { since: at + 1 })).toEqual(['2', '1']);
		expect(await bodies([orgId], { until: at + 1 })).toEqual(['0']);
	});

	it.each([
		['an exact type', { types: ['vocalis.call.started'] }, ['b']],
		['a vendor', { types: ['vocalis.*'] }, ['c', 'b']],
		['several types', { types: ['vocalis.call.started', 'inboundflow.*'] }, ['b', 'a']],
		['a type nobody sent', { types: ['dexem.cdr'] }, []],
		['a source', { sourceId: 'src_1' }, ['a']],
		['a source nobody has', { sourceId: 'src_none' }, []],
		['a list filter', { filter: { agent_id: ['x', 'a1'] } }, ['b']],
		['a lower bound', { filter: { duration_seconds: 30 } }, ['c', 'b']],
		['both', { filter: { agent_id: ['a1', 'a2'], duration_seconds: 60 } }, ['c']],
		['a call', { callId: 'call-7' }, ['c']],
		['a candidate', { candidateId: 'cand-7' }, ['b']],
		['one person', { subjects: ['person-1'] }, ['b', 'a']],
		['all of several people', { subjects: ['person-1', 'person-2'] }, ['b']],
	])('finds by %s', async (_, query, expected) => {
		const orgId = newId('org');
		await accepted(
			named(orgId, 'a', { sourceId: 'src_1', subjects: ['person-1'] }),
			named(orgId, 'b', {
				vendor: 'vocalis',
				type: 'vocalis.call.started',
				filterFields: { agent_id: 'a1', duration_seconds: 30 },
				candidateId: 'cand-7',
				subjects: ['person-1', 'person-2'],
			}),
			named(orgId, 'c', {
				vendor: 'vocalis',
				type: 'vocalis.call.completed',
				filterFields: { agent_id: 'a2', duration_seconds: 60 },
				callId: 'call-7',
				subjects: ['person-2'],
			}),
		);
		expect(await bodies([orgId, query])).toEqual(expected);
	});

	it('leaves out quarantined messages and tests unless asked for', async () => {
		const orgId = newId('org');
		await accepted(
			named(orgId, 'plain'),
			named(orgId, 'test', { test: true }),
			named(orgId, 'odd', { status: 'quarantined' }),
		);
		expect(await bodies([orgId])).toEqual(['plain']);
		expect(await bodies([orgId, { includeTests: true }])).toEqual(['test', 'plain']);
		expect(await bodies([orgId, { statuses: ['quarantined'] }])).toEqual(['odd']);
		expect(await bodies([orgId, { statuses: ['accepted', 'quarantined'] }])).toEqual([
			'odd',
			'plain',
		]);
	});

	it('lists quarantined messages by the time they came, page by page, found as others are', async () => {
		const orgId = newId('org');
		const odd = (name: string, members: Partial<Message> = {}) =>
			named(orgId, name, { status: 'quarantined', subjects: ['person-1'], ...members });
		await accepted(
			odd('one'),
			named(orgId, 'plain', { subjects: ['person-1'], callId: 'call-1' }),
			odd('two', { sourceId: 'src_1', callId: 'call-1', receivedAt: at + 1 }),
			odd('three', { type: 'vocalis.call.ended', vendor: 'vocalis', receivedAt: at + 2 }),
			message(newId('org'), { status: 'quarantined', subjects: ['person-1'] }),
		);
		const asked = { statuses: ['quarantined'] } as const;
		expect(await bodies([orgId, asked])).toEqual(['three', 'two', 'one']);
		expect(await bodies([orgId, asked], { since: at + 1, until: at + 2 })).toEqual(['two']);
		expect(await bodies([orgId, { ...asked, types: ['vocalis.*'] }])).toEqual(['three']);
		expect(await bodies([orgId, { ...asked, sourceId: 'src_1' }])).toEqual(['two']);
		expect(await bodies([orgId, { ...asked, callId: 'call-1' }])).toEqual(['two']);
		expect(await bodies([orgId, { ...asked, subjects: ['person-1'] }])).toEqual([
			'three',
			'two',
			'one',
		]);
		const query = messageQuery(orgId, asked);
		for (const order of ['asc', 'desc'] as const) {
			const walked: string[] = [];
			for (let after: string | null = null; ; ) {
				const part = await store().listMessages(query, page({ order, limit: 2, after }));
				walked.push(...part.items.map(({ body }) => textOf(body)));
				if (!part.hasMore) break;
				after = part.items.at(-1)?.seq ?? null;
			}
			expect(walked).toEqual(order === 'asc' ? ['one', 'two', 'three'] : ['three', 'two', 'one']);
		}
	});

	it('lists summaries with their position', async () => {
		const event = message(newId('org'), { filterFields: { result: 'answered', score: 3 } });
		await accepted(event);
		const { items } = await store().listSummaries(messageQuery(event.orgId), page());
		const { id, orgId, sourceId, vendor, type, test, filterFields } = event;
		const summary = { id, orgId, sourceId, vendor, event: event.event, type, test, filterFields };
		expect(items).toEqual([{ ...summary, seq: expect.stringMatching(/^\d+$/) }]);
	});

	it('releases a quarantined message once, with its deliveries', async () => {
		const orgId = newId('org');
		const to = subscription(orgId);
		const odd = named(orgId, 'odd', {
			status: 'quarantined',
			callId: 'call-9',
			subjects: ['person-9'],
		});
		const due = delivery(to);
		await accepted(odd);
		expect(await store().releaseMessage(orgId, odd.id, [due], at + 9)).toBe(true);
		expect(await store().releaseMessage(orgId, odd.id, [delivery(to)], at + 9)).toBe(false);
		expect(await store().getMessage(orgId, odd.id)).toMatchObject({ status: 'accepted' });
		const [claimed] = await store().claimDue(to.targetId, at, 9);
		expect(claimed).toMatchObject({
			delivery: { id: due.id, createdAt: at + 9 },
			message: { id: odd.id },
		});
		expect(await bodies([orgId, { callId: 'call-9' }])).toEqual(['odd']);
		expect(await bodies([orgId, { subjects: ['person-9'] }])).toEqual(['odd']);
	});

	it('shows a released message to a poller that has read past its old place', async () => {
		const orgId = newId('org');
		const odd = named(orgId, 'odd', { status: 'quarantined' });
		await accepted(odd, named(orgId, 'plain'));
		const read = await store().listMessages(messageQuery(orgId), page({ order: 'asc' }));
		await store().releaseMessage(orgId, odd.id, [], at);
		await accepted(named(orgId, 'next'));
		const after = read.items.at(-1)?.seq ?? null;
		expect(await bodies([orgId], { order: 'asc', after })).toEqual(['odd', 'next']);
	});
};
