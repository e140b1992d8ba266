import { timeText } from '../domain/time-text.ts';
import type { Attempt, Delivery, Message, SandboxRequest } from '../domain/types.ts';
import type { PersonalData, PersonalDataCounts } from '../ports.ts';
import type { Context } from './context.ts';
import { openRequest } from './receipts.ts';
import { subjectsOf } from './subjects.ts';

/** Rows of each table in one export: far above what a person has, and still a document. */
const maxExportedRows = 10_000;

/** A data subject: by phone (E.164), by e-mail address, or both. */
export type Person = { readonly phone: string | null; readonly email: string | null };

const subjectsOfPerson = (
	context: Context,
	orgId: string,
	{ phone, email }: Person,
): readonly string[] =>
	subjectsOf(context, orgId, {
		phones: phone === null ? [] : [phone],
		emails: email === null ? [] : [email],
	});

/** How much is kept about a person, by table. */
export const previewPersonalData = (
	context: Context,
	orgId: string,
	person: Person,
): Promise<PersonalDataCounts> =>
	context.store.countPersonalData(orgId, subjectsOfPerson(context, orgId, person));

/** JSON where it is JSON, else the text as it is. */
const readable = (bytes: Uint8Array | string): unknown => {
	const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString();
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) return text;
		throw error;
	}
};

const showMessage = (message: Message) => ({
	id: message.id,
	received_at: timeText(message.receivedAt),
	status: message.status,
	origin: message.origin,
	/** What the vendor sent, and what hooks got. */
	received: readable(message.raw),
	delivered: readable(message.body),
});

const showAttempt = (attempt: Attempt) => ({
	at: timeText(attempt.at),
	status: attempt.status,
	response_excerpt: attempt.responseExcerpt,
	error: attempt.error,
});

const showDelivery = (entry: {
	readonly delivery: Delivery;
	readonly attempts: readonly Attempt[];
}) => ({
	id: entry.delivery.id,
	message_id: entry.delivery.messageId,
	subscription_id: entry.delivery.subscriptionId,
	status: entry.delivery.status,
	created_at: timeText(entry.delivery.createdAt),
	attempts: entry.attempts.map(showAttempt),
});

const showSandboxRequest = (request: SandboxRequest) => ({
	id: request.id,
	received_at: timeText(request.receivedAt),
	method: request.method,
	headers: request.headers,
	body: readable(request.body),
});

const show = (context: Context, data: PersonalData) => ({
	messages: data.messages.map(showMessage),
	deliveries: data.deliveries.map(showDelivery),
	receipts: data.receipts.map((receipt) => {
		const request = openRequest(context, receipt);
		return {
			id: receipt.id,
			received_at: timeText(receipt.receivedAt),
			outcome: receipt.outcome,
			reason: receipt.reason,
			request:
				request === null
					? null
					: { method: request.method, headers: request.headers, body: readable(request.raw) },
		};
	}),
	samples: data.samples.map((sample) => ({
		source_id: sample.sourceId,
		type: sample.type,
		captured_at: timeText(sample.capturedAt),
		body: readable(sample.body),
	})),
	sandbox_requests: data.sandboxRequests.map(showSandboxRequest),
	call_contexts: data.callContexts.map((call) => ({
		source_id: call.sourceId,
		call_id: call.callId,
		created_at: timeText(call.createdAt),
		context: readable(context.vault.open('call_context', call.context)),
	})),
});

export type PersonalDataExport = ReturnType<typeof show> & {
	readonly exported_at: string;
	readonly counts: PersonalDataCounts;
	/** True where a table holds more than was read: narrow the search, or erase in parts. */
	readonly truncated: boolean;
};

/** Everything kept about a person, opened (GDPR, articles 15 and 20). */
export const exportPersonalData = async (
	context: Context,
	orgId: string,
	person: Person,
): Promise<PersonalDataExport> => {
	const subjects = subjectsOfPerson(context, orgId, person);
	const counts = await context.store.countPersonalData(orgId, subjects);
	const data = await context.store.readPersonalData(orgId, subjects, maxExportedRows);
	return {
		exported_at: timeText(context.clock.now()),
		counts,
		truncated: Object.values(counts).some((count) => count > maxExportedRows),
		...show(context, data),
	};
};

/**
 * Erases what mentions a person and cancels what is still on its way; answers how much. The keyed
 * hashes that tell duplicates apart stay, so that a vendor's retry does not bring it back.
 */
export const erasePersonalData = async (
	context: Context,
	orgId: string,
	person: Person,
): Promise<PersonalDataCounts> => {
	const subjects = subjectsOfPerson(context, orgId, person);
	const counts = await context.store.erasePersonalData(orgId, subjects);
	context.directory.noteErasure(orgId);
	// What waits in memory is read from its rows again: those are gone.
	for (const { id } of context.directory.subscriptionsOf(orgId)) context.dispatcher.changed(id);
	// No number or address: only that it was done, for the operator's record.
	context.log.info('personal_data.erased', { org_id: orgId, ...counts });
	return counts;
};
