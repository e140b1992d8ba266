import {
	asPhone,
	type FileKind,
	fileKinds,
	hookBody,
	type Interpretation,
	listFilterKeys,
} from '@voicehooks/core';
import type { CallContext, Message, MessageOrigin, MessageStatus } from '../domain/types.ts';
import type { FilterValue } from '../ports.ts';
import type { Context } from './context.ts';
import { subjectsOf } from './subjects.ts';

/** A value is written again as "seen" at most this often. */
const seenAgainAfterMs = 3_600_000;
/** Values remembered as written; beyond it the memory starts anew. */
const rememberedValues = 20_000;

/** An event of a vendor's, verified and read, before it has an id. */
export type ReadEvent = {
	readonly orgId: string;
	readonly sourceId: string | null;
	readonly vendor: string;
	readonly interpretation: Interpretation;
	readonly raw: Uint8Array;
	readonly contentType: string | null;
	readonly verified: boolean;
	readonly test: boolean;
	readonly status: MessageStatus;
	readonly origin: MessageOrigin;
	/** Marks beside those of the interpretation. */
	readonly marks?: readonly string[];
};

/** The stable links of a message to its vendor's files. */
const linksOf = (
	publicUrl: string,
	messageId: string,
	files: Readonly<Partial<Record<FileKind, string>>>,
): Readonly<Record<FileKind, string | null>> => {
	const links: Partial<Record<FileKind, string | null>> = {};
	for (const kind of fileKinds) {
		links[kind] =
			files[kind] === undefined ? null : `${publicUrl}/v1/messages/${messageId}/files/${kind}`;
	}
	return links as Record<FileKind, string | null>;
};

/** What our call action asked, for events of a call it started. */
const contextOf = async (context: Context, event: ReadEvent): Promise<Record<string, unknown>> => {
	const { callId } = event.interpretation;
	if (event.sourceId === null || callId === null || !context.directory.hasCalls(event.sourceId))
		return {};
	const asked: CallContext | null = await context.store.getCallContext(
		event.orgId,
		event.sourceId,
		callId,
	);
	return asked === null ? {} : JSON.parse(context.vault.open('call_context', asked.context));
};

/** Makes the message of an event: its id, its hook body as it will be signed and sent, its index. */
export const normalise = async (
	context: Context,
	event: ReadEvent,
	receivedAt: number,
): Promise<Message> => {
	const { interpretation, orgId, sourceId, vendor } = event;
	const id = context.newId('msg');
	const body = hookBody({
		id,
		interpretation,
		vendorId: vendor,
		sourceId,
		receivedAt,
		verified: event.verified,
		test: event.test,
		replay: false,
		links: linksOf(context.config.publicUrl, id, interpretation.files),
		context: await contextOf(context, event),
	});
	return {
		id,
		orgId,
		sourceId,
		vendor,
		event: interpretation.event,
		type: interpretation.type,
		test: event.test,
		filterFields: interpretation.filterFields,
		receivedAt,
		occurredAt: interpretation.occurredAt,
		status: event.status,
		origin: event.origin,
		verified: event.verified,
		marks: [...interpretation.marks, ...(event.marks ?? [])],
		raw: event.raw,
		contentType: event.contentType,
		body: Buffer.from(body),
		callId: interpretation.callId,
		candidateId: interpretation.candidateId,
		subjects: subjectsOf(context, orgId, interpretation.personal),
	};
};

const seenKey = ({ sourceId, field, value }: Pick<FilterValue, 'sourceId' | 'field' | 'value'>) =>
	`${sourceId}\n${field}\n${value}`;

/** Remembers which filter values were written lately, so that the hot path writes few. */
export const createSeenValues = () => {
	const seenAt = new Map<string, number>();
	const isFresh = (value: FilterValue): boolean =>
		value.lastSeenAt - (seenAt.get(seenKey(value)) ?? Number.NEGATIVE_INFINITY) >= seenAgainAfterMs;
	const read = (context: Pick<Context, 'vault'>, message: Message, sourceId: string) =>
		listFilterKeys.flatMap((field): readonly FilterValue[] => {
			const { orgId, receivedAt: lastSeenAt } = message;
			const found = message.filterFields[field];
			if (found === undefined) return [];
			const value = String(found);
			const seen: FilterValue = { orgId, sourceId, field, value, lastSeenAt, subjects: [] };
			if (!isFresh(seen)) return [];
			const phone = asPhone(value);
			const phones = phone === null ? [] : [phone];
			const emails = value.includes('@') ? [value] : [];
			return [{ ...seen, subjects: subjectsOf(context, orgId, { phones, emails }) }];
		});
	return {
		/** Those of a message that should be written with it. */
		fresh: (context: Pick<Context, 'vault'>, message: Message): readonly FilterValue[] =>
			message.sourceId === null ? [] : read(context, message, message.sourceId),
		/** To be called once they are on disk. */
		remember: (values: readonly FilterValue[]): void => {
			for (const value of values) {
				if (seenAt.size >= rememberedValues) seenAt.clear();
				seenAt.set(seenKey(value), value.lastSeenAt);
			}
		},
	};
};
