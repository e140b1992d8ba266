import {
	eventId,
	eventTypes,
	filters,
	limit,
	returnAll,
	since,
	sourceProperty,
	subscriptionId,
	textField,
	until,
} from './common.mts';
import type { Resource } from './resource.mts';

export const event: Resource = {
	name: { en: 'Event', fr: 'Événement' },
	value: 'event',
	operations: [
		{
			name: { en: 'Get', fr: 'Récupérer' },
			value: 'get',
			route: ['get', '/v1/messages/{id}'],
			action: 'Get an event',
			description: {
				en: 'Get an event with what became of it',
				fr: 'Récupère un événement et ce qu’il est devenu',
			},
			properties: [eventId],
		},
		{
			name: { en: 'Get Many', fr: 'Lister' },
			value: 'getAll',
			route: ['post', '/v1/messages/search'],
			action: 'Get many events',
			description: {
				en: 'Get the events received, newest first',
				fr: 'Liste les éléments, du plus récent au plus ancien',
			},
			properties: [
				returnAll,
				limit,
				filters([
					textField(
						'callId',
						{ en: 'Call ID', fr: 'Identifiant de l’appel' },
						{ en: 'Events of one call', fr: 'Événements d’un appel' },
					),
					textField(
						'candidateId',
						{ en: 'Candidate ID', fr: 'Identifiant du candidat' },
						{ en: 'Events of one candidate', fr: 'Événements d’un candidat' },
					),
					textField(
						'email',
						{ en: 'Email', fr: 'E-mail' },
						{ en: 'Events about this person', fr: 'Événements qui concernent cette personne' },
					),
					{
						name: 'events',
						displayName: { en: 'Events', fr: 'Événements' },
						type: 'multiOptions',
						default: [],
						description: { en: 'Only these event types', fr: 'Seulement ces types d’événements' },
						options: eventTypes(),
					},
					{
						name: 'includeTests',
						displayName: { en: 'Include Tests', fr: 'Inclure les tests' },
						type: 'boolean',
						default: true,
						description: {
							en: 'Whether to return test events too',
							fr: 'Renvoyer aussi les événements de test',
						},
					},
					textField(
						'phone',
						{ en: 'Phone', fr: 'Téléphone' },
						{
							en: 'Events about this person; best in international form, such as +33612345678',
							fr: 'Événements qui concernent cette personne ; de préférence au format international, par exemple +33612345678',
						},
					),
					since,
					sourceProperty,
					until,
				]),
			],
		},
		{
			name: { en: 'Replay', fr: 'Rejouer' },
			value: 'replay',
			route: ['post', '/v1/messages/{id}/replay'],
			action: 'Replay an event',
			description: { en: 'Deliver an event again', fr: 'Livre un événement de nouveau' },
			properties: [
				eventId,
				{
					...subscriptionId,
					more: {},
					description: {
						en: 'The one to deliver to; leave empty for all that match',
						fr: 'Celui à qui livrer ; laissez vide pour tous ceux qui correspondent',
					},
				},
			],
		},
	],
};
