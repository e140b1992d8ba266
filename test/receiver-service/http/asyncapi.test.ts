import { catalogue, vendors } from '@voicehooks/core';
import { z } from 'zod';
import { alertKinds } from '../../../receiver-service/src/domain/alert.ts';
import { asyncApiDocument } from '../../../receiver-service/src/http/asyncapi.ts';
import { lintDocument } from '../../support/lint-document.ts';

type Message = {
	readonly payload: { readonly $ref: string };
	readonly examples: readonly { readonly payload: unknown }[];
	readonly headers: {
		readonly properties: Record<string, unknown>;
		readonly required?: readonly string[];
	};
};
type Document = {
	readonly servers: Record<string, Record<string, unknown>>;
	readonly channels: Record<
		string,
		{ readonly address?: string; readonly messages: Record<string, unknown> }
	>;
	readonly operations: Record<
		string,
		{ readonly action: string; readonly messages: readonly unknown[] }
	>;
	readonly components: {
		readonly messages: Record<string, Message>;
		readonly schemas: Record<string, object>;
		readonly securitySchemes: Record<string, { readonly name: string }>;
	};
};

const document = asyncApiDocument('https://hooks.example.com/base') as unknown as Document;
const types = catalogue().map(({ type }) => type);

it('is AsyncAPI 3.0 without a fault', () => {
	// Dexem signs nothing, and no security scheme of AsyncAPI says "a secret in the path".
	expect(lintDocument(document, { 'security-defined': 'off' })).toEqual([]);
});

it('is linted by rules that find faults', () => {
	const broken = { ...document, operations: { bad: { action: 'shout' } } };
	expect(lintDocument(broken).length).toBeGreaterThan(0);
});

it('has a channel for each vendor and one for the hooks, with every event type', () => {
	expect(Object.keys(document.channels)).toEqual([
		...vendors.map(({ id }) => `ingest-${id}`),
		'hook-url',
		'alert-url',
	]);
	const coming = vendors.flatMap(({ id }) =>
		Object.keys(document.channels[`ingest-${id}`]?.messages ?? {}),
	);
	expect(coming).toEqual(types.map((type) => `vendor.${type}`));
	expect(Object.keys(document.channels['hook-url']?.messages ?? {})).toEqual(
		types.map((type) => `hook.${type}`),
	);
	expect(Object.values(document.operations).map(({ action }) => action)).toEqual([
		...vendors.map(() => 'receive'),
		'send',
		'send',
	]);
});

it('tells the beginning and the end of every kind of alert', () => {
	expect(Object.keys(document.channels['alert-url']?.messages ?? {})).toEqual(
		alertKinds.flatMap((kind) => [`alert.${kind}`, `alert.${kind}.resolved`]),
	);
});

it('names the event in the address only where the body does not', () => {
	for (const vendor of vendors) {
		const address = vendor.envelope.kind === 'unnamed' ? '/in/{token}/{event}' : '/in/{token}';
		expect(document.channels[`ingest-${vendor.id}`]?.address).toBe(address);
	}
});

it('names the header of every signature', () => {
	const names = Object.values(document.components.securitySchemes).map(({ name }) => name);
	expect(names).toEqual([
		...vendors.flatMap(({ signature }) => (signature.kind === 'none' ? [] : [signature.header])),
		'webhook-signature',
		'x-voicehooks-signature',
	]);
});

it('says where the service is', () => {
	expect(document.servers.service).toMatchObject({
		host: 'hooks.example.com',
		protocol: 'https',
		pathname: '/base',
	});
});

describe.each(Object.entries(document.components.messages))('%s', (_name, message) => {
	it('has an example that fits its own schema', () => {
		const schema = document.components.schemas[message.payload.$ref.split('/').at(-1) ?? ''];
		if (schema === undefined) throw new Error('its schema is missing');
		const parser = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
		expect(message.examples).toHaveLength(1);
		for (const { payload } of message.examples) {
			expect(parser.safeParse(payload).error?.issues ?? []).toEqual([]);
			expect(parser.safeParse([payload]).success).toBe(false);
		}
	});
});
