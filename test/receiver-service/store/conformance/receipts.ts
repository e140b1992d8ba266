import type { Message, Receipt } from '../../../../receiver-service/src/domain/types.ts';
import { at, entry, message, newId, page, receipt } from '../builders.ts';
import type { Subject } from '../conformance.ts';

const ofMessage = (id: string): string => id.replace('msg_', 'rcp_');

/** Receipts: rows for what was rejected or came twice, messages for the rest. */
export const receiptsConform = ({ store, reopen }: Subject): void => {
	const came = async (orgId: string, sourceId: string, members: Partial<Message> = {}) => {
		const event = message(orgId, { sourceId, ...members });
		await store().accept(entry(event));
		return event;
	};
	const query = (
		orgId: string,
		outcomes: readonly Receipt['outcome'][] = [],
		sourceId: string | null = null,
	) => ({ orgId, outcomes, sourceId });
	const ids = async (...args: Parameters<typeof query>) =>
		(await store().listReceipts(query(...args), page())).items.map(({ id }) => id);

	it('reads the receipt of a message from the message', async () => {
		const event = await came(newId('org'), 'src_1', { subjects: ['p'] });
		expect(await store().getReceipt(event.orgId, ofMessage(event.id))).toEqual({
			id: ofMessage(event.id),
			orgId: event.orgId,
			sourceId: 'src_1',
			outcome: 'accepted',
			reason: null,
			messageId: event.id,
			event: 'call.completed',
			receivedAt: at,
			statusCode: 200,
			bodySize: event.raw.length,
			request: null,
			subjects: ['p'],
		});
		expect(await store().getReceipt(event.orgId, 'rcp_none')).toBeNull();
	});

	it('keeps a rejected receipt as it is', async () => {
		const kept = receipt(newId('org'), 'src_1', { subjects: ['p'] });
		await store().addReceipt(kept, 10);
		await reopen();
		expect(await store().getReceipt(kept.orgId, kept.id)).toEqual(kept);
		expect(await store().listRejected(kept.orgId, 'src_1')).toEqual([kept]);
	});

	it('says why a message is quarantined, until it is released', async () => {
		const odd = await came(newId('org'), 'src_1', {
			status: 'quarantined',
			marks: ['stale_timestamp'],
		});
		const id = ofMessage(odd.id);
		const before = await store().getReceipt(odd.orgId, id);
		expect(before).toMatchObject({ outcome: 'quarantined', reason: 'stale_timestamp' });
		await store().releaseMessage(odd.orgId, odd.id, [], at);
		const after = await store().getReceipt(odd.orgId, id);
		expect(after).toMatchObject({ outcome: 'accepted', reason: null });
	});

	it('has no receipt for what was published or sent as a test', async () => {
		const orgId = newId('org');
		const published = await came(orgId, 'src_1', { origin: 'publish' });
		await came(orgId, 'src_1', { origin: 'test' });
		expect(await ids(orgId)).toEqual([]);
		expect(await store().getReceipt(orgId, ofMessage(published.id))).toBeNull();
	});

	it('lists both kinds together, by outcome and source, in pages', async () => {
		const orgId = newId('org');
		const first = await came(orgId, 'src_1');
		const refused = receipt(orgId, 'src_1', { receivedAt: at + 1 });
		await store().addReceipt(refused, 10);
		const odd = await came(orgId, 'src_2', { status: 'quarantined', receivedAt: at + 2 });
		const twice = receipt(orgId, 'src_2', {
			outcome: 'duplicate',
			messageId: first.id,
			reason: null,
		});
		await store().addReceipt(twice, 10);
		const all = [twice.id, ofMessage(odd.id), refused.id, ofMessage(first.id)];
		expect(await ids(orgId)).toEqual(all);
		expect(await ids(orgId, ['accepted'])).toEqual([ofMessage(first.id)]);
		expect(await ids(orgId, ['quarantined'])).toEqual([ofMessage(odd.id)]);
		expect(await ids(orgId, ['rejected', 'duplicate'])).toEqual([twice.id, refused.id]);
		expect(await ids(orgId, ['quarantined', 'rejected'])).toEqual([ofMessage(odd.id), refused.id]);
		expect(await ids(orgId, [], 'src_1')).toEqual([refused.id, ofMessage(first.id)]);
		const walked: string[] = [];
		for (let after: string | null = null; ; ) {
			const { items, hasMore } = await store().listReceipts(
				query(orgId),
				page({ limit: 1, order: 'asc', after }),
			);
			walked.push(...items.map(({ id }) => id));
			after = walked.at(-1) ?? null;
			if (!hasMore) break;
		}
		expect(walked).toEqual(all.toReversed());
		const bounded = await store().listReceipts(
			query(orgId),
			page({ since: at + 1, until: at + 2 }),
		);
		expect(bounded.items.map(({ id }) => id)).toEqual([refused.id]);
	});

	it('shows one receipt when a rejected request became a message later', async () => {
		const orgId = newId('org');
		const refused = receipt(orgId, 'src_1');
		await store().addReceipt(refused, 10);
		const event = await came(orgId, 'src_1');
		const settled = {
			...refused,
			outcome: 'accepted',
			messageId: event.id,
			request: null,
		} as const;
		await store().putReceipt(settled);
		expect(await ids(orgId)).toEqual([refused.id]);
		expect(await store().getReceipt(orgId, refused.id)).toEqual(settled);
		expect(await store().listRejected(orgId, 'src_1')).toEqual([]);
	});

	it('does not store what a message tells by itself', async () => {
		const event = await came(newId('org'), 'src_1');
		const derived = await store().getReceipt(event.orgId, ofMessage(event.id));
		if (derived === null) throw new Error('no receipt');
		await store().putReceipt({ ...derived, outcome: 'rejected' });
		expect(await store().getReceipt(event.orgId, ofMessage(event.id))).toEqual(derived);
	});

	it('keeps only the newest rejected ones of a source', async () => {
		const orgId = newId('org');
		const rejected = [1, 2, 3, 4].map(() => receipt(orgId, 'src_busy'));
		const other = receipt(orgId, 'src_calm');
		await store().addReceipt(other, 2);
		for (const one of rejected) await store().addReceipt(one, 2);
		const kept = await store().listRejected(orgId, 'src_busy');
		expect(kept).toEqual(rejected.slice(2));
		expect(await store().listRejected(orgId, 'src_calm')).toEqual([other]);
	});

	it('counts the duplicates of a message', async () => {
		const event = await came(newId('org'), 'src_1');
		expect(await store().countDuplicates(event.orgId, event.id)).toBe(0);
		const twice = { outcome: 'duplicate', messageId: event.id } as const;
		await store().addReceipt(receipt(event.orgId, 'src_1', twice), 10);
		await store().addReceipt(receipt(event.orgId, 'src_1', twice), 10);
		expect(await store().countDuplicates(event.orgId, event.id)).toBe(2);
	});
};
