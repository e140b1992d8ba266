import { defineVendor } from '../../define.ts';
import { standardPolicy } from '../../policy.ts';
import {
	appointmentBooked,
	callEnded,
	callStarted,
	conversationTagged,
	emotionSpike,
	leadQualified,
} from './events.ts';

/**
 * « Retries exponentiels : 5 tentatives sur 24 h »: four delays of one factor whose last attempt
 * is exactly 24 h after the first (216 × (1 + 7 + 7² + 7³) = 86 400).
 */
const retryDelaysSeconds = [216, 1_512, 10_584, 74_088];

export const vocalis = defineVendor({
	id: 'vocalis',
	name: 'VOCALIS',
	homepage: 'https://vocalis.pro',
	documentation: 'https://vocalis.pro/docs/integrations-webhooks',
	about: {
		en: 'AI voice agents that make and answer calls.',
		fr: 'Agents vocaux IA qui passent et reçoivent des appels.',
	},
	setup: [
		{
			en: 'In VOCALIS, open the webhook settings of your organisation. The VOCALIS documentation does not say where they are: ask its support if you do not find them.',
			fr: 'Dans VOCALIS, ouvrez les réglages des webhooks de votre organisation. La documentation de VOCALIS n’indique pas où ils se trouvent : demandez à son support si vous ne les trouvez pas.',
		},
		{
			en: 'Paste the ingest URL as the endpoint of the webhook.',
			fr: 'Collez l’URL de réception comme endpoint du webhook.',
		},
		{
			en: 'Copy the webhook secret: VOCALIS signs every webhook with it. Paste it here as the signing secret.',
			fr: 'Copiez le secret du webhook : VOCALIS signe chaque webhook avec ce secret. Collez-le ici comme secret de signature.',
		},
		{
			en: 'Relaunch any webhook from the VOCALIS interface to check that it arrives here.',
			fr: 'Relancez un webhook depuis l’interface de VOCALIS pour vérifier qu’il arrive ici.',
		},
	],
	signature: {
		kind: 'hmac-sha256',
		header: 'X-Vocalis-Signature',
		prefix: 'sha256=',
		encoding: 'hex',
		content: '{body}',
		key: 'utf8',
	},
	secret: 'always',
	envelope: { kind: 'flat' },
	headers: {},
	fileHosts: ['app.vocalis.pro'],
	api: {
		baseUrl: 'https://api.vocalis.pro',
		authentication: { header: 'Authorization', value: 'Bearer {token}' },
		actions: { start_call: { method: 'POST', path: '/v1/calls', reachesPeople: true } },
	},
	deliveryPolicy: { ...standardPolicy, timeoutSeconds: 10, scheduleSeconds: retryDelaysSeconds },
	events: [
		callStarted,
		callEnded,
		leadQualified,
		appointmentBooked,
		conversationTagged,
		emotionSpike,
	],
});
