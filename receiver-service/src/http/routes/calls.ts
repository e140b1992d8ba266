import { asPhone } from '@voicehooks/core';
import { z } from 'zod';
import { startCall } from '../../pipeline/vendor-actions.ts';
import { type Route, route } from '../route.ts';
import { says } from '../validate.ts';

/** What the vendor is to dial: already international, so that nobody rings a stranger by a guess. */
export const e164Schema = z.string().refine(
	(phone) => asPhone(phone) === phone,
	says({
		en: 'must be a phone number in international form (E.164), such as +33612345678',
		fr: 'doit être un numéro de téléphone au format international (E.164), par exemple +33612345678',
	}),
);

const variableSchema = z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()]);

const callRoute = route({
	method: 'post',
	path: '/v1/calls',
	tag: 'Vendor actions',
	summary: 'Have a VOCALIS agent call somebody',
	description:
		'Dials. An `Idempotency-Key` is required; an unknown outcome answers 504 and is never dialled again. A sandbox source plays the call instead and says so. What was asked comes back as `context` on the later events of the call.',
	scope: 'call',
	idempotency: 'required',
	body: z.object({
		agent_id: z.string().min(1).max(256),
		to: e164Schema,
		variables: z.record(z.string().min(1).max(128), variableSchema).default({}),
		source_id: z.string().optional(),
	}),
	responses: {
		201: {
			description: 'The vendor took the call on, or the sandbox played it.',
			schema: z.object({
				call_id: z.string().nullable().describe("Null where the vendor's answer names none."),
				source_id: z.string(),
				sandbox: z.boolean(),
				vendor_response: z.record(z.string(), z.unknown()).nullable(),
			}),
		},
	},
	handle: async ({ context, caller, body }) => {
		const call = await startCall(context, caller.orgId, {
			agentId: body.agent_id,
			to: body.to,
			variables: body.variables,
			sourceId: body.source_id ?? null,
		});
		return {
			status: 201,
			body: {
				call_id: call.callId,
				source_id: call.sourceId,
				sandbox: call.sandbox,
				vendor_response: call.vendorResponse,
			},
		};
	},
});

export const callRoutes: readonly Route[] = [callRoute];
