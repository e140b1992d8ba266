import { eventTypes, limit, options, returnAll, subscriptionId } from './common.mts';
import type { Resource } from './resource.mts';

export const subscription: Resource = {
	name: { en: 'Subscription', fr: 'Abonnement' },
	value: 'subscription',
	operations: [
		{
			name: { en: 'Delete', fr: 'Supprimer' },
			value: 'delete',
			route: null,
			action: 'Delete a subscription',
			description: {
				en: 'Delete a subscription, such as one a lost n8n left behind',
				fr: 'Supprime un abonnement, par exemple celui d’une instance n8n disparue',
			},
			properties: [subscriptionId],
		},
		{
			name: { en: 'Get Many', fr: 'Lister' },
			value: 'getAll',
			route: ['get', '/v1/subscriptions'],
			action: 'Get many subscriptions',
			description: {
				en: 'Get the subscriptions with their health',
				fr: 'Liste les éléments, du plus récent au plus ancien',
			},
			properties: [returnAll, limit],
		},
		{
			name: { en: 'Send Sample', fr: 'Envoyer un exemple' },
			value: 'sendSample',
			route: ['post', '/v1/subscriptions/{id}/test'],
			action: 'Send a sample to a subscription',
			description: {
				en: 'Send one test event, marked as such, to a subscription alone',
				fr: 'Envoie un événement de test, marqué comme tel, à un seul abonnement',
			},
			properties: [
				subscriptionId,
				options([
					{
						name: 'event',
						displayName: { en: 'Event', fr: 'Événement' },
						type: 'options',
						default: '',
						description: {
							en: 'The first one it asks for, unless chosen here',
							fr: 'Le premier qu’il demande, sauf choix contraire',
						},
						options: [
							{ name: { en: 'First One It Asks For', fr: 'Le premier qu’il demande' }, value: '' },
							...eventTypes(),
						],
					},
					{
						name: 'prefer',
						displayName: { en: 'Prefer', fr: 'Préférer' },
						type: 'options',
						default: 'latest',
						description: {
							en: 'Where the content comes from',
							fr: 'D’où vient le contenu',
						},
						options: [
							{ name: { en: 'Last Real Event', fr: 'Dernier événement réel' }, value: 'latest' },
							{ name: { en: 'Sample', fr: 'Exemple' }, value: 'sample' },
						],
					},
				]),
			],
		},
	],
};
