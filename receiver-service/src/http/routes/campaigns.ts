import { asPhone } from '@voicehooks/core';
import { z } from 'zod';
import { sourceCandidates } from '../../pipeline/vendor-actions.ts';
import { type Route, route } from '../route.ts';
import { says } from '../validate.ts';

/** The most that VoiceHire takes at once (docs.voicehire.io, source-candidates). */
const maxCandidates = 100;

const candidateSchema = z.object({
	first_name: z.string().trim().min(1).max(128),
	last_name: z.string().trim().min(1).max(128),
	phone: z
		.string()
		.max(40)
		.refine(
			(phone) => asPhone(phone) !== null,
			says({
				en: 'must be a phone number, such as 0612345678 or +33612345678',
				fr: 'doit être un numéro de téléphone, par exemple 0612345678 ou +33612345678',
			}),
		),
	email: z.email().max(254).optional(),
});

const count = z.number().nullable();

/** A figure the vendor documents; null where its answer lacks it. */
const figure = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const sourceRoute = route({
	method: 'post',
	path: '/v1/campaigns/{campaign_id}/source',
	tag: 'Vendor actions',
	summary: 'Add candidates to a VoiceHire campaign',
	description:
		'Texts them. An `Idempotency-Key` is required; an unknown outcome answers 504 and is never sent again. A sandbox source plays `candidate.sourced` instead and says so.',
	scope: 'call',
	idempotency: 'required',
	params: z.object({ campaign_id: z.string().min(1).max(256) }),
	body: z.object({
		candidates: z.array(candidateSchema).min(1).max(maxCandidates),
		source_id: z.string().optional(),
	}),
	responses: {
		201: {
			description: 'What the vendor did, or the sandbox played.',
			schema: z.object({
				campaign_id: z.string(),
				source_id: z.string(),
				sandbox: z.boolean(),
				candidates_sourced: count,
				candidates_skipped: count,
				sms_sent: count,
				errors: z.array(z.unknown()),
			}),
		},
	},
	handle: async ({ context, caller, params, body }) => {
		const { sourceId, sandbox, vendorResponse } = await sourceCandidates(context, caller.orgId, {
			campaignId: params.campaign_id,
			candidates: body.candidates,
			sourceId: body.source_id ?? null,
		});
		const errors = vendorResponse.errors;
		return {
			status: 201,
			body: {
				campaign_id: params.campaign_id,
				source_id: sourceId,
				sandbox,
				candidates_sourced: figure(vendorResponse.candidates_sourced),
				candidates_skipped: figure(vendorResponse.candidates_skipped),
				sms_sent: figure(vendorResponse.sms_sent),
				errors: Array.isArray(errors) ? errors : [],
			},
		};
	},
});

export const campaignRoutes: readonly Route[] = [sourceRoute];
