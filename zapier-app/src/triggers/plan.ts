import type { CatalogueEntry, FilterField, HookBody, Localized } from '@voicehooks/core';
import type { Undocumented } from '../rows/learned-fields.ts';
import type { RowShape } from '../rows/row.ts';

/** A trigger before it takes Zapier's form: everything that differs between triggers. */
export type TriggerPlan = {
	readonly key: string;
	/** One lower-case word. */
	readonly noun: Localized;
	readonly label: Localized;
	readonly description: Localized;
	/** What users must know before they turn it on. */
	readonly directions?: Localized;
	/** What is subscribed: event types, or `<vendor>.*`. */
	readonly eventTypes: readonly string[];
	/** Where users may choose among events; those chosen replace `eventTypes`. */
	readonly choices?: readonly CatalogueEntry[];
	/** The hidden trigger that lists sources. */
	readonly sources: string;
	readonly filters: readonly FilterField[];
	readonly shape: RowShape;
	/** What must be learned from the events that came; null where the vendor documents all. */
	readonly undocumented: Undocumented | null;
	readonly sample: HookBody;
	/** Brief event type → the detailed one of the same moment, which goes before it. */
	readonly detailed: ReadonlyMap<string, string>;
};

/** No event type has a more detailed twin. */
export const noDetails: ReadonlyMap<string, string> = new Map();
