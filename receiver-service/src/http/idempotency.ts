import { problems, Refusal } from '../domain/refusal.ts';
import type { IdempotencyRecord } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import { personalIn } from '../pipeline/personal-in.ts';
import { subjectsOf } from '../pipeline/subjects.ts';
import { actorId } from './actor.ts';
import type { Caller, Reply } from './route.ts';

/** Contract, "Authentication". */
const idempotencyLifeMs = 24 * 3_600_000;
/**
 * A first request that creates and did not end within this time died with its process; whoever
 * repeats it may go on. One that dials stays taken: its outcome is unknown.
 */
const abandonedAfterMs = 120_000;
const keyPattern = /^[\x21-\x7e]{1,255}$/;
const retrySeconds = 2;

export type IdempotentRequest = {
	readonly caller: Caller;
	/** Method and path pattern. */
	readonly route: string;
	/** Path as asked, query and body: what "the same request" means. */
	readonly content: readonly unknown[];
	readonly key: string;
	/** Whether a repetition could reach people. */
	readonly dials: boolean;
};

/** What a first request ended with: its answer, or the refusal that says its outcome is unknown. */
type Stored = Pick<Reply, 'body' | 'headers'> | Pick<Refusal, 'code' | 'parameters'>;

const open = (context: Context, response: NonNullable<IdempotencyRecord['response']>): Reply => {
	const stored: Stored = JSON.parse(context.vault.open('idempotent_response', response.body));
	const replayed = { 'idempotency-replayed': 'true' };
	if ('code' in stored) throw new Refusal(stored.code, stored.parameters, { headers: replayed });
	const { body, headers } = stored;
	return { status: response.status, body, headers: { ...headers, ...replayed } };
};

const isStale = (found: IdempotencyRecord, dials: boolean, now: number): boolean => {
	const ageMs = now - found.createdAt;
	return (
		ageMs >= idempotencyLifeMs || (found.response === null && !dials && ageMs >= abandonedAfterMs)
	);
};

/** Takes the key, or answers with the first response. Throws 409 in flight, 422 for another body. */
const begin = async (
	context: Context,
	record: IdempotencyRecord,
	dials: boolean,
): Promise<Reply | null> => {
	const found = await context.store.beginIdempotent(record);
	if (found === null) return null;
	if (isStale(found, dials, record.createdAt)) {
		await context.store.dropIdempotent(found);
		return begin(context, record, dials);
	}
	if (found.requestHash !== record.requestHash) throw new Refusal('idempotency_key_reused');
	if (found.response !== null) return open(context, found.response);
	const headers = { 'retry-after': String(retrySeconds) };
	throw new Refusal('idempotency_in_flight', {}, { headers });
};

/** The status that says nobody knows whether a call was made (contract, "POST /v1/calls"). */
const outcomeUnknownStatus = 504;

/**
 * Runs a request once for its `Idempotency-Key` within 24 hours; a repetition gets the first
 * answer. What was refused is not kept, so that it can be mended and sent again; what dials and
 * ended unknown stays taken, so that nobody is called twice.
 */
export const onceFor = async (
	context: Context,
	request: IdempotentRequest,
	run: () => Promise<Reply>,
): Promise<Reply> => {
	if (!keyPattern.test(request.key)) throw new Refusal('idempotency_key_invalid');
	const { caller, route, key, content, dials } = request;
	const subjects = (document: unknown) => subjectsOf(context, caller.orgId, personalIn(document));
	const record: IdempotencyRecord = {
		orgId: caller.orgId,
		keyId: actorId(caller.actor),
		route,
		key,
		requestHash: context.vault.index('idempotent_request', JSON.stringify(content)),
		createdAt: context.clock.now(),
		response: null,
		subjects: subjects(content),
	};
	const earlier = await begin(context, record, dials);
	if (earlier !== null) return earlier;
	const end = (status: number, stored: Stored, more: readonly string[] = []) =>
		context.store.endIdempotent({
			...record,
			response: {
				status,
				body: context.vault.seal('idempotent_response', JSON.stringify(stored)),
			},
			subjects: [...new Set([...record.subjects, ...more])],
		});
	let reply: Reply;
	try {
		reply = await run();
	} catch (fault) {
		const status = fault instanceof Refusal ? problems[fault.code].status : null;
		if (fault instanceof Refusal && status === outcomeUnknownStatus) {
			await end(status, { code: fault.code, parameters: fault.parameters });
		} else if (status !== null || !dials) await context.store.dropIdempotent(record);
		throw fault;
	}
	const { status, body, headers } = reply;
	await end(status, { body, ...(headers === undefined ? {} : { headers }) }, subjects(body));
	return reply;
};
