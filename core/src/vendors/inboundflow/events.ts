import { z } from 'zod';
import { defineEvent } from '../../define.ts';
import {
	date,
	dateTime,
	email,
	eventName,
	identifier,
	integer,
	longText,
	phone,
	section,
	text,
	url,
} from '../../schema.ts';

const callId = identifier(
	{ en: 'Call ID', fr: 'Identifiant de l’appel' },
	{ normalized: 'call_id', unique: true },
);
const callerPhone = phone(
	{ en: 'Caller Phone', fr: 'Téléphone de l’appelant' },
	{ normalized: 'caller_phone_e164', personal: 'phone' },
);
const callerName = text(
	{ en: 'Caller Name', fr: 'Nom de l’appelant' },
	{ normalized: 'caller_name', personal: 'name' },
);
const callerEmail = email(
	{ en: 'Caller Email', fr: 'E-mail de l’appelant' },
	{ normalized: 'email', personal: 'email' },
);
const duration = integer(
	{ en: 'Duration', fr: 'Durée' },
	{ unit: 'seconds', normalized: 'duration_seconds', filter: 'duration_seconds' },
);
const summary = longText(
	{ en: 'Summary', fr: 'Résumé' },
	{ normalized: 'summary', personal: 'free_text' },
);
const intent = text({ en: 'Intent', fr: 'Intention' }, { personal: 'free_text' });
const urgency = text({ en: 'Urgency', fr: 'Urgence' }, { filter: 'urgency' });

/** The envelope that the vendor prints for all events. */
const body = <const Name extends string, Shape extends z.core.$ZodLooseShape>(
	name: Name,
	data: Shape,
) =>
	z.looseObject({
		event: eventName(name),
		timestamp: dateTime({ en: 'Sent At', fr: 'Date d’envoi' }),
		organization_id: identifier({ en: 'Organization ID', fr: 'Identifiant de l’organisation' }),
		delivery_id: identifier({ en: 'Delivery ID', fr: 'Identifiant de l’envoi' }, { unique: true }),
		data: section({ en: 'Data', fr: 'Données' }, data),
	});

/** The page prints words where ids stand; these are ids of the same form. */
const envelope = {
	timestamp: '2026-02-24T21:00:00.000Z',
	organization_id: '6f2b8f1e-5f0a-4b5e-9d5d-0d6a3c1f9a10',
	delivery_id: '0b9d2c58-3a63-4c39-8a4e-2f6f0c7f4b21',
};
const sampleCallId = '07f51470-ef1d-421c-a847-36e98732bb9b';

export const callCompleted = defineEvent({
	name: 'call.completed',
	category: 'call',
	canonical: 'call.completed',
	label: { en: 'Call Completed', fr: 'Appel terminé' },
	description: {
		en: 'Triggers when a call has ended, with its summary and what is known of the caller.',
		fr: 'Se déclenche quand un appel est terminé, avec son résumé et les informations sur l’appelant.',
	},
	provenance: 'documented',
	schema: body('call.completed', {
		call_id: callId,
		caller_phone: callerPhone,
		caller_name: callerName,
		caller_email: callerEmail,
		duration_seconds: duration,
		summary,
		intent,
		urgency,
		recording_url: url(
			{ en: 'Recording Link', fr: 'Lien vers l’enregistrement' },
			{ file: 'recording' },
		),
		started_at: dateTime({ en: 'Started At', fr: 'Début' }, { normalized: 'started_at' }),
		ended_at: dateTime({ en: 'Ended At', fr: 'Fin' }, { normalized: 'ended_at' }),
	}),
	sample: {
		event: 'call.completed',
		...envelope,
		data: {
			call_id: sampleCallId,
			caller_phone: '+1234567890',
			caller_name: 'Dave',
			caller_email: 'dave@example.com',
			duration_seconds: 55,
			summary:
				'Called about auto repair appointment. Customer wants to bring in a 2019 Honda Civic for brake inspection.',
			intent: 'book appointment',
			urgency: 'medium',
			recording_url: 'https://example.com/recording.mp3',
			started_at: '2026-02-24T20:59:00Z',
			ended_at: '2026-02-24T21:00:00Z',
		},
	},
});

export const callTransferred = defineEvent({
	name: 'call.transferred',
	category: 'call',
	label: { en: 'Call Transferred', fr: 'Appel transféré' },
	description: {
		en: 'Triggers when the AI transfers a call to a person.',
		fr: 'Se déclenche quand l’IA transfère un appel vers un humain.',
	},
	provenance: 'documented',
	schema: body('call.transferred', {
		call_id: callId,
		caller_phone: callerPhone,
		caller_name: callerName,
		duration_seconds: duration,
		summary,
		transferred_to_label: text({ en: 'Transferred To', fr: 'Transféré à' }),
		transferred_to_number: phone(
			{ en: 'Transferred To Number', fr: 'Numéro du transfert' },
			{ personal: 'phone' },
		),
		urgency,
		reason: text({ en: 'Reason', fr: 'Motif' }, { personal: 'free_text' }),
	}),
	sample: {
		event: 'call.transferred',
		...envelope,
		data: {
			call_id: sampleCallId,
			caller_phone: '+1234567890',
			caller_name: 'Dave',
			duration_seconds: 47,
			summary: 'Caller requested to speak with manager about pricing.',
			transferred_to_label: 'Manager',
			transferred_to_number: '+18154264329',
			urgency: 'medium',
			reason: 'Wants to discuss pricing for full body repair',
		},
	},
});

export const appointmentBooked = defineEvent({
	name: 'appointment.booked',
	category: 'appointment',
	canonical: 'appointment.booked',
	label: { en: 'Appointment Booked', fr: 'Rendez-vous réservé' },
	description: {
		en: 'Triggers when the AI books an appointment during a call.',
		fr: 'Se déclenche quand l’IA réserve un rendez-vous pendant un appel.',
	},
	provenance: 'documented',
	schema: body('appointment.booked', {
		call_id: callId,
		caller_phone: callerPhone,
		caller_name: callerName,
		appointment_date: date({ en: 'Appointment Date', fr: 'Date du rendez-vous' }),
		appointment_time_start: dateTime(
			{ en: 'Appointment Start', fr: 'Début du rendez-vous' },
			{ normalized: 'appointment_start' },
		),
		appointment_time_end: dateTime(
			{ en: 'Appointment End', fr: 'Fin du rendez-vous' },
			{ normalized: 'appointment_end' },
		),
		service_type: text({ en: 'Service', fr: 'Prestation' }),
		calendar_event_id: identifier({
			en: 'Calendar Event ID',
			fr: 'Identifiant de l’événement du calendrier',
		}),
		calendar_event_link: url({
			en: 'Calendar Event Link',
			fr: 'Lien vers l’événement du calendrier',
		}),
	}),
	sample: {
		event: 'appointment.booked',
		...envelope,
		data: {
			call_id: sampleCallId,
			caller_phone: '+1234567890',
			caller_name: 'Sarah',
			appointment_date: '2026-02-25',
			appointment_time_start: '2026-02-25T11:00:00Z',
			appointment_time_end: '2026-02-25T12:00:00Z',
			service_type: 'Auto Repair Appointment',
			calendar_event_id: 'google_event_id',
			calendar_event_link: 'https://calendar.google.com/...',
		},
	},
});

export const leadCreated = defineEvent({
	name: 'lead.created',
	category: 'lead',
	canonical: 'lead.created',
	label: { en: 'Lead Created', fr: 'Prospect créé' },
	description: {
		en: 'Triggers when a call brings a new lead.',
		fr: 'Se déclenche quand un nouveau prospect est créé à partir d’un appel.',
	},
	provenance: 'documented',
	schema: body('lead.created', {
		call_id: callId,
		caller_phone: callerPhone,
		caller_name: callerName,
		caller_email: callerEmail,
		intent,
		urgency,
		interest: text({ en: 'Interest', fr: 'Intérêt' }, { personal: 'free_text' }),
		call_summary: summary,
	}),
	sample: {
		event: 'lead.created',
		...envelope,
		data: {
			call_id: sampleCallId,
			caller_phone: '+1234567890',
			caller_name: 'Dave',
			caller_email: 'dave@example.com',
			intent: 'pricing inquiry',
			urgency: 'high',
			interest: 'auto body work',
			call_summary: 'Called about getting a quote for front bumper repair on a 2019 Honda Civic.',
		},
	},
});
