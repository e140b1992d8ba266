import { languages, snippetLanguages, vendorGuides } from '@voicehooks/core';
import { z } from 'zod';
import { type Route, route } from '../route.ts';

const localized = z.object(Object.fromEntries(languages.map((language) => [language, z.string()])));

const schemeSchema = z
	.object({
		kind: z.enum(['none', 'hmac-sha256']),
		header: z.string().optional(),
		prefix: z.string().optional(),
		encoding: z.enum(['hex', 'base64']).optional(),
		separator: z.string().optional(),
		content: z.string().optional(),
		idHeader: z.string().optional(),
		timestampHeader: z.string().optional(),
		key: z.enum(['utf8', 'whsec']).optional(),
		canonicalJson: z.boolean().optional(),
	})
	.meta({ id: 'SignatureScheme', description: 'How requests are signed, as data.' });

const snippetsSchema = z.object(
	Object.fromEntries(snippetLanguages.map((language) => [language, z.string()])),
);

const vendorSchema = z
	.object({
		id: z.string(),
		name: z.string(),
		about: localized,
		homepage: z.string(),
		documentation: z.string().describe("The vendor's own page about webhooks."),
		secret: z
			.enum(['required', 'optional', 'none'])
			.describe('Whether the vendor signs always, when a secret is set, or never.'),
		ingest: z
			.array(z.object({ event: z.string().nullable(), label: localized }))
			.describe('The ingest URLs a source has: one, or one for each event.'),
		setup: z.array(localized).describe("The clicks in the vendor's own settings, a step each."),
		signature: schemeSchema,
		snippets: snippetsSchema
			.nullable()
			.describe('Code that verifies; null where nothing is signed.'),
		events: z.array(z.string()),
	})
	.meta({ id: 'Vendor' });

const list = route({
	method: 'get',
	path: '/v1/vendors',
	tag: 'Vendors',
	summary: 'List vendors',
	scope: 'read',
	responses: {
		200: {
			description: 'Every vendor, in the order of the catalogue. One page.',
			schema: z.object({
				data: z.array(vendorSchema),
				hooks: z
					.object({ signature: schemeSchema, snippets: snippetsSchema })
					.describe('How what this service sends is signed and verified (Standard Webhooks).'),
				next_cursor: z.null(),
				has_more: z.literal(false),
			}),
		},
	},
	handle: async () => ({
		status: 200,
		body: { ...vendorGuides(), next_cursor: null, has_more: false },
	}),
});

export const vendorRoutes: readonly Route[] = [list];
