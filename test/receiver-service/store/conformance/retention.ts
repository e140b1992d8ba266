import { randomBytes } from 'node:crypto';
import { createIdMaker } from '../../../../receiver-service/src/domain/id.ts';
import type { RetentionLimits } from '../../../../receiver-service/src/ports.ts';
import { keepAll } from '../../../support/retention-limits.ts';
import {
	at,
	callContext,
	delivery,
	entry,
	failure,
	message,
	newHash,
	newId,
	page,
	receipt,
	sandboxRequest,
	settlement,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

const day = 86_400_000;

/** Old rows go, in bounded steps. */
export const retentionConforms = ({ store }: Subject): void => {
	/** Runs steps to the end; returns how many it took. */
	const retain = async (limits: Partial<RetentionLimits>, step = 500): Promise<number> => {
		for (let steps = 1; ; steps += 1) {
			if (!(await store().retain({ ...keepAll, ...limits }, step))) return steps;
			if (steps > 1_000) throw new Error('retention does not end');
		}
	};

	it('deletes messages older than the limit with their deliveries and attempts', async () => {
		const orgId = newId('org');
		const to = subscription(orgId);
		await store().createSubscription(to);
		const done = delivery(to);
		const old = message(orgId, { receivedAt: at - 1, subjects: ['p'] });
		const fresh = message(orgId, { receivedAt: at });
		await store().accept(entry(old, [done]));
		await store().accept(entry(fresh));
		await store().settle(settlement(done, orgId));
		await retain({ messagesBefore: at });
		expect(await store().getMessage(orgId, old.id)).toBeNull();
		expect(await store().getDelivery(orgId, done.id)).toBeNull();
		expect(await store().countPersonalData(orgId, ['p'])).toMatchObject({
			messages: 0,
			attempts: 0,
		});
		expect(await store().getMessage(orgId, fresh.id)).not.toBeNull();
	});

	it.each(['pending', 'held'] as const)(
		'keeps a message with a %s delivery, and what follows goes',
		async (status) => {
			const orgId = newId('org');
			const to = subscription(orgId);
			const open = delivery(to, { status });
			const [kept, gone] = [
				message(orgId, { receivedAt: at - 2 }),
				message(orgId, { receivedAt: at - 1 }),
			];
			await store().accept(entry(kept, [open]));
			await store().accept(entry(gone));
			await retain({ messagesBefore: at }, 1);
			expect(await store().getMessage(orgId, kept.id)).not.toBeNull();
			expect(await store().getMessage(orgId, gone.id)).toBeNull();
			await store().settle(failure(open, orgId, { status: 'dead_letter', dueAt: null }));
			await retain({ messagesBefore: at }, 1);
			expect(await store().getMessage(orgId, kept.id)).toBeNull();
		},
	);

	it('keeps the messages of one organisation for less time than those of the others', async () => {
		const [orgId, other] = [newId('org'), newId('org')];
		const idAt = createIdMaker(() => at - 1, randomBytes);
		const make = (owner: string) => message(owner, { id: idAt('msg'), receivedAt: at - 1 });
		const to = subscription(orgId);
		await store().createSubscription(to);
		const [gone, open, spared] = [make(orgId), make(orgId), make(other)];
		const [done, waiting] = [delivery(to), delivery(to)];
		await store().accept(entry(gone, [done]));
		await store().accept(entry(open, [waiting]));
		await store().accept(entry(spared));
		await store().settle(settlement(done, orgId));
		const twice = { receivedAt: at - 1, outcome: 'duplicate' } as const;
		const [own, others] = [receipt(orgId, 'src_1', twice), receipt(other, 'src_1', twice)];
		await store().addReceipt(own, 10);
		await store().addReceipt(others, 10);
		await store().putCallContext(callContext(orgId, 'src_9', 'call-9', { createdAt: at - 1 }));
		const shorter = { messagesBeforeByOrganisation: { [orgId]: at } };
		expect(await retain(shorter, 1)).toBeGreaterThan(1);
		expect(await store().getMessage(orgId, gone.id)).toBeNull();
		expect(await store().getDelivery(orgId, done.id)).toBeNull();
		expect(await store().getMessage(orgId, open.id)).not.toBeNull();
		expect(await store().getReceipt(orgId, own.id)).toBeNull();
		expect(await store().getCallContext(orgId, 'src_9', 'call-9')).toBeNull();
		expect(await store().getMessage(other, spared.id)).not.toBeNull();
		expect(await store().getReceipt(other, others.id)).toEqual(others);
	});

	it('takes bounded steps, also through a message with many deliveries', async () => {
		const orgId = newId('org');
		const to = subscription(orgId);
		const deliveries = Array.from({ length: 25 }, () => delivery(to));
		const old = message(orgId, { receivedAt: at - 1 });
		await store().accept(entry(old, deliveries));
		await Promise.all(deliveries.map((one) => store().settle(settlement(one, orgId))));
		expect(await retain({ messagesBefore: at }, 10)).toBeGreaterThan(4);
		expect(await store().getMessage(orgId, old.id)).toBeNull();
	});

	it('keeps deduplication keys longer than messages', async () => {
		const orgId = newId('org');
		const deduplicationKey = newHash();
		const old = message(orgId, { receivedAt: at - 30 * day });
		const again = () => store().accept(entry(message(orgId), [], { deduplicationKey }));
		await store().accept(entry(old, [], { deduplicationKey }));
		await retain({ messagesBefore: at, deduplicationBefore: at - 400 * day });
		expect(await again()).toEqual({ kind: 'duplicate', messageId: old.id });
		await retain({ deduplicationBefore: at });
		expect(await again()).toEqual({ kind: 'accepted' });
	});

	it('deletes rejected receipts by their own limit and the others with messages', async () => {
		const orgId = newId('org');
		const rejected = receipt(orgId, 'src_1', { receivedAt: at - 8 * day });
		const twice = receipt(orgId, 'src_1', { receivedAt: at - 8 * day, outcome: 'duplicate' });
		await store().addReceipt(rejected, 10);
		await store().addReceipt(twice, 10);
		await retain({ messagesBefore: at - 30 * day, rejectedReceiptsBefore: at - 7 * day });
		expect(await store().getReceipt(orgId, rejected.id)).toBeNull();
		expect(await store().getReceipt(orgId, twice.id)).toEqual(twice);
		await retain({ messagesBefore: at });
		expect(await store().getReceipt(orgId, twice.id)).toBeNull();
	});

	it('deletes old idempotency records, sandbox requests and call contexts', async () => {
		const orgId = newId('org');
		const record = {
			orgId,
			keyId: 'key_1',
			route: 'POST /v1/calls',
			key: 'once',
			requestHash: newHash(),
			createdAt: at - 1,
			response: null,
			subjects: [],
		};
		await store().beginIdempotent(record);
		await store().addSandboxRequest(sandboxRequest(orgId, { receivedAt: at - 1 }), 10);
		await store().putCallContext(callContext(orgId, 'src_1', 'call-1', { createdAt: at - 1 }));
		await retain({ idempotencyBefore: at - 1, sandboxBefore: at - 1, callContextsBefore: at - 1 });
		expect(await store().beginIdempotent(record)).toEqual(record);
		expect((await store().listSandboxRequests(orgId, page())).items).toHaveLength(1);
		expect(await store().getCallContext(orgId, 'src_1', 'call-1')).not.toBeNull();
		await retain({ idempotencyBefore: at, sandboxBefore: at, callContextsBefore: at });
		expect(await store().beginIdempotent(record)).toBeNull();
		expect((await store().listSandboxRequests(orgId, page())).items).toEqual([]);
		expect(await store().getCallContext(orgId, 'src_1', 'call-1')).toBeNull();
	});
};
