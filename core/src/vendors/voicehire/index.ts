import { defineVendor } from '../../define.ts';
import { standardPolicy } from '../../policy.ts';
import {
	campaignCreated,
	campaignStatusChanged,
	creditsDepleted,
	creditsLow,
} from './events-campaign.ts';
import { candidateAdded, candidateSourced } from './events-candidate.ts';
import {
	interviewCompleted,
	interviewCompletedExtended,
	interviewFailed,
	interviewStarted,
} from './events-interview.ts';

/** « VoiceHire retentera 3 fois avec un délai exponentiel »; the figures are the contract's. */
const retryDelaysSeconds = [30, 300, 3_000];

export const voicehire = defineVendor({
	id: 'voicehire',
	name: 'VoiceHire',
	homepage: 'https://voicehire.io',
	documentation: 'https://docs.voicehire.io/guides/webhooks',
	about: {
		en: 'AI phone interviews for recruiters.',
		fr: 'Entretiens téléphoniques par IA pour les recruteurs.',
	},
	setup: [
		{
			en: 'Sign in to your VoiceHire dashboard and open the API section, then the Webhooks tab.',
			fr: 'Connectez-vous à votre tableau de bord VoiceHire et accédez à la section API, puis à l’onglet Webhooks.',
		},
		{
			en: 'Paste the ingest URL as the HTTPS URL that VoiceHire sends notifications to.',
			fr: 'Collez l’URL de réception comme URL HTTPS où VoiceHire enverra les notifications.',
		},
		{
			en: 'Set a secret key and paste the same one here: without it, deliveries are not signed.',
			fr: 'Définissez une clé secrète et collez la même ici : sans elle, les envois ne sont pas signés.',
		},
		{
			en: 'Select the events you want to receive.',
			fr: 'Sélectionnez les événements que vous souhaitez recevoir.',
		},
		{
			en: 'Use the “Test” button to send a test event.',
			fr: 'Utilisez le bouton « Tester » pour envoyer un événement de test.',
		},
	],
	signature: {
		kind: 'hmac-sha256',
		header: 'X-VoiceHire-Signature',
		prefix: 'sha256=',
		encoding: 'hex',
		content: '{body}',
		key: 'utf8',
	},
	secret: 'optional',
	envelope: { kind: 'enveloped', dataPath: 'data' },
	occurredAtPath: 'timestamp',
	headers: { 'X-VoiceHire-Event': '{event}' },
	fileHosts: ['app.voicehire.io'],
	api: {
		baseUrl: 'https://app.voicehire.io/api/v1',
		authentication: { header: 'X-API-Key', value: '{token}' },
		actions: {
			source_candidates: {
				method: 'POST',
				path: '/campaigns/{campaign_id}/source',
				reachesPeople: true,
			},
		},
	},
	deliveryPolicy: { ...standardPolicy, timeoutSeconds: 5, scheduleSeconds: retryDelaysSeconds },
	events: [
		campaignCreated,
		campaignStatusChanged,
		candidateAdded,
		candidateSourced,
		interviewStarted,
		interviewCompleted,
		interviewCompletedExtended,
		interviewFailed,
		creditsLow,
		creditsDepleted,
	],
});
