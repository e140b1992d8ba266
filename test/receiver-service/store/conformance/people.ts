import {
	at,
	attempt,
	callContext,
	delivery,
	entry,
	failure,
	message,
	messageQuery,
	newHash,
	newId,
	page,
	receipt,
	sandboxRequest,
	settlement,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** Preview, export and erasure by data subject. */
export const peopleConform = ({ store, reopen }: Subject): void => {
	/** One of everything that mentions a person, by phone or by e-mail, and one that does not. */
	const recorded = async () => {
		const orgId = newId('org');
		const phone = newHash();
		const email = newHash();
		const to = subscription(orgId);
		await store().createSubscription(to);
		const done = delivery(to);
		const open = delivery(to);
		const deduplicationKey = newHash();
		const first = message(orgId, { subjects: [phone, newHash()], origin: 'publish' });
		const second = message(orgId, { subjects: [email], origin: 'publish' });
		const sample = {
			orgId,
			sourceId: 'src_1',
			type: first.type,
			messageId: first.id,
			body: '{}',
			capturedAt: at,
			subjects: [phone],
		};
		const value = { orgId, sourceId: 'src_1', value: 'Zoé', lastSeenAt: at } as const;
		const filterValues = [{ ...value, field: 'user', subjects: [email] } as const];
		await store().accept(entry(first, [done], { deduplicationKey, sample, filterValues }));
		await store().accept(entry(second, [open]));
		await store().settle(failure(done, orgId));
		const last = attempt({ at: at + 2_000 });
		await store().settle(settlement(done, orgId, { attempt: last, attemptCount: 2 }));
		const refused = receipt(orgId, 'src_1', { subjects: [phone, email] });
		await store().addReceipt(refused, 10);
		const request = sandboxRequest(orgId, { subjects: [email] });
		await store().addSandboxRequest(request, 10);
		const idempotent = {
			orgId,
			keyId: 'key_1',
			route: 'POST /v1/calls',
			key: newHash(),
			requestHash: newHash(),
			createdAt: at,
			response: null,
			subjects: [phone],
		};
		await store().beginIdempotent(idempotent);
		const call = callContext(orgId, 'src_1', 'call-1', { subjects: [phone] });
		await store().putCallContext(call);
		const other = message(orgId, { subjects: [newHash()] });
		await store().accept(entry(other));
		return {
			orgId,
			phone,
			email,
			to,
			done,
			open,
			first,
			second,
			other,
			refused,
			request,
			call,
			sample,
			idempotent,
			deduplicationKey,
		};
	};

	const everything = {
		messages: 2,
		deliveries: 2,
		open_deliveries: 1,
		attempts: 2,
		receipts: 1,
		samples: 1,
		filter_values: 1,
		sandbox_requests: 1,
		idempotency_records: 1,
		call_contexts: 1,
	};
	const nothing = Object.fromEntries(Object.keys(everything).map((name) => [name, 0]));

	it('counts what mentions any of the subjects', async () => {
		const { orgId, phone, email } = await recorded();
		expect(await store().countPersonalData(orgId, [phone, email])).toEqual(everything);
		const byEmail = await store().countPersonalData(orgId, [email]);
		expect(byEmail).toMatchObject({ messages: 1, attempts: 0, open_deliveries: 1, samples: 0 });
		expect(await store().countPersonalData(orgId, [newHash()])).toEqual(nothing);
		expect(await store().countPersonalData(orgId, [])).toEqual(nothing);
	});

	it('exports it', async () => {
		const { orgId, phone, email, done, open, first, second, refused, request, call, sample } =
			await recorded();
		const found = await store().readPersonalData(orgId, [phone, email], 10);
		expect(found.messages.map(({ id }) => id)).toEqual([first.id, second.id]);
		expect(found.deliveries.map(({ delivery: { id }, attempts }) => [id, attempts.length])).toEqual(
			[
				[done.id, 2],
				[open.id, 0],
			],
		);
		expect(found.receipts).toEqual([refused]);
		expect(found.samples).toEqual([sample]);
		expect(found.sandboxRequests).toEqual([request]);
		expect(found.callContexts).toEqual([call]);
		const bounded = await store().readPersonalData(orgId, [phone, email], 1);
		expect([bounded.messages.length, bounded.deliveries.length]).toEqual([1, 1]);
	});

	it('erases it and nothing else', async () => {
		const { orgId, phone, email, to, done, open, first, other, idempotent } = await recorded();
		expect(await store().erasePersonalData(orgId, [phone, email])).toEqual(everything);
		await reopen();
		expect(await store().countPersonalData(orgId, [phone, email])).toEqual(nothing);
		expect(await store().getMessage(orgId, first.id)).toBeNull();
		expect(await store().getDelivery(orgId, done.id)).toBeNull();
		expect(await store().claimDue(to.targetId, at + 9_000, 9)).toEqual([]);
		expect(await store().listFilterValues(orgId, 'user', null, null, 9)).toEqual([]);
		expect(await store().listSamples(orgId)).toEqual([]);
		expect(await store().beginIdempotent(idempotent)).toBeNull();
		expect(await store().getMessage(orgId, other.id)).not.toBeNull();
		await store().settle(settlement(open, orgId));
		expect(await store().getDelivery(orgId, open.id)).toBeNull();
	});

	it('still knows an erased event when it comes again', async () => {
		const { orgId, phone, first, deduplicationKey } = await recorded();
		await store().erasePersonalData(orgId, [phone]);
		const again = await store().accept(entry(message(orgId), [], { deduplicationKey }));
		expect(again).toEqual({ kind: 'duplicate', messageId: first.id });
	});

	it('never gives the position of an erased newest message to the next one', async () => {
		const orgId = newId('org');
		const subject = newHash();
		await store().accept(entry(message(orgId, { subjects: [subject] })));
		const read = await store().listMessages(messageQuery(orgId), page({ order: 'asc' }));
		await store().erasePersonalData(orgId, [subject]);
		await reopen();
		await store().accept(entry(message(orgId)));
		const after = read.items.at(-1)?.seq ?? null;
		const next = await store().listMessages(messageQuery(orgId), page({ order: 'asc', after }));
		expect(next.items).toHaveLength(1);
	});
};
