import { type DeliveryPolicy, standardPolicy, vendorById } from '@voicehooks/core';
import { attemptError } from '../domain/attempt-error.ts';
import { type ClassifiedAttempt, classifyAttempt } from '../domain/attempt-outcome.ts';
import { advance, type DeliveryState, type Verdict } from '../domain/delivery.ts';
import { afterAttempt, afterFailedProbe, isFailing, withFirstProbe } from '../domain/health.ts';
import { nextAttemptAt, resolvePolicy } from '../domain/retry-policy.ts';
import type { Attempt, Subscription, SubscriptionHealth } from '../domain/types.ts';
import type { DueDelivery, OutboundResult, Sender } from '../ports.ts';
import type { OutboundRequests, PreparedRequest } from './outbound-request.ts';

/** Hands a request to the organisation's own sandbox; resolves with the status it answers. */
export type ReceiveInSandbox = (
	orgId: string,
	request: {
		readonly method: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly body: Uint8Array;
	},
) => Promise<number>;

/** Enough of a response to judge it; connections that send more are dropped. */
const keepResponseBytes = 65_536;
/** What is stored of it, for people. */
const excerptCharacters = 1_024;

export type MadeAttempt = {
	readonly startedAt: number;
	readonly endedAt: number;
	readonly result: OutboundResult;
	readonly requestHeaders: Readonly<Record<string, string>>;
};

/** What an attempt changes beyond its delivery. */
export type Consequence = 'none' | 'delete' | 'disable_gone' | 'disable_failing' | 'enable';

export type Judgement = {
	readonly classified: ClassifiedAttempt;
	readonly state: DeliveryState;
	readonly health: SubscriptionHealth;
	readonly consequence: Consequence;
};

/** The policy of one delivery. */
export const policyOf = (subscription: Subscription, vendor: string): DeliveryPolicy =>
	resolvePolicy(subscription.policy, subscription.mode, {
		standard: standardPolicy,
		vendor: vendorById(vendor)?.deliveryPolicy ?? standardPolicy,
	});

const failedBeforeSending = (message: string): OutboundResult => ({
	kind: 'failure',
	reason: 'connection_error',
	message,
	sent: false,
	durationMs: 0,
});

const sendToSandbox = async (
	context: { readonly receiveInSandbox: ReceiveInSandbox; readonly now: () => number },
	orgId: string,
	request: Parameters<ReceiveInSandbox>[1],
): Promise<OutboundResult> => {
	const startedAt = context.now();
	const status = await context.receiveInSandbox(orgId, request);
	const durationMs = context.now() - startedAt;
	return { kind: 'response', status, headers: {}, body: Buffer.alloc(0), durationMs };
};

const send = (
	context: {
		readonly sender: Sender;
		readonly receiveInSandbox: ReceiveInSandbox;
		readonly now: () => number;
	},
	subscription: Subscription,
	request: PreparedRequest,
	timeoutMs: number,
): Promise<OutboundResult> => {
	const { url, headers, body } = request;
	const method = 'POST';
	return subscription.kind === 'hook'
		? context.sender.send({ url, method, headers, body, timeoutMs, keepResponseBytes })
		: sendToSandbox(context, subscription.orgId, { method, headers, body });
};

/** Makes one attempt. A fault of our own is a failed attempt like any other: it is retried. */
export const makeAttempt = async (
	context: {
		readonly sender: Sender;
		readonly receiveInSandbox: ReceiveInSandbox;
		readonly requests: OutboundRequests;
		readonly now: () => number;
		readonly onFault: (fault: unknown) => void;
	},
	subscription: Subscription,
	due: DueDelivery,
	policy: DeliveryPolicy,
): Promise<MadeAttempt> => {
	const startedAt = context.now();
	let requestHeaders = {};
	let result: OutboundResult;
	try {
		const request = context.requests.build(subscription, due, startedAt);
		requestHeaders = request.recordedHeaders;
		result = await send(context, subscription, request, policy.timeoutSeconds * 1_000);
	} catch (fault) {
		context.onFault(fault);
		result = failedBeforeSending(attemptError('not_made'));
	}
	return { startedAt, endedAt: context.now(), result, requestHeaders };
};

const verdictOf = (
	classified: ClassifiedAttempt,
	mode: Subscription['mode'],
	retryAt: () => number | null,
): Verdict => {
	switch (classified.verdict) {
		case 'retry':
			return { kind: 'retry', at: retryAt() };
		case 'gone':
			// A listener for tests has nothing to come back to.
			return mode === 'test' ? { kind: 'rejected' } : { kind: 'gone' };
		default:
			return { kind: classified.verdict };
	}
};

const consequenceOf = (
	verdict: Verdict,
	subscription: Subscription,
	health: SubscriptionHealth,
	policy: DeliveryPolicy,
): Consequence => {
	const { status, disabledReason, platform, mode } = subscription;
	if (verdict.kind === 'delivered') {
		return status === 'disabled' && disabledReason === 'failing' ? 'enable' : 'none';
	}
	if (mode === 'test') return 'none';
	if (verdict.kind === 'gone') return platform === 'zapier' ? 'delete' : 'disable_gone';
	return status === 'active' && isFailing(health, policy) ? 'disable_failing' : 'none';
};

/**
 * Decides what an attempt means: for the delivery, for the subscription's health, and for the
 * subscription itself. `current` is the subscription as it is now, undefined once deleted.
 */
export const judgeAttempt = (input: {
	readonly made: MadeAttempt;
	readonly due: DueDelivery;
	readonly sentFor: Subscription;
	readonly current: Subscription | undefined;
	readonly health: SubscriptionHealth;
	readonly policy: DeliveryPolicy;
	readonly probe: boolean;
	readonly fraction: () => number;
}): Judgement => {
	const { made, due, sentFor, current, policy, probe } = input;
	const { startedAt, endedAt, result } = made;
	const { delivery } = due;
	const classified = classifyAttempt(sentFor.platform, result, endedAt);
	const verdict = verdictOf(classified, sentFor.mode, () =>
		nextAttemptAt(
			policy,
			{
				attemptNumber: delivery.attemptCount + 1,
				firstAttemptAt: delivery.firstAttemptAt ?? startedAt,
				failedAt: endedAt,
				retryAfterMs: classified.retryAfterMs,
			},
			input.fraction(),
		),
	);
	const error = classified.error;
	const seen = afterAttempt(input.health, { at: endedAt, error });
	const consequence =
		current === undefined ? 'none' : consequenceOf(verdict, current, seen, policy);
	const health =
		consequence === 'disable_failing'
			? withFirstProbe(seen, endedAt)
			: consequence === 'disable_gone'
				? { ...seen, nextProbeAt: null }
				: probe && error !== null
					? afterFailedProbe(seen, endedAt)
					: seen;
	const active =
		consequence === 'enable' || (consequence === 'none' && current?.status === 'active');
	const state = advance(delivery, {
		kind: 'attempted',
		startedAt,
		endedAt,
		verdict,
		active,
		probe,
	});
	return { classified, state, health, consequence };
};

/** What of a response may be shown: nothing of a failure from a private address (contract, guard). */
const excerptOf = (result: OutboundResult, failed: boolean): string | null => {
	if (result.kind === 'failure' || (failed && result.privateAddress === true)) return null;
	if (result.body.length === 0) return null;
	return result.body
		.subarray(0, excerptCharacters * 4)
		.toString('utf8')
		.slice(0, excerptCharacters);
};

/** The attempt as it is stored. */
export const attemptRecord = (
	id: string,
	made: MadeAttempt,
	classified: ClassifiedAttempt,
): Attempt => ({
	id,
	at: made.startedAt,
	outcome: classified.outcome,
	status: made.result.kind === 'response' ? made.result.status : null,
	durationMs: Math.round(made.result.durationMs),
	responseExcerpt: excerptOf(made.result, classified.error !== null),
	error: classified.error,
	requestHeaders: made.requestHeaders,
});
