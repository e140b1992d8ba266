import {
	asPhone,
	type FilterField,
	listFilterKeys,
	type MinimumFilterKey,
	minimumFilterKeys,
	vendorById,
} from '@voicehooks/core';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { Context } from '../pipeline/context.ts';
import { subjectsOf } from '../pipeline/subjects.ts';
import type { MessageQuery } from '../ports.ts';
import { flagSchema, listParameters, repeated } from './list.ts';
import { says } from './validate.ts';

/** `<vendor>.<event>`, or `<vendor>.*` for every event of the vendor. */
export const typePatternSchema = z
	.string()
	.max(128)
	.refine(
		(type) => vendorById(type.slice(0, Math.max(0, type.indexOf('.')))) !== undefined,
		says({
			en: 'must be an event type such as vocalis.call.ended, or vocalis.* for all of a vendor',
			fr: "doit être un type d'événement comme vocalis.call.ended, ou vocalis.* pour tous ceux d'un éditeur",
		}),
	);

const value = z.string().min(1).max(256);
const listFilters = Object.fromEntries(
	listFilterKeys.map((key) => [key, repeated(value).optional()]),
) as Record<
	(typeof listFilterKeys)[number],
	z.ZodOptional<ReturnType<typeof repeated<typeof value>>>
>;
const minimumFilters = Object.fromEntries(
	Object.keys(minimumFilterKeys).map((key) => [key, z.coerce.number().optional()]),
) as Record<MinimumFilterKey, z.ZodOptional<z.ZodCoercedNumber>>;

/** What both `GET /v1/messages` and the search body take. */
export const messageParameters = {
	...listParameters,
	type: repeated(typePatternSchema).optional().describe('May be repeated; `<vendor>.*` for all.'),
	source_id: value.optional(),
	status: z
		.enum(['accepted', 'quarantined'])
		.default('accepted')
		.describe('`quarantined`: those alone, by the time they came; nothing of them was delivered.'),
	call_id: value.optional(),
	candidate_id: value.optional(),
	include_tests: flagSchema
		.or(z.boolean())
		.optional()
		.describe('Default true: tests carry `test:true`.'),
	...listFilters,
	...minimumFilters,
} as const;

/** The search body: what may stand in a URL, and what may not. */
export const messageSearchSchema = z.object({
	...messageParameters,
	phone: z
		.string()
		.min(3)
		.max(40)
		.optional()
		.describe('Any spelling; national ones are read as French.'),
	email: z.email().max(254).optional(),
});
export type MessageSearch = z.output<typeof messageSearchSchema>;

const filterOf = (search: MessageSearch): MessageQuery['filter'] => {
	const filter: Partial<Record<FilterField, readonly string[] | number>> = {};
	for (const key of listFilterKeys) {
		const values = search[key];
		if (values !== undefined && values.length > 0) filter[key] = values;
	}
	for (const [key, field] of Object.entries(minimumFilterKeys)) {
		const least = search[key as MinimumFilterKey];
		if (least !== undefined) filter[field] = least;
	}
	return filter;
};

/** A phone number as E.164. Throws a `Refusal` that names the field when it is none. */
export const phoneOrRefuse = (phone: string, path = 'phone'): string => {
	const e164 = asPhone(phone);
	if (e164 !== null) return e164;
	throw new Refusal(
		'validation_failed',
		{},
		{
			errors: [
				{
					path,
					message: {
						en: 'must be a phone number, best in international form such as +33612345678',
						fr: 'doit être un numéro de téléphone, de préférence au format international, par exemple +33612345678',
					},
				},
			],
		},
	);
};

/** The store's query of a search. Throws a `Refusal` for a phone number that is none. */
export const messageQueryOf = (
	context: Context,
	orgId: string,
	search: MessageSearch,
): MessageQuery => ({
	orgId,
	types: search.type ?? [],
	sourceId: search.source_id ?? null,
	filter: filterOf(search),
	callId: search.call_id ?? null,
	candidateId: search.candidate_id ?? null,
	subjects: subjectsOf(context, orgId, {
		phones: search.phone === undefined ? [] : [phoneOrRefuse(search.phone)],
		emails: search.email === undefined ? [] : [search.email],
	}),
	statuses: [search.status],
	includeTests: search.include_tests ?? true,
});
