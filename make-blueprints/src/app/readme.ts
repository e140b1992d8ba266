import type { Module } from './component.ts';
import { identity } from './identity.ts';

const kinds: Readonly<Record<Module['moduleType'], string>> = {
	instant_trigger: 'instant trigger',
	trigger: 'polling trigger',
	search: 'search',
	action: 'action',
	universal: 'universal',
};

/** What Make shows as the app's documentation. */
export const readme = (modules: readonly Module[]): string =>
	`# ${identity.label}

${identity.description}

## Connection

1. Open the dashboard of your receiver-service and create an API key. Triggers need the scopes \`read\` and \`subscribe\`; **Start a Call** and **Source Candidates** need \`call\`, **Send a Sample** needs \`publish\`.
2. In Make, add a module of this app and create a connection with the service's URL and that key. The connection is named after your organisation and the key.

## Triggers

An instant trigger registers its own URL with the service when you create its webhook, and removes it when you delete the webhook. Each delivery is checked: one that your service did not sign, or signed more than five minutes ago, is dropped. Choose event types, a source and filters in the webhook; they are applied by the service, so that filtered events cost no operation.

Deliveries come at least once: an event may come twice, with the same **Event ID**. One that you asked to replay says \`replay: true\`. After rotating the secret of a subscription, open its webhook in Make and save it within 24 hours.

## Modules

| module | kind | what it does |
|---|---|---|
${modules.map(({ label, moduleType, description }) => `| ${label} | ${kinds[moduleType]} | ${description} |`).join('\n')}
`;
