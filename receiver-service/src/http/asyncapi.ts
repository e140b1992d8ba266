import {
	type CatalogueEntry,
	catalogue,
	type EventType,
	eventTypeOf,
	type JsonSchema,
	type Vendor,
	vendors,
} from '@voicehooks/core';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { alertComponents } from './asyncapi-alerts.ts';
import { hookSecurity, securitySchemes, signatureName } from './asyncapi-security.ts';

type Node = Readonly<Record<string, unknown>>;

const ref = (path: string): Node => ({ $ref: `#/${path}` });
const post: Node = { http: { method: 'POST', bindingVersion: '0.3.0' } };

/** The keys of components are letters, digits, dots, dashes and underscores. */
const hookName = (type: string): string => `hook.${type}`;
const vendorName = (type: string): string => `vendor.${type}`;
const ingestChannel = (vendor: Vendor): string => `ingest-${vendor.id}`;
const hookChannel = 'hook-url';
const alertChannel = 'alert-url';

const text: Node = { type: 'string' };

const headersSchema = (
	names: Readonly<Record<string, string>>,
	required: readonly string[],
): Node => ({
	type: 'object',
	properties: Object.fromEntries(
		Object.entries(names).map(([name, description]) => [name, { ...text, description }]),
	),
	...(required.length === 0 ? {} : { required }),
});

/** A schema without its dialect: AsyncAPI's own default is a superset of draft 7. */
const embedded = ({ $schema: _dialect, ...schema }: JsonSchema): Node => schema;

const vendorSchema = (eventType: EventType): Node =>
	embedded(
		z.toJSONSchema(eventType.schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }),
	);

const describe = ({
	label,
	description,
	provenance,
}: Pick<EventType, 'label' | 'description' | 'provenance'>) => ({
	title: label.en,
	summary: description.en,
	description:
		provenance === 'documented'
			? 'Its payload is documented by the vendor.'
			: 'The vendor shows no payload: fields and example are inferred from its other events.',
});

/** What a vendor posts to an ingest URL. */
const vendorMessage = (vendor: Vendor, entry: CatalogueEntry, eventType: EventType): Node => {
	const { signature } = vendor;
	const names = {
		...Object.fromEntries(
			Object.keys(vendor.headers).map((name) => [name, `Sent by ${vendor.name}.`]),
		),
		...(signature.kind === 'none' ? {} : { [signature.header]: `Signature; ${vendor.secret}.` }),
	};
	const required =
		signature.kind !== 'none' && vendor.secret === 'always' ? [signature.header] : [];
	return {
		name: entry.event,
		...describe(entry),
		contentType: 'application/json',
		headers: headersSchema(names, required),
		payload: ref(`components/schemas/${vendorName(entry.type)}`),
		examples: [{ name: 'sample', payload: eventType.sample }],
	};
};

const hookHeaders: Readonly<Record<string, string>> = {
	'webhook-id': 'The message id: the same on every attempt and replay.',
	'webhook-timestamp': 'Unix seconds of the attempt.',
	'x-voicehooks-subscription': 'The id of the subscription: derived secrets are made with it.',
	'webhook-signature': 'Standard Webhooks: one or more `v1,<base64>`, separated by spaces.',
	'x-voicehooks-signature': 'For tools that can only hash text: `v1=<hex>`, comma-separated.',
	'voicehooks-replay': 'On a replay: its delivery id.',
};

/** What a hook URL receives. */
const hookMessage = (entry: CatalogueEntry): Node => ({
	name: entry.type,
	...describe(entry),
	contentType: 'application/json',
	headers: headersSchema(
		hookHeaders,
		Object.keys(hookHeaders).filter((name) => name !== 'voicehooks-replay'),
	),
	payload: ref(`components/schemas/${hookName(entry.type)}`),
	examples: [{ name: 'sample', payload: entry.sample }],
});

const messageRefs = (names: readonly string[]): Node =>
	Object.fromEntries(names.map((name) => [name, ref(`components/messages/${name}`)]));

const vendorNames = (vendor: Vendor): readonly string[] =>
	vendor.events.map((event) => vendorName(`${vendor.id}.${event.name}`));

const ingestChannelOf = (vendor: Vendor): Node => {
	const unnamed = vendor.envelope.kind === 'unnamed';
	return {
		address: unnamed ? '/in/{token}/{event}' : '/in/{token}',
		title: `${vendor.name} → ingest URL`,
		description: `The ingest URL of a ${vendor.name} source. Answered 200 once the event is on disk.`,
		servers: [ref('servers/service')],
		parameters: {
			token: { description: "The source's secret ingest token." },
			...(unnamed
				? {
						event: {
							description: 'The body does not name its event.',
							enum: vendor.events.map(({ name }) => name),
						},
					}
				: {}),
		},
		messages: messageRefs(vendorNames(vendor)),
	};
};

const operation = (
	action: 'send' | 'receive',
	channel: string,
	summary: string,
	names: readonly string[],
	security: readonly string[],
): Node => ({
	action,
	channel: ref(`channels/${channel}`),
	summary,
	bindings: post,
	messages: names.map((name) => ref(`channels/${channel}/messages/${name}`)),
	...(security.length === 0
		? {}
		: { security: security.map((name) => ref(`components/securitySchemes/${name}`)) }),
});

/** Every message and schema, for each event type: as the vendor sends it and as hooks get it. */
const componentsOf = (entries: readonly CatalogueEntry[]) => {
	const messages: Record<string, Node> = {};
	const schemas: Record<string, Node> = {};
	for (const entry of entries) {
		const vendor = vendors.find(({ id }) => id === entry.vendor);
		const eventType = vendor && eventTypeOf(vendor, entry.event);
		if (vendor === undefined || eventType === undefined) continue;
		messages[vendorName(entry.type)] = vendorMessage(vendor, entry, eventType);
		schemas[vendorName(entry.type)] = vendorSchema(eventType);
		messages[hookName(entry.type)] = hookMessage(entry);
		schemas[hookName(entry.type)] = embedded(entry.schema);
	}
	return { messages, schemas };
};

/**
 * AsyncAPI 3.0 of what comes in and goes out, made from the catalogue: one channel for each
 * vendor's ingest URL, one for the hook URLs, and one for the webhooks of alerts. `publicUrl` is where users see the service.
 */
export const asyncApiDocument = (publicUrl: string): Node => {
	const { host, pathname, protocol } = new URL(publicUrl);
	const entries = catalogue();
	const hookNames = entries.map(({ type }) => hookName(type));
	const { messages, schemas } = componentsOf(entries);
	const alerts = alertComponents();
	const alertNames = Object.keys(alerts.messages);
	return {
		asyncapi: '3.0.0',
		info: {
			title: 'voicehooks events',
			version: packageJson.version,
			description:
				"Voice-AI and call vendors' webhooks, received once and delivered to every subscribed hook URL.",
			license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
		},
		defaultContentType: 'application/json',
		servers: {
			service: {
				host,
				protocol: protocol.replace(':', ''),
				...(pathname === '/' ? {} : { pathname }),
				description: 'Where vendors post.',
			},
			subscriber: {
				host: '{host}',
				protocol: 'https',
				description: 'Wherever a subscription points.',
				variables: {
					host: { description: 'Host of the hook URL.', examples: ['hooks.zapier.com'] },
				},
			},
		},
		channels: {
			...Object.fromEntries(
				vendors.map((vendor) => [ingestChannel(vendor), ingestChannelOf(vendor)]),
			),
			[hookChannel]: {
				title: 'Service → hook URL',
				description:
					'Each message of a subscribed type, at least once. Any 2xx answer is success; 410 removes the hook.',
				servers: [ref('servers/subscriber')],
				messages: messageRefs(hookNames),
			},
			[alertChannel]: {
				title: 'Service → the webhook of an alert',
				description:
					'Each condition once when it begins, and once when it is over. Any 2xx answer is success.',
				servers: [ref('servers/subscriber')],
				messages: messageRefs(alertNames),
			},
		},
		operations: {
			...Object.fromEntries(
				vendors.map((vendor) => [
					`receive-${vendor.id}`,
					operation(
						'receive',
						ingestChannel(vendor),
						`Receive ${vendor.name}'s webhooks.`,
						vendorNames(vendor),
						vendor.signature.kind === 'none' ? [] : [signatureName(vendor)],
					),
				]),
			),
			'deliver-messages': operation(
				'send',
				hookChannel,
				'Deliver messages to subscribed hook URLs.',
				hookNames,
				hookSecurity,
			),
			'tell-alerts': operation(
				'send',
				alertChannel,
				'Tell that something is wrong, and that it no longer is.',
				alertNames,
				['standard-webhooks'],
			),
		},
		components: {
			messages: { ...messages, ...alerts.messages },
			schemas: { ...schemas, ...alerts.schemas },
			securitySchemes: securitySchemes(),
		},
	};
};
