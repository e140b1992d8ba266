import type { z } from 'zod';
import type { Field, FilterField } from './field.ts';
import type { Localized } from './localized.ts';

/**
 * Where our knowledge of a payload comes from: printed by the vendor, seen in a real delivery to
 * a source, or assumed by us because the vendor shows none.
 */
export type Provenance = 'documented' | 'captured' | 'inferred';

/** What users sort events by. */
export const categories = [
	'call',
	'appointment',
	'lead',
	'conversation',
	'campaign',
	'candidate',
	'interview',
	'credit',
	'account',
] as const;
export type Category = (typeof categories)[number];

/** Events of different vendors that mean the same moment, for cross-vendor triggers. */
export const canonicalTypes = [
	'call.started',
	'call.completed',
	'appointment.booked',
	'lead.created',
] as const;
export type CanonicalType = (typeof canonicalTypes)[number];

/** One event type of one vendor, as its vendor folder declares it. */
export type EventType = {
	/** The wire name, as the vendor writes it: `call.completed`. */
	readonly name: string;
	readonly category: Category;
	readonly canonical?: CanonicalType;
	readonly label: Localized;
	/** One sentence: "Triggers when …" in English, « Se déclenche quand … » in French. */
	readonly description: Localized;
	/** The whole body, loose: unknown keys pass, documented ones are nullable but present. */
	readonly schema: z.ZodObject;
	/** A whole body as the vendor would send it. */
	readonly sample: Readonly<Record<string, unknown>>;
	readonly provenance: Exclude<Provenance, 'captured'>;
	/** Every field of the body, read from the schema and its traits, in order. */
	readonly fields: readonly Field[];
	/** What the vendor lets one restrict by without showing where it stands: needs a field map. */
	readonly mappedFilters?: readonly FilterField[];
};
