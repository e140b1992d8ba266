import type { Attempt, Message, SubscriptionHealth } from '../../../domain/types.ts';
import type { AcceptMessage, NewDelivery, Settlement } from '../../../ports.ts';
import type { Value } from './database.ts';
import { filterValues } from './tables/message-rows.ts';
import { flag, listText } from './tables/values.ts';

/*
 * What every event sends to the writer, as one JSON text of lists: the structured clone of the same
 * objects was a tenth of the main thread's time (measured).
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
		] as readonly Value[],
	] as const;

export type PackedMessage = ReturnType<typeof packMessage>;

const packEntry = (entry: AcceptMessage) =>
	[
		packMessage(entry.message),
		entry.deduplicationKey,
		entry.deliveries.map(packDelivery),
		entry.filterValues,
		entry.sample,
	] as const;

/** JSON. */
export type PackedAccept = string;

/** Everything but the message's `raw` and `body`, which go beside it as bytes. */
export const packAccept = (entry: AcceptMessage): PackedAccept => JSON.stringify(packEntry(entry));

export const unpackAccept = (packed: PackedAccept) => {
	const [message, deduplicationKey, deliveries, values, sample]: ReturnType<typeof packEntry> =
		JSON.parse(packed);
	return {
		message,
		deduplicationKey,
		deliveries: deliveries.map(unpackDelivery),
		filterValues: values,
		sample,
	};
};

/** An attempt as its row holds it. */
export type StoredAttempt = Omit<Attempt, 'requestHeaders'> & {
	/** Its headers but for the values that vary: few texts, for very many attempts. */
	readonly headerForm: string;
	readonly headerValues: string;
};
export type StoredSettlement = Omit<Settlement, 'attempt' | 'health'> & {
	readonly attempt: StoredAttempt | null;
};

/** Headers whose values are the same from attempt to attempt. */
const constantHeaders: ReadonlySet<string> = new Set(['content-type', 'user-agent']);

/** A header's value has no line break (RFC 9110 §5.5), so that one can stand between them. */
const packHeaders = (headers: Attempt['requestHeaders']) => {
	let form = '';
	let values = '';
	for (const name in headers) {
		const value = headers[name] ?? '';
		if (constantHeaders.has(name)) form += `${name}:${value}\n`;
		else {
			form += `${name}\n`;
			values += `${value}\n`;
		}
	}
	return [form, values] as const;
};

const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1);

/** The headers of an attempt, as they were sent. */
export const unpackHeaders = (form: string, values: string): Attempt['requestHeaders'] => {
	const varying = linesOf(values).values();
	return Object.fromEntries(
		linesOf(form).map((line) => {
			const colon = line.indexOf(':');
			return colon === -1
				? [line, varying.next().value ?? '']
				: [line.slice(0, colon), line.slice(colon + 1)];
		}),
	);
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
		...packHeaders(attempt.requestHeaders),
	] as const;

const unpackAttempt = ([
	id,
	at,
	outcome,
	status,
	durationMs,
	responseExcerpt,
	error,
	headerForm,
	headerValues,
]: ReturnType<typeof packAttempt>): StoredAttempt => ({
	id,
	at,
	outcome,
	status,
	durationMs,
	responseExcerpt,
	error,
	headerForm,
	headerValues,
});

const packSettlement = (settlement: Settlement) =>
	[
		settlement.deliveryId,
		settlement.orgId,
		settlement.subscriptionId,
		settlement.status,
		settlement.dueAt,
		settlement.attemptCount,
		settlement.attempt === null ? null : packAttempt(settlement.attempt),
	] as const;

const unpackSettlement = ([
	deliveryId,
	orgId,
	subscriptionId,
	status,
	dueAt,
	attemptCount,
	attempt,
]: ReturnType<typeof packSettlement>): StoredSettlement => ({
	deliveryId,
	orgId,
	subscriptionId,
	status,
	dueAt,
	attemptCount,
	attempt: attempt === null ? null : unpackAttempt(attempt),
});

export type SettledHealth = {
	readonly orgId: string;
	readonly subscriptionId: string;
	readonly health: SubscriptionHealth;
};

const packSettled = (settlements: readonly Settlement[]) => {
	const healths = new Map<string, SettledHealth>();
	for (const { orgId, subscriptionId, health } of settlements) {
		healths.set(subscriptionId, { orgId, subscriptionId, health });
	}
	return [settlements.map(packSettlement), [...healths.values()]] as const;
};

/** JSON. */
export type PackedSettlements = string;

/** Settlements in their order; of each subscription only the last health is written. */
export const packSettlements = (settlements: readonly Settlement[]): PackedSettlements =>
	JSON.stringify(packSettled(settlements));

export const unpackSettlements = (packed: PackedSettlements) => {
	const [settlements, healths]: ReturnType<typeof packSettled> = JSON.parse(packed);
	return { settlements: settlements.map(unpackSettlement), healths };
};
