import {
	apiKey,
	at,
	callContext,
	delivery,
	deliveryQuery,
	entry,
	message,
	messageQuery,
	newHash,
	newId,
	page,
	paused,
	receipt,
	sandboxRequest,
	settlement,
	source,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** No method with an organisation's id sees or changes the rows of another. */
export const isolationConforms = ({ store }: Subject): void => {
	/** An organisation with one of everything, as seen by another that has one message of its own. */
	const tenants = async () => {
		const [mine, theirs] = [newId('org'), newId('org')];
		const key = apiKey(theirs);
		const own = source(theirs);
		const sub = subscription(theirs);
		const due = delivery(sub);
		const odd = message(theirs, { status: 'quarantined', sourceId: own.id });
		const event = message(theirs, {
			sourceId: own.id,
			subjects: ['p'],
			callId: 'c',
			candidateId: 'd',
		});
		const refused = receipt(theirs, own.id, { subjects: ['p'] });
		await store().putKey(key);
		await store().putSource(own);
		await store().createSubscription(sub);
		await store().accept(
			entry(event, [due], {
				filterValues: [
					{
						orgId: theirs,
						sourceId: own.id,
						field: 'user',
						value: 'v',
						lastSeenAt: at,
						subjects: [],
					},
				],
				sample: {
					orgId: theirs,
					sourceId: own.id,
					type: event.type,
					messageId: event.id,
					body: '{}',
					capturedAt: at,
					subjects: [],
				},
			}),
		);
		await store().accept(entry(odd));
		await store().addReceipt(refused, 10);
		await store().addReceipt(
			receipt(theirs, own.id, { outcome: 'duplicate', messageId: event.id }),
			10,
		);
		await store().addSandboxRequest(sandboxRequest(theirs), 10);
		await store().putCallContext(callContext(theirs, own.id, 'c'));
		await store().accept(entry(message(mine)));
		return { mine, theirs, key, own, sub, due, odd, event, refused };
	};
	const none = { items: [], hasMore: false };

	it('reads nothing of another organisation', async () => {
		const { mine, own, sub, due, event, refused } = await tenants();
		const all = page();
		expect(await store().listKeys(mine, all)).toEqual(none);
		expect(await store().listSources(mine, all)).toEqual(none);
		expect(await store().listSubscriptions(mine, all)).toEqual(none);
		expect(await store().listHandover(mine, sub.urlHash, at)).toEqual([]);
		expect(await store().getMessage(mine, event.id)).toBeNull();
		const queries = [
			{ callId: 'c' },
			{ candidateId: 'd' },
			{ subjects: ['p'] },
			{ sourceId: own.id },
		];
		for (const query of queries) {
			expect(await store().listMessages(messageQuery(mine, query), all)).toEqual(none);
		}
		expect((await store().listMessages(messageQuery(mine), all)).items).toHaveLength(1);
		expect((await store().listSummaries(messageQuery(mine), all)).items).toHaveLength(1);
		expect(await store().countDuplicates(mine, event.id)).toBe(0);
		expect(await store().getDelivery(mine, due.id)).toBeNull();
		for (const query of [{}, { subscriptionId: sub.id }, { messageId: event.id }]) {
			expect(await store().listDeliveries(deliveryQuery(mine, query), all)).toEqual(none);
		}
		expect(await store().getReceipt(mine, refused.id)).toBeNull();
		expect(await store().getReceipt(mine, event.id.replace('msg_', 'rcp_'))).toBeNull();
		const receipts = await store().listReceipts(
			{ orgId: mine, sourceId: own.id, outcomes: [] },
			all,
		);
		expect(receipts).toEqual(none);
		expect(await store().listRejected(mine, own.id)).toEqual([]);
		expect(await store().listFilterValues(mine, 'user', null, null, 9)).toEqual([]);
		expect(await store().listSamples(mine)).toEqual([]);
		expect(await store().listSandboxRequests(mine, all)).toEqual(none);
		expect(await store().getCallContext(mine, own.id, 'c')).toBeNull();
		expect(await store().countPersonalData(mine, ['p'])).toMatchObject({
			messages: 0,
			receipts: 0,
		});
		const read = await store().readPersonalData(mine, ['p'], 9);
		expect(Object.values(read).flat()).toEqual([]);
	});

	it('changes nothing of another organisation', async () => {
		const { mine, theirs, own, sub, due, odd, event, refused } = await tenants();
		const before = await store().getDelivery(theirs, due.id);
		expect(await store().deleteSource(mine, own.id)).toBe(false);
		expect(await store().updateSubscription({ ...sub, orgId: mine, name: 'stolen' })).toBe(false);
		expect(await store().setSubscriptionStatus(mine, sub.id, paused)).toBeNull();
		expect(await store().deleteSubscription(mine, sub.id, at, at)).toBe(false);
		expect(await store().releaseMessage(mine, odd.id, [], at)).toBe(false);
		await store().settle(settlement(due, mine));
		await store().addDeliveries([
			{ ...delivery(sub), orgId: mine, messageId: event.id, createdAt: at },
		]);
		expect(await store().clearSandbox(mine)).toBe(0);
		expect(await store().erasePersonalData(mine, ['p'])).toMatchObject({ messages: 0 });
		await store().putKey({
			...apiKey(mine),
			id: (await store().listKeys(theirs, page())).items[0]?.id ?? '',
		});
		await store().putReceipt({ ...refused, orgId: mine, outcome: 'accepted' });

		expect(await store().getDelivery(theirs, due.id)).toEqual(before);
		expect((await store().listSubscriptions(theirs, page())).items).toEqual([sub]);
		expect((await store().listSources(theirs, page())).items).toEqual([own]);
		expect((await store().listKeys(theirs, page())).items).toHaveLength(1);
		expect((await store().listDeliveries(deliveryQuery(theirs), page())).items).toHaveLength(1);
		expect((await store().listSandboxRequests(theirs, page())).items).toHaveLength(1);
		expect(await store().getMessage(theirs, odd.id)).toMatchObject({ status: 'quarantined' });
		expect(await store().getReceipt(theirs, refused.id)).toEqual(refused);
		expect(await store().countPersonalData(theirs, ['p'])).toMatchObject({ messages: 1 });
	});

	it('takes over nothing across organisations', async () => {
		const { mine, theirs, sub, due } = await tenants();
		await store().deleteSubscription(theirs, sub.id, at, at + 9);
		const heir = { subscriptionId: newId('sub'), targetId: newHash(), status: 'pending' } as const;
		expect(await store().takeOver(mine, sub.urlHash, [due.id], heir, at)).toBe(0);
		expect(await store().listHandover(theirs, sub.urlHash, at)).toHaveLength(1);
	});

	it('keeps equal ids of two organisations apart', async () => {
		const { mine, theirs, event } = await tenants();
		const same = message(mine, { id: event.id, body: Buffer.from('mine') });
		await store().accept(entry(same));
		const found = await store().getMessage(mine, event.id);
		expect(Buffer.from(found?.body ?? []).toString()).toBe('mine');
		expect((await store().getMessage(theirs, event.id))?.orgId).toBe(theirs);
	});
};
