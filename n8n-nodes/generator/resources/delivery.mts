import { deliveryId, filters, limit, returnAll, since, textField, until } from './common.mts';
import type { Resource } from './resource.mts';

export const delivery: Resource = {
	name: { en: 'Delivery', fr: 'Livraison' },
	value: 'delivery',
	operations: [
		{
			name: { en: 'Get Many', fr: 'Lister' },
			value: 'getAll',
			route: ['get', '/v1/deliveries'],
			action: 'Get many deliveries',
			description: {
				en: 'Get what was sent, newest first',
				fr: 'Liste les éléments, du plus récent au plus ancien',
			},
			properties: [
				returnAll,
				limit,
				filters([
					textField(
						'messageId',
						{ en: 'Event ID', fr: 'Identifiant de l’événement' },
						{ en: 'Deliveries of one event', fr: 'Livraisons d’un événement' },
					),
					since,
					{
						name: 'status',
						displayName: { en: 'Status', fr: 'État' },
						type: 'multiOptions',
						default: [],
						options: [
							{ name: { en: 'Canceled', fr: 'Annulée' }, value: 'canceled' },
							{ name: { en: 'Dead Letter', fr: 'Échouée pour de bon' }, value: 'dead_letter' },
							{ name: { en: 'Held', fr: 'Retenue' }, value: 'held' },
							{ name: { en: 'Pending', fr: 'En attente' }, value: 'pending' },
							{ name: { en: 'Succeeded', fr: 'Réussie' }, value: 'succeeded' },
						],
					},
					textField(
						'subscriptionId',
						{ en: 'Subscription ID', fr: 'Identifiant de l’abonnement' },
						{ en: 'Deliveries to one subscription', fr: 'Livraisons à un abonnement' },
					),
					until,
				]),
			],
		},
		{
			name: { en: 'Retry', fr: 'Réessayer' },
			value: 'retry',
			route: ['post', '/v1/deliveries/{id}/replay'],
			action: 'Retry a delivery',
			description: {
				en: 'Deliver again to the same subscription',
				fr: 'Livre de nouveau au même abonnement',
			},
			properties: [deliveryId],
		},
	],
};
