import { defineVendor } from '../../define.ts';
import { standardPolicy } from '../../policy.ts';
import { call, cdr, user } from './events.ts';

export const dexem = defineVendor({
	id: 'dexem',
	name: 'Dexem',
	homepage: 'https://www.dexem.com',
	documentation: 'https://aide.dexem.com/call-tracking-v2/all-categories/configurer-un-webhook',
	about: {
		en: 'Call tracking: which campaign makes the phone ring.',
		fr: 'Call tracking : quelle campagne fait sonner le téléphone.',
	},
	setup: [
		{
			en: 'In Dexem, open the Integrations tab (Intégrations) and click Activer next to Webhooks.',
			fr: 'Dans Dexem, ouvrez l’onglet Intégrations et cliquez sur Activer au niveau des Webhooks.',
		},
		{
			en: 'Click Ajouter at the top right of the list of webhooks.',
			fr: 'Cliquez sur Ajouter, en haut à droite de la liste des webhooks.',
		},
		{
			en: 'Name the webhook and paste the ingest URL of the event: each event (cdr, call, user) has its own.',
			fr: 'Nommez le webhook et collez l’URL de réception de l’événement : chaque événement (cdr, call, user) a la sienne.',
		},
		{
			en: 'Under Événement, choose the same event as the URL.',
			fr: 'Dans le champ Événement, choisissez le même événement que l’URL.',
		},
		{
			en: 'Leave Activé ticked. Under Restreindre à, choose tracking numbers (cdr, call) or a user (user) if you want less.',
			fr: 'Laissez Activé coché. Dans Restreindre à, choisissez des numéros de tracking (cdr, call) ou un utilisateur (user) si vous voulez moins de notifications.',
		},
		{
			en: 'Click Créer, and repeat for each event you need.',
			fr: 'Cliquez sur Créer, puis recommencez pour chaque événement utile.',
		},
	],
	signature: { kind: 'none' },
	secret: 'none',
	envelope: { kind: 'unnamed' },
	headers: {},
	fileHosts: [],
	deliveryPolicy: standardPolicy,
	events: [cdr, call, user],
});
