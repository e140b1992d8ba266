import type { FileKind } from './field.ts';
import type { Interpretation, Normalized } from './interpret.ts';

/** What a hook URL receives (contract), key by key. */
export type HookBody = {
	readonly id: string;
	readonly type: string;
	readonly vendor: string;
	readonly event: string;
	readonly source_id: string | null;
	/** RFC 3339 UTC; null where the vendor sends no time. */
	readonly occurred_at: string | null;
	readonly received_at: string;
	readonly verified: boolean;
	readonly test: boolean;
	readonly replay: boolean;
	readonly data: Readonly<Record<string, unknown>>;
	readonly envelope: Readonly<Record<string, unknown>>;
	readonly normalized: Normalized;
	/** Our stable links to the vendor's files; null where the event has none. */
	readonly links: Readonly<Record<FileKind, string | null>>;
	readonly context: Readonly<Record<string, unknown>>;
};

export type HookBodyInput = {
	readonly id: string;
	readonly interpretation: Interpretation;
	readonly vendorId: string;
	readonly sourceId: string | null;
	/** Unix milliseconds. */
	readonly receivedAt: number;
	readonly verified: boolean;
	readonly test: boolean;
	readonly replay: boolean;
	/** Our stable links to the vendor's files. */
	readonly links: HookBody['links'];
	/** What our own call action asked. */
	readonly context: HookBody['context'];
};

const rfc3339 = (unixMs: number): string => new Date(unixMs).toISOString();

/** The body of a message as compact JSON: the exact text that is signed, stored and sent. */
export const hookBody = (input: HookBodyInput): string => {
	const { interpretation } = input;
	const body: HookBody = {
		id: input.id,
		type: interpretation.type,
		vendor: input.vendorId,
		event: interpretation.event,
		source_id: input.sourceId,
		occurred_at: interpretation.occurredAt === null ? null : rfc3339(interpretation.occurredAt),
		received_at: rfc3339(input.receivedAt),
		verified: input.verified,
		test: input.test,
		replay: input.replay,
		data: interpretation.data,
		envelope: interpretation.envelope,
		normalized: interpretation.normalized,
		links: input.links,
		context: input.context,
	};
	return JSON.stringify(body);
};

/** The first in a hook body is its own: inside a JSON string the quotes would be escaped. */
const replayMark = /,"replay":(?:true|false),"data":/;

/** The same hook body with `replay` true, byte for byte the same otherwise. */
export const withReplay = (body: string): string =>
	body.replace(replayMark, ',"replay":true,"data":');
