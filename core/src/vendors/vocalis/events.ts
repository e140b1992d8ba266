import { z } from 'zod';
import { defineEvent } from '../../define.ts';
import type { EventType } from '../../event-type.ts';
import {
	assumed,
	decimal,
	eventName,
	identifier,
	integer,
	object,
	optional,
	text,
	url,
} from '../../schema.ts';

const callId = identifier(
	{ en: 'Call ID', fr: 'Identifiant de l’appel' },
	{ normalized: 'call_id', unique: true },
);
const agentId = identifier(
	{ en: 'Agent ID', fr: 'Identifiant de l’agent' },
	{ normalized: 'agent_id', filter: 'agent_id' },
);

/**
 * VOCALIS prints the payload of `call.ended` only. Of the other five, `event` is certain; the two
 * ids are supposed from their sibling.
 */
const unprinted = <const Name extends string>(
	definition: { readonly name: Name } & Pick<
		EventType,
		'category' | 'canonical' | 'label' | 'description'
	>,
): EventType =>
	defineEvent({
		...definition,
		provenance: 'inferred',
		schema: z.looseObject({
			event: eventName(definition.name),
			call_id: assumed(callId),
			agent_id: assumed(agentId),
		}),
		sample: { event: definition.name, call_id: 'c_01HXYZ', agent_id: 'a_42' },
	});

export const callStarted = unprinted({
	name: 'call.started',
	category: 'call',
	canonical: 'call.started',
	label: { en: 'Call Started', fr: 'Appel décroché' },
	description: {
		en: 'Triggers when a call is picked up.',
		fr: 'Se déclenche quand un appel est décroché.',
	},
});

export const callEnded = defineEvent({
	name: 'call.ended',
	category: 'call',
	canonical: 'call.completed',
	label: { en: 'Call Ended', fr: 'Appel terminé' },
	description: {
		en: 'Triggers when a call ends, with its duration, result, emotions and transcript link.',
		fr: 'Se déclenche quand un appel se termine, avec sa durée, son résultat, ses émotions et le lien vers sa transcription.',
	},
	provenance: 'documented',
	schema: z.looseObject({
		event: eventName('call.ended'),
		call_id: callId,
		agent_id: agentId,
		duration_sec: integer(
			{ en: 'Duration', fr: 'Durée' },
			{ unit: 'seconds', normalized: 'duration_seconds', filter: 'duration_seconds' },
		),
		result: text({ en: 'Result', fr: 'Résultat' }, { normalized: 'result', filter: 'result' }),
		language: text({ en: 'Language', fr: 'Langue' }),
		emotion_summary: object(
			{ en: 'Emotions', fr: 'Émotions' },
			{
				satisfaction: optional(
					decimal({ en: 'Satisfaction', fr: 'Satisfaction' }, { unit: 'ratio' }),
				),
				anger: optional(decimal({ en: 'Anger', fr: 'Colère' }, { unit: 'ratio' })),
			},
			{ open: true },
		),
		transcript_url: url(
			{ en: 'Transcript Link', fr: 'Lien vers la transcription' },
			{ file: 'transcript' },
		),
	}),
	sample: {
		event: 'call.ended',
		call_id: 'c_01HXYZ',
		agent_id: 'a_42',
		duration_sec: 184,
		result: 'appointment_booked',
		language: 'fr-FR',
		emotion_summary: { satisfaction: 0.71, anger: 0.02 },
		transcript_url: 'https://app.vocalis.pro/tr/c_01HXYZ.json',
	},
});

export const leadQualified = unprinted({
	name: 'lead.qualified',
	category: 'lead',
	label: { en: 'Lead Qualified', fr: 'Lead qualifié' },
	description: {
		en: 'Triggers when an agent has qualified a lead because the criteria are met.',
		fr: 'Se déclenche quand un agent a qualifié un lead parce que les critères sont atteints.',
	},
});

export const appointmentBooked = unprinted({
	name: 'appointment.booked',
	category: 'appointment',
	canonical: 'appointment.booked',
	label: { en: 'Appointment Booked', fr: 'Rendez-vous confirmé' },
	description: {
		en: 'Triggers when an appointment is confirmed.',
		fr: 'Se déclenche quand un rendez-vous est confirmé.',
	},
});

export const conversationTagged = unprinted({
	name: 'conversation.tagged',
	category: 'conversation',
	label: { en: 'Conversation Tagged', fr: 'Conversation étiquetée' },
	description: {
		en: 'Triggers when a tag is added to a conversation, automatically or by hand.',
		fr: 'Se déclenche quand un tag est ajouté à une conversation, automatiquement ou manuellement.',
	},
});

export const emotionSpike = unprinted({
	name: 'emotion.spike',
	category: 'conversation',
	label: { en: 'Emotion Spike', fr: 'Pic émotionnel' },
	description: {
		en: 'Triggers when an emotional spike such as anger or distress is detected.',
		fr: 'Se déclenche quand un pic émotionnel (colère, détresse) est détecté.',
	},
});
