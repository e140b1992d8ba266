import type { Attempt, Message, SubscriptionHealth } from '../../../domain/types.ts';
import type { AcceptMessage, NewDelivery, Settlement } from '../../../ports.ts';
import type { Value } from './database.ts';
import { filterValues } from './tables/message-rows.ts';
import { flag, listText, ownBytes } from './tables/values.ts';

/**
 * What every event sends to the writer, as lists instead of objects: half the cost of the
 * structured clone on the main thread (measured), and headers cross as the text they are stored as.
 */

const packDelivery = (delivery: NewDelivery) =>
	[
		delivery.id,
		delivery.subscriptionId,
		delivery.targetId,
		delivery.status,
		delivery.replay,
		delivery.dueAt,
	] as const;

const unpackDelivery = ([id, subscriptionId, targetId, status, replay, dueAt]: ReturnType<
	typeof packDelivery
>): NewDelivery => ({ id, subscriptionId, targetId, status, replay, dueAt });

/** What the writer reads of a message comes first; the rest are values of columns, in the order of message-rows.ts. */
const packMessage = (message: Message) =>
	[
		message.id,
		message.orgId,
		message.sourceId,
		message.vendor,
		message.event,
		message.type,
		message.receivedAt,
		message.callId,
		message.candidateId,
		message.subjects,
		[
			message.occurredAt,
			message.status,
			message.origin,
			flag(message.verified),
			flag(message.test),
			...filterValues(message.filterFields),
			listText(message.marks),
			message.contentType,
			ownBytes(message.raw),
			ownBytes(message.body),
		] as readonly Value[],
	] as const;

export type PackedMessage = ReturnType<typeof packMessage>;

export const packAccept = (entry: AcceptMessage) =>
	[
		packMessage(entry.message),
		entry.deduplicationKey,
		entry.deliveries.map(packDelivery),
		entry.filterValues,
		entry.sample,
	] as const;

export type PackedAccept = ReturnType<typeof packAccept>;

export const unpackAccept = ([message, key, deliveries, values, sample]: PackedAccept) => ({
	message,
	deduplicationKey: key,
	deliveries: deliveries.map(unpackDelivery),
	filterValues: values,
	sample,
});

/** An attempt with its headers as the text that is stored. */
export type StoredAttempt = Omit<Attempt, 'requestHeaders'> & { readonly requestHeaders: string };
export type StoredSettlement = Omit<Settlement, 'attempt'> & {
	readonly attempt: StoredAttempt | null;
};

const packAttempt = (attempt: Attempt) =>
	[
		attempt.id,
		attempt.at,
		attempt.outcome,
		attempt.status,
		attempt.durationMs,
		attempt.responseExcerpt,
		attempt.error,
		JSON.stringify(attempt.requestHeaders),
	] as const;

const unpackAttempt = ([
	id,
	at,
	outcome,
	status,
	durationMs,
	responseExcerpt,
	error,
	requestHeaders,
]: ReturnType<typeof packAttempt>): StoredAttempt => ({
	id,
	at,
	outcome,
	status,
	durationMs,
	responseExcerpt,
	error,
	requestHeaders,
});

const packHealth = (health: SubscriptionHealth) =>
	[
		health.deliveriesCount,
		health.consecutiveFailures,
		health.failingSince,
		health.lastError,
		health.lastSuccessAt,
		health.lastFailureAt,
		health.nextProbeAt,
		health.probes,
	] as const;

const unpackHealth = ([
	deliveriesCount,
	consecutiveFailures,
	failingSince,
	lastError,
	lastSuccessAt,
	lastFailureAt,
	nextProbeAt,
	probes,
]: ReturnType<typeof packHealth>): SubscriptionHealth => ({
	deliveriesCount,
	consecutiveFailures,
	failingSince,
	lastError,
	lastSuccessAt,
	lastFailureAt,
	nextProbeAt,
	probes,
});

export const packSettlement = (settlement: Settlement) =>
	[
		settlement.deliveryId,
		settlement.orgId,
		settlement.subscriptionId,
		settlement.status,
		settlement.dueAt,
		settlement.attemptCount,
		settlement.attempt === null ? null : packAttempt(settlement.attempt),
		packHealth(settlement.health),
	] as const;

export type PackedSettlement = ReturnType<typeof packSettlement>;

export const unpackSettlement = ([
	deliveryId,
	orgId,
	subscriptionId,
	status,
	dueAt,
	attemptCount,
	attempt,
	health,
]: PackedSettlement): StoredSettlement => ({
	deliveryId,
	orgId,
	subscriptionId,
	status,
	dueAt,
	attemptCount,
	attempt: attempt === null ? null : unpackAttempt(attempt),
	health: unpackHealth(health),
});
