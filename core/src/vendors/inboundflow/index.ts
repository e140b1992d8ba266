import { defineVendor } from '../../define.ts';
import { standardPolicy } from '../../policy.ts';
import { appointmentBooked, callCompleted, callTransferred, leadCreated } from './events.ts';

export const inboundflow = defineVendor({
	id: 'inboundflow',
	name: 'InboundFlow',
	homepage: 'https://inboundflow.app',
	documentation: 'https://inboundflow.app/docs/webhooks',
	about: {
		en: 'AI receptionist for inbound calls.',
		fr: 'Réceptionniste IA pour vos appels entrants.',
	},
	setup: [
		{
			en: 'Open your InboundFlow dashboard → Settings → Integrations.',
			fr: 'Accédez à votre tableau de bord InboundFlow → Paramètres → Intégrations.',
		},
		{
			en: 'Click “Connect” on Custom Webhook.',
			fr: 'Cliquez sur « Connecter » sur Webhook Personnalisé.',
		},
		{
			en: 'Paste the ingest URL (InboundFlow wants HTTPS).',
			fr: 'Collez l’URL de réception (InboundFlow exige HTTPS).',
		},
		{
			en: 'Set a signing secret and paste the same one here: without it, deliveries are not signed.',
			fr: 'Définissez un secret de signature et collez le même ici : sans lui, les envois ne sont pas signés.',
		},
		{ en: 'Select the events to receive.', fr: 'Sélectionnez les événements à recevoir.' },
		{
			en: 'Click “Test Webhook” to check the connection.',
			fr: 'Cliquez sur « Tester le Webhook » pour vérifier.',
		},
		{ en: 'Save.', fr: 'Cliquez sur « Enregistrer ».' },
	],
	signature: {
		kind: 'hmac-sha256',
		header: 'X-InboundFlow-Signature',
		prefix: 'sha256=',
		encoding: 'hex',
		content: '{timestamp}.{body}',
		timestampHeader: 'X-InboundFlow-Timestamp',
		key: 'utf8',
		canonicalJson: true,
	},
	secret: 'optional',
	envelope: { kind: 'enveloped', dataPath: 'data' },
	messageIdPath: 'delivery_id',
	occurredAtPath: 'timestamp',
	headers: {
		'User-Agent': 'InboundFlow-Webhook/1.0',
		'X-InboundFlow-Event': '{event}',
		'X-InboundFlow-Delivery-Id': '{id}',
		'X-InboundFlow-Timestamp': '{timestamp}',
	},
	fileHosts: ['inboundflow.app', 'api.inboundflow.app'],
	deliveryPolicy: {
		...standardPolicy,
		timeoutSeconds: 10,
		disableAfterFailures: 10,
		disableAfterSeconds: null,
	},
	events: [callCompleted, callTransferred, appointmentBooked, leadCreated],
});
