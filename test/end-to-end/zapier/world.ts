import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type EventType,
	eventTypeOf,
	type Vendor,
	valueAt,
	vendorById,
	vendors,
} from '@voicehooks/core';
import type { Variant } from '../../../zapier-app/build/variant.ts';
import { type Client, clientOf } from '../../support/client.ts';
import { startProcess } from '../../support/process.ts';
import { newSecret } from '../../support/secret.ts';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';
import { until } from '../../zapier-app/stand-in/until.ts';
import { startZapier, type Zapier } from '../../zapier-app/stand-in/zapier.ts';
import { builtZip } from './built-zip.ts';
import { zapierNode } from './zapier-node.ts';

type Source = {
	readonly id: string;
	readonly ingest_url: string;
	readonly ingest_urls?: Readonly<Record<string, string>>;
};

/** Both sides of the wire: the service in a process of its own, and Zapier with the built app. */
export type World = {
	readonly url: string;
	readonly apiKey: string;
	readonly zapier: Zapier;
	/** What a user types in when connecting the app. */
	readonly authData: { readonly service_url: string; readonly api_key: string };
	readonly api: Client;
	readonly sourceOf: (vendorId: string) => string;
	/** Has the vendor send an event of this type, signed; answers the id of its message. */
	readonly send: (type: string, data?: Readonly<Record<string, unknown>>) => Promise<string>;
	/** Makes such an event, for a vendor that sends the same one more than once. */
	readonly prepare: (
		type: string,
		data?: Readonly<Record<string, unknown>>,
	) => () => Promise<string>;
	/** Resolves once a subscription is not there any more; rejects after a while. */
	readonly waitUntilGone: (subscriptionId: unknown) => Promise<void>;
	readonly stop: () => Promise<void>;
};

type Field = EventType['fields'][number];
type Json = Record<string, unknown>;

const withChildren = (field: Field): readonly Field[] => [
	field,
	...(field.kind === 'list' ? [] : (field.children ?? []).flatMap(withChildren)),
];

/** What tells one call or candidate from another: fresh for each event that is sent. */
const isSubject = ({ normalized }: Field): boolean =>
	normalized === 'call_id' || normalized === 'candidate_id';

const replace = (body: Json, path: string, value: unknown): void => {
	const keys = path.split('.');
	const last = keys.pop() ?? path;
	const place = valueAt(body, keys.join('.')) ?? (keys.length === 0 ? body : undefined);
	if (valueAt(place, last) !== undefined) (place as Json)[last] = value;
};

const bodyOf = (
	vendor: Vendor,
	eventType: EventType,
	data: Readonly<Record<string, unknown>>,
): string => {
	const body: Json = freshBody(vendor, eventType);
	for (const { path } of eventType.fields.flatMap(withChildren).filter(isSubject)) {
		replace(body, path, randomUUID());
	}
	Object.assign(vendor.envelope.kind === 'enveloped' ? (body.data as Json) : body, data);
	return JSON.stringify(body);
};

const partsOf = (type: string): readonly [Vendor, EventType] => {
	const dot = type.indexOf('.');
	const vendor = vendorById(type.slice(0, dot));
	const eventType = vendor && eventTypeOf(vendor, type.slice(dot + 1));
	if (vendor === undefined || eventType === undefined) throw new Error(`There is no ${type}.`);
	return [vendor, eventType];
};

/** Starts the service, a source of each vendor with a secret, and Zapier with the app. */
export const startWorld = async (variant: Variant): Promise<World> => {
	const zip = await builtZip(variant);
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-zapier-'));
	const apiKey = `vhk_${randomBytes(24).toString('base64url')}`;
	const service = await startProcess({
		PORT: '0',
		DATABASE_URL: `file:${join(folder, 'zapier.db')}`,
		VOICEHOOKS_API_KEY: apiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		LOG_LEVEL: 'warn',
	});
	const api = clientOf(service.url, apiKey);
	const secret = newSecret();
	const sources = new Map<string, Source>();
	for (const { id: vendor, name, secret: signs } of vendors) {
		const signing = signs === 'none' ? {} : { signing_secret: secret };
		const { body } = await api('POST', '/v1/sources', { vendor, name, ...signing });
		sources.set(vendor, body);
	}
	const zapier = await startZapier(zip, zapierNode());
	const sourceOf = (vendorId: string): Source => {
		const source = sources.get(vendorId);
		if (source === undefined) throw new Error(`There is no source of ${vendorId}.`);
		return source;
	};
	const prepare: World['prepare'] = (type, data = {}) => {
		const [vendor, eventType] = partsOf(type);
		const source = sourceOf(vendor.id);
		const url = source.ingest_urls?.[eventType.name] ?? source.ingest_url;
		const request = signedRequest(vendor, eventType.name, bodyOf(vendor, eventType, data), secret);
		return async () => {
			const response = await fetch(url, {
				method: 'POST',
				headers: request.headers,
				body: new Uint8Array(request.body),
			});
			const { id }: { readonly id?: string } = JSON.parse(await response.text());
			if (response.status !== 200 || id === undefined) {
				throw new Error(`${type} was answered ${response.status}.`);
			}
			return id;
		};
	};
	return {
		url: service.url,
		apiKey,
		zapier,
		authData: { service_url: service.url, api_key: apiKey },
		api,
		sourceOf: (vendorId) => sourceOf(vendorId).id,
		send: (type, data) => prepare(type, data)(),
		prepare,
		waitUntilGone: (subscriptionId) =>
			until(
				async () => (await api('GET', `/v1/subscriptions/${subscriptionId}`)).status === 404,
				() => `${subscriptionId} is still there.`,
			),
		stop: async () => {
			await zapier.stop();
			await service.end('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
