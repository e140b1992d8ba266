import {
	eventTypeOf,
	isWhsec,
	listFilterKeys,
	minimumFilterKeys,
	vendorById,
} from '@voicehooks/core';
import { z } from 'zod';
import { type HeaderFault, headerFaults } from '../domain/custom-headers.ts';
import { type Filter, platforms } from '../domain/types.ts';
import { label } from './schemas.ts';
import { says } from './validate.ts';

const daySeconds = 86_400;
const maxHeaders = 10;

const eventTypePattern = z
	.string()
	.max(128)
	.refine(
		(type) => {
			const dot = type.indexOf('.');
			const vendor = vendorById(type.slice(0, Math.max(0, dot)));
			const event = type.slice(dot + 1);
			return vendor !== undefined && (event === '*' || eventTypeOf(vendor, event) !== undefined);
		},
		says({
			en: 'must be an event type of GET /v1/event-types, or <vendor>.* for all of a vendor',
			fr: 'doit être un type d’événement de GET /v1/event-types, ou <éditeur>.* pour tous ceux d’un éditeur',
		}),
	);

export const eventTypesSchema = z
	.array(eventTypePattern)
	.min(1)
	.max(100)
	.transform((types) => [...new Set(types)]);

const filterValues = z
	.array(z.string().min(1).max(256))
	.min(1)
	.max(200)
	.transform((values) => [...new Set(values)]);

/** Undefined keys are left out, so that equal filters are written alike. */
const present = (filter: Readonly<Record<string, unknown>>): Filter =>
	Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));

export const filterSchema = z
	.strictObject({
		...Object.fromEntries(listFilterKeys.map((key) => [key, filterValues.optional()])),
		...Object.fromEntries(
			Object.keys(minimumFilterKeys).map((key) => [
				key,
				z.number().min(0).max(1_000_000_000).optional(),
			]),
		),
	})
	.transform(present);

export const policySchema = z.union([
	z.enum(['standard', 'vendor']),
	z.strictObject({
		schedule_seconds: z
			.array(
				z
					.int()
					.min(1)
					.max(3 * daySeconds),
			)
			.max(20),
		timeout_seconds: z.number().min(1).max(60),
		disable_after: z.int().min(1).max(1_000_000).nullable().default(null),
	}),
]);

const faultTexts: Readonly<Record<HeaderFault, { readonly en: string; readonly fr: string }>> = {
	name: { en: 'is not a header name', fr: 'n’est pas un nom d’en-tête' },
	reserved: { en: 'is set by the service itself', fr: 'est défini par le service lui-même' },
	repeated: { en: 'is given twice', fr: 'est donné deux fois' },
	value: {
		en: 'must be 1 to 512 visible ASCII characters',
		fr: 'doit comporter de 1 à 512 caractères ASCII visibles',
	},
};

export const headersSchema = z
	.record(z.string().max(200), z.string().max(2_000))
	.refine(
		(headers) => Object.keys(headers).length <= maxHeaders,
		says({ en: `at most ${maxHeaders} headers`, fr: `${maxHeaders} en-têtes au plus` }),
	)
	.superRefine((headers, check) => {
		for (const { name, fault } of headerFaults(headers)) {
			check.addIssue({ code: 'custom', path: [name], input: name, ...says(faultTexts[fault]) });
		}
	});

const clientText = z.string().max(200).optional();
export const clientSchema = z.strictObject({
	instance_id: clientText,
	workflow_id: clientText,
	workflow_name: clientText,
	node_name: clientText,
	version: clientText,
});

const visibleSecret = /^[\x21-\x7e]{16,128}$/;

/** What a secret of the user's own must be, by the format it signs (contract, "Subscription"). */
export const secretFits = (format: 'message' | 'vendor', secret: string): boolean =>
	format === 'vendor' ? visibleSecret.test(secret) : isWhsec(secret);

const changeable = {
	name: label.nullish(),
	source_id: z.string().max(64).nullish(),
	filter: filterSchema.optional(),
	format: z.enum(['message', 'vendor']).optional(),
	policy: policySchema.optional(),
	headers: headersSchema.nullish().describe('Sent with every delivery. Write-only.'),
	rate_limit_per_second: z.number().min(0.1).max(1_000).nullish(),
	client: clientSchema.nullish(),
};

const urlText = z.string().min(1).max(2_048);

export const subscribeSchema = z.strictObject({
	url: urlText.describe('The hook URL. A secret: shown in full only to its maker and to admins.'),
	event_types: eventTypesSchema,
	platform: z.enum(platforms).default('custom'),
	...changeable,
	secret: z.string().max(256).optional().describe('Your own, else one is made.'),
	signing: z.enum(['secret', 'derived']).default('secret'),
	mode: z.enum(['live', 'test']).default('live'),
	ttl_seconds: z.int().min(1).max(300).optional().describe('For `mode: "test"`.'),
	enabled: z
		.boolean()
		.optional()
		.describe('`false`: paused from its first moment. Left out, one that is there stays as it is.'),
});

export const changeSubscriptionSchema = z.strictObject({
	url: urlText.optional(),
	event_types: eventTypesSchema.optional(),
	...changeable,
});
