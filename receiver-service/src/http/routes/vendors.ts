import { snippetLanguages, vendorGuides } from '@voicehooks/core';
import { z } from 'zod';
import { guideSchema, guidesAt } from '../guides.ts';
import { type Route, route } from '../route.ts';
import { localizedSchema } from '../schemas.ts';

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
		about: localizedSchema,
		homepage: z.string(),
		documentation: z.string().describe("The vendor's own page about webhooks."),
		secret: z
			.enum(['required', 'optional', 'none'])
			.describe('Whether the vendor signs always, when a secret is set, or never.'),
		ingest: z
			.array(z.object({ event: z.string().nullable(), label: localizedSchema }))
			.describe('The ingest URLs a source has: one, or one for each event.'),
		setup: z
			.array(localizedSchema)
			.describe("The clicks in the vendor's own settings, a step each."),
		signature: schemeSchema,
		snippets: snippetsSchema
			.nullable()
			.describe('Code that verifies; null where nothing is signed.'),
		events: z.array(z.string()),
		api: z
			.object({ actions: z.array(z.string()) })
			.nullable()
			.describe(
				"What a source's `api_token` lets this service ask of the vendor; null where there is nothing to ask, so that no token is needed.",
			),
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
				guides: z
					.array(guideSchema)
					.describe('How to build on the events, for each platform, and the dashboard itself.'),
				next_cursor: z.null(),
				has_more: z.literal(false),
			}),
		},
	},
	handle: async ({ context }) => ({
		status: 200,
		body: {
			...vendorGuides(),
			guides: guidesAt(context.config.publicUrl),
			next_cursor: null,
			has_more: false,
		},
	}),
});

export const vendorRoutes: readonly Route[] = [list];
