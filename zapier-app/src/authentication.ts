import { valueAt } from '@voicehooks/core';
import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { type Build, say } from './build.ts';
import { ask, mePath } from './service/request.ts';

/** The vendors' own pages, where the user pastes the service's URLs. */
const vendorLinks = ({ vendors }: Build): string =>
	vendors.map(({ name, documentation }) => `[${name}](${documentation})`).join(', ');

/** Service URL and API key, tested by asking the service whose key it is. */
export const authenticationOf = (build: Build): Authentication => ({
	type: 'custom',
	fields: [
		{
			key: 'service_url',
			label: say(build, { en: 'Service URL', fr: 'URL du service' }),
			type: 'string',
			required: true,
			placeholder: 'https://hooks.example.com',
			isNoSecret: true,
			helpText: say(build, {
				en: `The address of the service that receives the events of ${vendorLinks(build)}: the one you open its dashboard at.`,
				fr: `L’adresse du service qui reçoit les événements de ${vendorLinks(build)} : celle de son tableau de bord.`,
			}),
		},
		{
			key: 'api_key',
			label: say(build, { en: 'API Key', fr: 'Clé API' }),
			type: 'password',
			required: true,
			helpText: say(build, {
				en: `Create one for Zapier alone in the dashboard, under Keys. It begins with \`vhk_\` and needs the scopes \`read\` and \`subscribe\`, and \`call\` for actions that ring or text people. Deliveries are signed as [Standard Webhooks](https://www.standardwebhooks.com/) says.`,
				fr: `Créez-en une réservée à Zapier dans le tableau de bord, sous Clés. Elle commence par \`vhk_\` et a besoin des portées \`read\` et \`subscribe\`, ainsi que \`call\` pour les actions qui appellent ou envoient des SMS. Les envois sont signés selon [Standard Webhooks](https://www.standardwebhooks.com/).`,
			}),
		},
	],
	test: async (z: ZObject, bundle: Bundle) => {
		const { data } = await ask(build, { z, bundle }, { method: 'GET', path: mePath });
		return { account_name: valueAt(data, 'account_name') };
	},
	connectionLabel: '{{account_name}}',
});
