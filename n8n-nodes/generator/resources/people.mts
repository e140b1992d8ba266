import type { Property } from '../property.mts';
import { options, required, same, sourceProperty, textField } from './common.mts';
import type { Resource } from './resource.mts';

const idempotencyKey: Property = textField(
	'idempotencyKey',
	{ en: 'Idempotency Key', fr: 'Clé d’idempotence' },
	{
		en: 'Requests with the same key reach the person once within 24 hours. By default the key is made of the execution and the item, so that a retry of the node never rings or texts twice.',
		fr: 'Les requêtes de même clé n’atteignent la personne qu’une fois en 24 heures. Par défaut, la clé vient de l’exécution et de l’élément, pour qu’une nouvelle tentative du nœud n’appelle ni n’écrive jamais deux fois.',
	},
);

export const call: Resource = {
	name: { en: 'Call', fr: 'Appel' },
	value: 'call',
	operations: [
		{
			name: { en: 'Start', fr: 'Lancer' },
			value: 'start',
			route: ['post', '/v1/calls'],
			action: 'Start a call',
			description: {
				en: 'Have a VOCALIS agent call somebody',
				fr: 'Fait appeler quelqu’un par un agent VOCALIS',
			},
			properties: [
				required('agentId', { en: 'Agent ID', fr: 'Identifiant de l’agent' }, same('a_42')),
				{
					...required(
						'to',
						{ en: 'Phone Number', fr: 'Numéro de téléphone' },
						same('+33612345678'),
					),
					description: {
						en: 'The number to call, in international form',
						fr: 'Le numéro à appeler, au format international',
					},
				},
				{
					name: 'variables',
					displayName: { en: 'Variables', fr: 'Variables' },
					type: 'fixedCollection',
					more: { typeOptions: { multipleValues: true } },
					default: {},
					placeholder: { en: 'Add variable', fr: 'Ajouter une variable' },
					description: {
						en: 'What the agent shall know; it comes back with the events of the call',
						fr: 'Ce que l’agent doit savoir ; revient avec les événements de l’appel',
					},
					rows: {
						name: 'variable',
						displayName: { en: 'Variable', fr: 'Variable' },
						fields: [
							textField(
								'name',
								{ en: 'Name', fr: 'Nom' },
								{ en: 'As the agent knows it', fr: 'Tel que l’agent la connaît' },
							),
							textField(
								'value',
								{ en: 'Value', fr: 'Valeur' },
								{ en: 'Its value for this call', fr: 'Sa valeur pour cet appel' },
							),
						],
					},
				},
				options([idempotencyKey, sourceProperty]),
			],
		},
	],
};

export const candidate: Resource = {
	name: { en: 'Candidate', fr: 'Candidat' },
	value: 'candidate',
	operations: [
		{
			name: { en: 'Source', fr: 'Sourcer' },
			value: 'source',
			route: ['post', '/v1/campaigns/{campaign_id}/source'],
			action: 'Source a candidate',
			description: {
				en: 'Add a candidate to a VoiceHire campaign, which texts them',
				fr: 'Ajoute un candidat à une campagne VoiceHire, ce qui lui envoie un SMS',
			},
			properties: [
				required(
					'campaignId',
					{ en: 'Campaign ID', fr: 'Identifiant de la campagne' },
					{ en: 'e.g. 42', fr: 'p. ex. 42' },
				),
				required(
					'firstName',
					{ en: 'First Name', fr: 'Prénom' },
					{ en: 'e.g. Marie', fr: 'p. ex. Marie' },
				),
				required(
					'lastName',
					{ en: 'Last Name', fr: 'Nom' },
					{ en: 'e.g. Dupont', fr: 'p. ex. Dupont' },
				),
				required('phone', { en: 'Phone Number', fr: 'Numéro de téléphone' }, same('+33612345678')),
				options([
					textField(
						'email',
						{ en: 'Email', fr: 'E-mail' },
						{ en: 'Email address of the candidate', fr: 'Adresse e-mail du candidat' },
					),
					idempotencyKey,
					sourceProperty,
				]),
			],
		},
	],
};
