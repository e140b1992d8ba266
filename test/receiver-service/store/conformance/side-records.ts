import type { IdempotencyRecord } from '../../../../receiver-service/src/domain/types.ts';
import type { FilterValue } from '../../../../receiver-service/src/ports.ts';
import {
	at,
	callContext,
	entry,
	message,
	newHash,
	newId,
	page,
	sandboxRequest,
	sealed,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** What stands beside the way of a message: values seen, samples, idempotency, sandbox, calls. */
export const sideRecordsConform = ({ store, reopen }: Subject): void => {
	const seen = (orgId: string, value: string, members: Partial<FilterValue> = {}): FilterValue => ({
		orgId,
		sourceId: 'src_1',
		field: 'agent_id',
		value,
		lastSeenAt: at,
		subjects: [],
		...members,
	});
	const learn = (orgId: string, filterValues: readonly FilterValue[]) =>
		store().accept(entry(message(orgId), [], { filterValues }));

	it('remembers values seen with events, last seen first', async () => {
		const orgId = newId('org');
		await learn(orgId, [
			seen(orgId, 'Alice'),
			seen(orgId, 'Bob', { lastSeenAt: at + 1, sourceId: 'src_2' }),
			seen(orgId, 'sales', { field: 'campaign_id' }),
		]);
		await learn(orgId, [seen(orgId, 'Alice', { lastSeenAt: at + 2 })]);
		const list = async (source: string | null, contains: string | null, limit = 10) =>
			(await store().listFilterValues(orgId, 'agent_id', source, contains, limit)).map(
				({ value }) => value,
			);
		expect(await list(null, null)).toEqual(['Alice', 'Bob']);
		expect(await list('src_2', null)).toEqual(['Bob']);
		expect(await list(null, 'lic')).toEqual(['Alice']);
		expect(await list(null, '%')).toEqual([]);
		expect(await list(null, null, 1)).toEqual(['Alice']);
		const [alice] = await store().listFilterValues(orgId, 'agent_id', 'src_1', null, 10);
		expect(alice).toEqual(seen(orgId, 'Alice', { lastSeenAt: at + 2 }));
	});

	it('keeps the first sample of a source and type', async () => {
		const orgId = newId('org');
		const sample = (body: string, sourceId: string) => ({
			orgId,
			sourceId,
			type: 'dexem.cdr',
			messageId: newId('msg'),
			body,
			capturedAt: at,
			subjects: ['p'],
		});
		const samples = [sample('first', 'src_1'), sample('second', 'src_1'), sample('third', 'src_2')];
		for (const one of samples) await store().accept(entry(message(orgId), [], { sample: one }));
		await reopen();
		expect(await store().listSamples(orgId)).toEqual([samples[0], samples[2]]);
	});

	const record = (orgId: string, members: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
		orgId,
		keyId: 'key_1',
		route: 'POST /v1/calls',
		key: newHash(),
		requestHash: newHash(),
		createdAt: at,
		response: null,
		subjects: ['p'],
		...members,
	});

	it('gives an idempotency key to one request', async () => {
		const first = record(newId('org'));
		const second = { ...first, requestHash: newHash(), createdAt: at + 1, subjects: [] };
		const answers = await Promise.all([
			store().beginIdempotent(first),
			store().beginIdempotent(second),
		]);
		expect(answers).toEqual([null, first]);
		expect(await store().beginIdempotent({ ...first, route: 'POST /v1/messages' })).toBeNull();
		expect(await store().beginIdempotent({ ...first, keyId: 'key_2' })).toBeNull();
	});

	it('keeps the first response', async () => {
		const first = record(newId('org'));
		await store().beginIdempotent(first);
		const ended = { ...first, response: { status: 201, body: sealed('{}') }, subjects: ['p', 'q'] };
		await store().endIdempotent(ended);
		await reopen();
		expect(await store().beginIdempotent({ ...first, createdAt: at + 9 })).toEqual(ended);
	});

	it('frees a key that was dropped, unless another request has it by now', async () => {
		const first = record(newId('org'));
		const second = { ...first, createdAt: at + 1 };
		await store().beginIdempotent(first);
		await store().dropIdempotent(first);
		expect(await store().beginIdempotent(second)).toBeNull();
		await store().dropIdempotent(first);
		await store().endIdempotent({ ...first, response: { status: 500, body: sealed('late') } });
		expect(await store().beginIdempotent(first)).toEqual(second);
	});

	it('keeps the newest sandbox requests and clears them', async () => {
		const orgId = newId('org');
		const requests = [1, 2, 3].map((ms) =>
			sandboxRequest(orgId, { receivedAt: at + ms, body: '{"é":1}' }),
		);
		for (const one of requests) await store().addSandboxRequest(one, 2);
		const listed = await store().listSandboxRequests(orgId, page());
		expect(listed).toEqual({ items: requests.slice(1).toReversed(), hasMore: false });
		const bounded = await store().listSandboxRequests(orgId, page({ since: at + 3 }));
		expect(bounded.items).toEqual([requests[2]]);
		expect(await store().clearSandbox(orgId)).toBe(2);
		expect(await store().clearSandbox(orgId)).toBe(0);
	});

	it('finds what our own call asked, and replaces it', async () => {
		const call = callContext(newId('org'), newId('src'), 'call-1', { subjects: ['p'] });
		await store().putCallContext(call);
		const again = { ...call, context: sealed('other'), createdAt: at + 1 };
		await store().putCallContext(again);
		expect(await store().getCallContext(call.orgId, call.sourceId, 'call-1')).toEqual(again);
		expect(await store().getCallContext(call.orgId, call.sourceId, 'call-2')).toBeNull();
		expect((await store().loadConfiguration()).sourcesWithCalls).toContain(call.sourceId);
	});
};
