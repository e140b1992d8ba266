import { z } from 'zod';
import { defineEvent } from '../../define.ts';

/**
 * Dexem shows its payloads in a picture only: no field is documented, so none is declared. What a
 * source really sends is read through its field map.
 */
const unprinted = z.looseObject({});

/** Names seen in third-party code for Dexem's REST API, not in any webhook. */
const sampleCall = {
	caller_number: '+33612345678',
	started_at_date: '2026-02-24',
	started_at_time: '10:30:00',
	tracking_number: { number: '+33176000000', source: 'Google Ads' },
};

export const cdr = defineEvent({
	name: 'cdr',
	category: 'call',
	canonical: 'call.completed',
	label: { en: 'Call Detail Record', fr: 'Fin d’appel (CDR)' },
	description: {
		en: 'Triggers when a conversation ends, with the details of the call.',
		fr: 'Se déclenche quand une conversation se termine, avec les informations de l’appel.',
	},
	provenance: 'inferred',
	schema: unprinted,
	sample: { ...sampleCall, answered: true, call_duration: 62, talk_duration: 55 },
	mappedFilters: ['tracking_number', 'agent_id', 'campaign_id', 'result', 'duration_seconds'],
});

export const call = defineEvent({
	name: 'call',
	category: 'call',
	canonical: 'call.started',
	label: { en: 'Call Received', fr: 'Appel reçu' },
	description: {
		en: 'Triggers when a call is received.',
		fr: 'Se déclenche quand un appel est reçu.',
	},
	provenance: 'inferred',
	schema: unprinted,
	sample: sampleCall,
	mappedFilters: ['tracking_number', 'agent_id', 'campaign_id'],
});

export const user = defineEvent({
	name: 'user',
	category: 'account',
	label: { en: 'User Action', fr: 'Action d’un utilisateur' },
	description: {
		en: 'Triggers when a declared user of the account does something in it.',
		fr: 'Se déclenche quand un utilisateur déclaré du compte y réalise une action.',
	},
	provenance: 'inferred',
	schema: unprinted,
	sample: {},
	mappedFilters: ['user'],
});
