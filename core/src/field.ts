import { z } from 'zod';
import type { Localized } from './localized.ts';

/** What a value is, so that every platform can choose its own widget and format for it. */
export type FieldKind =
	| 'identifier'
	| 'text'
	| 'long_text'
	| 'integer'
	| 'decimal'
	| 'boolean'
	| 'date'
	| 'datetime'
	| 'phone'
	| 'email'
	| 'url'
	| 'list'
	| 'object';

export type Unit = 'seconds' | 'credits' | 'questions' | 'ratio';

/** The canonical keys of `normalized` in a hook body: the same for every vendor (contract). */
export const normalizedKeys = [
	'call_id',
	'caller_phone_e164',
	'caller_name',
	'agent_id',
	'duration_seconds',
	'started_at',
	'ended_at',
	'summary',
	'result',
	'email',
	'candidate_id',
	'campaign_id',
	'score',
	'appointment_start',
	'appointment_end',
] as const;
export type NormalizedKey = (typeof normalizedKeys)[number];

/** Fields of an event that a subscription can list values for (contract, "filter"). */
export const listFilterKeys = [
	'tracking_number',
	'user',
	'agent_id',
	'campaign_id',
	'result',
	'urgency',
	'failure_reason',
] as const;
export type ListFilterKey = (typeof listFilterKeys)[number];

/** Fields of an event that a subscription can set a lower bound for, by filter name. */
export const minimumFilterKeys = {
	min_duration_seconds: 'duration_seconds',
	min_score: 'score',
} as const;
export type MinimumFilterKey = keyof typeof minimumFilterKeys;
export type MeasuredField = (typeof minimumFilterKeys)[MinimumFilterKey];

/** Every field of an event that some filter reads. */
export type FilterField = ListFilterKey | MeasuredField;

/** How a value identifies a person, for erasure, export and masking. */
export type PersonalKind = 'phone' | 'email' | 'name' | 'free_text';

/** A file of the vendor's that we offer behind a stable link. */
export const fileKinds = ['recording', 'transcript'] as const;
export type FileKind = (typeof fileKinds)[number];

/** What we say of a field beside its schema. Everything that reads fields derives from this. */
export type FieldTraits = {
	readonly label: Localized;
	readonly kind: FieldKind;
	readonly unit?: Unit;
	/** Fills this key of `normalized`; several fields of one key are joined by a space. */
	readonly normalized?: NormalizedKey;
	readonly filter?: FilterField;
	readonly personal?: PersonalKind;
	readonly file?: FileKind;
	/** False where the vendor's pages do not show this field on this event. Default true. */
	readonly documented?: boolean;
	/** True for an object whose other keys are expected too. */
	readonly open?: boolean;
	/** True for an id that no other event of the vendor shares: a simulated event gets a new one. */
	readonly unique?: boolean;
};

/** Where the traits of a field's schema are kept (zod's own registry mechanism). */
export const fieldTraits = z.registry<FieldTraits>();

/** A field as read from an event's schema: its traits and its place in the vendor's whole body. */
export type Field = FieldTraits & {
	/** Dotted path from the root of the vendor's body, e.g. `data.caller_phone`. */
	readonly path: string;
	/** True where a body may lack it: it is then absent from `data` instead of null. */
	readonly optional?: boolean;
	/** The fields of an object, or of each item of a list. Paths start at the item for lists. */
	readonly children?: readonly Field[];
};
