import type { CanonicalType, Category, EventType, Provenance } from './event-type.ts';
import type { Field, FileKind, FilterField } from './field.ts';
import { interpret } from './interpret.ts';
import { hookBodySchema, type JsonSchema } from './json-schema.ts';
import type { Localized } from './localized.ts';
import { type HookBody, hookBody } from './message.ts';
import { parseBody } from './parse-body.ts';
import { hookPath } from './plan.ts';
import type { Vendor } from './vendor.ts';
import { vendors } from './vendors/index.ts';

/** An event type as plain JSON: what every platform derives its triggers from. */
export type CatalogueEntry = {
	readonly type: string;
	readonly vendor: string;
	readonly event: string;
	readonly category: Category;
	readonly canonical: CanonicalType | null;
	readonly label: Localized;
	readonly description: Localized;
	/** Of the hook body, JSON Schema 2020-12. */
	readonly schema: JsonSchema;
	readonly sample: HookBody;
	readonly provenance: Exclude<Provenance, 'captured'>;
	/** Paths as in the hook body; inside a list they start at its item. */
	readonly fields: readonly Field[];
	readonly mapped_filters: readonly FilterField[];
};

/** A vendor as plain JSON. */
export type VendorSummary = {
	readonly id: string;
	readonly name: string;
	readonly homepage: string;
	readonly documentation: string;
	readonly about: Localized;
	readonly setup: readonly Localized[];
	/** Whether the vendor can sign at all. */
	readonly signed: boolean;
	readonly secret: Vendor['secret'];
	/** True where each event has its own ingest URL, because the body does not name it. */
	readonly event_in_url: boolean;
	readonly actions: readonly string[];
	readonly events: readonly string[];
};

const sampleId = 'msg_01kj80n8mg0000000000000000';
const sampleSourceId = 'src_01kj80n8mg0000000000000000';
const sampleReceivedAt = Date.UTC(2026, 1, 24, 21, 0, 1);
const sampleLink = (file: FileKind): string =>
	`https://voicehooks.example.com/v1/messages/${sampleId}/files/${file}`;

const sampleOf = (vendor: Vendor, eventType: EventType): HookBody => {
	const parsed = parseBody(Buffer.from(JSON.stringify(eventType.sample)), 'application/json');
	const interpretation = interpret(vendor, parsed, { event: eventType.name, fieldMap: {} });
	const link = (kind: FileKind) =>
		interpretation.files[kind] === undefined ? null : sampleLink(kind);
	return JSON.parse(
		hookBody({
			id: sampleId,
			interpretation,
			vendorId: vendor.id,
			sourceId: sampleSourceId,
			receivedAt: sampleReceivedAt,
			verified: vendor.signature.kind !== 'none',
			test: false,
			replay: false,
			links: { recording: link('recording'), transcript: link('transcript') },
			context: {},
		}),
	);
};

const entryOf = (vendor: Vendor, eventType: EventType): CatalogueEntry => ({
	type: `${vendor.id}.${eventType.name}`,
	vendor: vendor.id,
	event: eventType.name,
	category: eventType.category,
	canonical: eventType.canonical ?? null,
	label: eventType.label,
	description: eventType.description,
	schema: hookBodySchema(vendor, eventType),
	sample: sampleOf(vendor, eventType),
	provenance: eventType.provenance,
	fields: hookFields(vendor, eventType.fields),
	mapped_filters: eventType.mappedFilters ?? [],
});

const hookFields = (vendor: Vendor, fields: readonly Field[]): readonly Field[] =>
	fields.map((field) => ({
		...field,
		path: hookPath(vendor, field.path),
		...(field.children === undefined || field.kind === 'list'
			? {}
			: { children: hookFields(vendor, field.children) }),
	}));

let entries: readonly CatalogueEntry[] | undefined;

/** Every event type of every vendor, in the order of their declaration. */
export const catalogue = (): readonly CatalogueEntry[] => {
	entries ??= vendors.flatMap((vendor) => vendor.events.map((event) => entryOf(vendor, event)));
	return entries;
};

/** Every vendor, in the order of the list. */
export const vendorCatalogue = (): readonly VendorSummary[] =>
	vendors.map((vendor) => ({
		id: vendor.id,
		name: vendor.name,
		homepage: vendor.homepage,
		documentation: vendor.documentation,
		about: vendor.about,
		setup: vendor.setup,
		signed: vendor.signature.kind !== 'none',
		secret: vendor.secret,
		event_in_url: vendor.envelope.kind === 'unnamed',
		actions: Object.keys(vendor.api?.actions ?? {}),
		events: vendor.events.map((event) => `${vendor.id}.${event.name}`),
	}));
