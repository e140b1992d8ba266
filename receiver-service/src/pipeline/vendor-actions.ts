import { randomUUID } from 'node:crypto';
import { type Vendor, vendorById } from '@voicehooks/core';
import type { Source } from '../domain/types.ts';
import type { Context } from './context.ts';
import { personalIn } from './personal-in.ts';
import { simulate } from './simulate.ts';
import { subjectsOf } from './subjects.ts';
import { callVendor, type VendorAnswer } from './vendor-api.ts';
import { actingSource } from './vendor-source.ts';

const requireVendor = (id: string): Vendor => {
	const vendor = vendorById(id);
	if (vendor === undefined) throw new Error(`The vendor ${id} is not declared.`);
	return vendor;
};

export type CallRequest = {
	readonly agentId: string;
	/** E.164. */
	readonly to: string;
	readonly variables: Readonly<Record<string, unknown>>;
	/** Null: the only one that can. */
	readonly sourceId: string | null;
};

export type StartedCall = {
	readonly sourceId: string;
	/** Null where the vendor's answer names none: its documentation shows no answer. */
	readonly callId: string | null;
	/** True: nobody was called, the sandbox source played the call's events. */
	readonly sandbox: boolean;
	readonly vendorResponse: VendorAnswer | null;
};

/** Keeps what was asked, to be shown as `context` on the call's later events. */
const keepContext = async (
	context: Context,
	source: Source,
	callId: string,
	asked: { readonly to: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<void> => {
	await context.store.putCallContext({
		orgId: source.orgId,
		sourceId: source.id,
		callId,
		context: context.vault.seal('call_context', JSON.stringify(asked)),
		createdAt: context.clock.now(),
		subjects: subjectsOf(context, source.orgId, personalIn(asked)),
	});
	context.directory.markCalls(source.id);
};

/** The call is made: that its context cannot be kept must not look as if it were not. */
const tryToKeepContext = async (...parameters: Parameters<typeof keepContext>): Promise<void> => {
	const [context, source] = parameters;
	try {
		await keepContext(...parameters);
	} catch (fault) {
		const name = fault instanceof Error ? fault.name : 'unknown';
		context.log.error('call.context_not_kept', { source_id: source.id, fault: name });
	}
};

const callIdOf = (answer: VendorAnswer): string | null => {
	const id = answer.call_id ?? answer.id;
	return typeof id === 'string' && id !== '' && id.length <= 256 ? id : null;
};

/**
 * Has VOCALIS ring somebody. A sandbox source plays the call instead. Throws a `Refusal` as
 * `callVendor` does; never asks the vendor twice.
 */
export const startCall = async (
	context: Context,
	orgId: string,
	{ agentId, to, variables, sourceId }: CallRequest,
): Promise<StartedCall> => {
	const source = actingSource(context, orgId, requireVendor('vocalis'), sourceId);
	const asked = { to, variables };
	if (source.sandbox) {
		const callId = context.newId('call');
		await keepContext(context, source, callId, asked);
		for (const event of ['call.started', 'call.ended']) {
			await simulate(context, {
				source,
				event,
				overrides: { call_id: callId, agent_id: agentId },
				onlySubscriptionIds: null,
				test: false,
			});
		}
		return { sourceId: source.id, callId, sandbox: true, vendorResponse: null };
	}
	const vendorResponse = await callVendor(
		context,
		source,
		'start_call',
		{},
		{
			agent_id: agentId,
			to,
			variables,
		},
	);
	const callId = callIdOf(vendorResponse);
	if (callId !== null) await tryToKeepContext(context, source, callId, asked);
	return { sourceId: source.id, callId, sandbox: false, vendorResponse };
};

export type Candidate = {
	readonly first_name: string;
	readonly last_name: string;
	readonly phone: string;
	readonly email?: string | undefined;
};

export type SourcingRequest = {
	readonly campaignId: string;
	readonly candidates: readonly Candidate[];
	readonly sourceId: string | null;
};

export type Sourcing = {
	readonly sourceId: string;
	readonly sandbox: boolean;
	readonly vendorResponse: VendorAnswer;
};

/**
 * Has VoiceHire text candidates of a campaign. A sandbox source plays `candidate.sourced` for each
 * instead. Throws a `Refusal` as `callVendor` does.
 */
export const sourceCandidates = async (
	context: Context,
	orgId: string,
	{ campaignId, candidates, sourceId }: SourcingRequest,
): Promise<Sourcing> => {
	const source = actingSource(context, orgId, requireVendor('voicehire'), sourceId);
	if (!source.sandbox) {
		const names = { campaign_id: campaignId };
		const vendorResponse = await callVendor(context, source, 'source_candidates', names, {
			candidates,
		});
		return { sourceId: source.id, sandbox: false, vendorResponse };
	}
	for (const { first_name, last_name, phone } of candidates) {
		const played = {
			campaign_id: campaignId,
			candidate_id: randomUUID(),
			first_name,
			last_name,
			phone,
		};
		await simulate(context, {
			source,
			event: 'candidate.sourced',
			overrides: { ...played, sms_sent: false },
			onlySubscriptionIds: null,
			test: false,
		});
	}
	const vendorResponse = {
		campaign_id: campaignId,
		candidates_sourced: candidates.length,
		candidates_skipped: 0,
		sms_sent: 0,
		errors: [],
	};
	return { sourceId: source.id, sandbox: true, vendorResponse };
};
