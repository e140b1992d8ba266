import type { CanonicalType, Category, Localized } from '@voicehooks/core';

/** One lower-case word for what an event is about. */
export const nouns: Readonly<Record<Category, Localized>> = {
	call: { en: 'call', fr: 'appel' },
	appointment: { en: 'appointment', fr: 'rendez-vous' },
	lead: { en: 'lead', fr: 'prospect' },
	conversation: { en: 'conversation', fr: 'conversation' },
	campaign: { en: 'campaign', fr: 'campagne' },
	candidate: { en: 'candidate', fr: 'candidat' },
	interview: { en: 'interview', fr: 'entretien' },
	credit: { en: 'credit', fr: 'crédit' },
	account: { en: 'account', fr: 'compte' },
};
/** For triggers of any event. */
export const eventNoun: Localized = { en: 'event', fr: 'événement' };

/** The triggers across vendors. */
export const canonicalTexts: Readonly<
	Record<CanonicalType, { readonly label: Localized; readonly description: Localized }>
> = {
	'call.started': {
		label: { en: 'Call Started', fr: 'Appel démarré' },
		description: {
			en: 'Triggers when a call starts, whichever vendor reports it.',
			fr: 'Se déclenche quand un appel commence, quel que soit l’éditeur qui le signale.',
		},
	},
	'call.completed': {
		label: { en: 'Call Completed', fr: 'Appel terminé' },
		description: {
			en: 'Triggers when a call has ended, whichever vendor reports it.',
			fr: 'Se déclenche quand un appel est terminé, quel que soit l’éditeur qui le signale.',
		},
	},
	'appointment.booked': {
		label: { en: 'Appointment Booked', fr: 'Rendez-vous pris' },
		description: {
			en: 'Triggers when an appointment is booked, whichever vendor reports it.',
			fr: 'Se déclenche quand un rendez-vous est pris, quel que soit l’éditeur qui le signale.',
		},
	},
	'lead.created': {
		label: { en: 'Lead Created', fr: 'Prospect créé' },
		description: {
			en: 'Triggers when a lead is created, whichever vendor reports it.',
			fr: 'Se déclenche quand un prospect est créé, quel que soit l’éditeur qui le signale.',
		},
	},
};

/** A vendor that shows none of its payload: users see the fields only once one came. */
export const undocumentedAdvice: Localized = {
	en: 'The vendor does not publish the fields of this event. Have it sent once before you set up the Zap, so that your own fields can be chosen.',
	fr: 'L’éditeur ne publie pas les champs de cet événement. Provoquez-en un avant de configurer le Zap, afin de pouvoir choisir vos propres champs.',
};
