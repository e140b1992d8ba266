import { randomUUID } from 'node:crypto';
import { simulatedBody, vendorById, vendorRequest } from '@voicehooks/core';
import fc from 'fast-check';
import { everyEvent } from '../../support/vendor-request.ts';
import { anyDamage, type Damage, damaged, mutated } from './mutate.ts';
import { anyText, anyValue } from './values.ts';
import type { Wire } from './wire.ts';
import type { WorldFacts } from './world.ts';

/** An event as it was generated; it is signed when it is sent. */
export type IngestRequest = {
	readonly target: number;
	readonly suffix: string;
	readonly method: string;
	readonly event: string;
	readonly body: unknown;
	/** Before the signature: the sender signs what it sends, sound or not. */
	readonly damage: Damage;
	readonly signed: boolean;
	/** Beyond the signature: what arrives is not what was signed. */
	readonly tampered: Damage;
	readonly ageSeconds: number;
	readonly contentType: string | null;
	readonly headers: Readonly<Record<string, string>>;
	readonly address: number;
};

/** Samples name real hosts; nothing of a test may ever be fetched there. */
const localUrls = (text: string): string =>
	text.replaceAll(/https?:\/\/[^"\s\\]+/g, 'http://127.0.0.1:9/file.mp3');

const samples = everyEvent.map(({ vendor, eventType }): unknown =>
	JSON.parse(localUrls(simulatedBody(vendor, eventType, { uuid: randomUUID, now: Date.now() }))),
);
const sample = fc.constantFrom(...samples);

const contentTypes = [
	'application/json',
	'application/json; charset=latin1',
	'application/x-www-form-urlencoded',
	'application/x-www-form-urlencoded; charset=utf-16',
	'text/plain',
	'text/xml',
	'multipart/form-data; boundary=xx',
	'multipart/form-data',
	'application/octet-stream',
	';;;',
];

const someHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
	{ weight: 6, arbitrary: fc.constant({}) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			{ 'content-encoding': 'gzip' },
			{ 'content-encoding': 'br' },
			{ 'content-encoding': 'identity' },
			{ 'accept-language': 'fr' },
			{ 'x-inboundflow-timestamp': 'NaN' },
			{ 'x-inboundflow-signature': `sha256=${'0'.repeat(64)}` },
			{ 'x-inboundflow-signature': 'x'.repeat(9_000) },
		),
	},
);

/** What reaches an ingest URL: signed or not, sound or not, whole or not. */
export const ingestRequest: fc.Arbitrary<IngestRequest> = fc.record({
	target: fc.nat(50),
	suffix: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('') },
		{
			weight: 3,
			arbitrary: fc.constantFrom('/cdr', '/call', '/user', '/', '?a=b', '/x?__proto__=1'),
		},
		{ weight: 1, arbitrary: anyText.map((text) => `/${encodeURIComponent(text.toWellFormed())}`) },
		{ weight: 1, arbitrary: fc.constantFrom('x', '/%ZZ', '/%00', '/a/b', '//') },
	),
	method: fc.oneof(
		{ weight: 20, arbitrary: fc.constant('POST') },
		{ weight: 1, arbitrary: fc.constantFrom('PUT', 'GET', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS') },
	),
	event: fc.constantFrom(...everyEvent.map(({ eventType }) => eventType.name)),
	body: fc.oneof(
		{ weight: 3, arbitrary: sample },
		{ weight: 8, arbitrary: mutated(sample) },
		{ weight: 2, arbitrary: anyValue },
		{ weight: 1, arbitrary: fc.json() },
	),
	damage: anyDamage,
	signed: fc.oneof(
		{ weight: 6, arbitrary: fc.constant(true) },
		{ weight: 1, arbitrary: fc.boolean() },
	),
	tampered: fc.oneof(
		{ weight: 8, arbitrary: fc.constant<Damage>({ kind: 'none' }) },
		{ weight: 1, arbitrary: anyDamage },
	),
	ageSeconds: fc.oneof(
		{ weight: 6, arbitrary: fc.constant(0) },
		{ weight: 1, arbitrary: fc.constantFrom(301, -301, 1e6, -1e6, 1e12, -1e12) },
	),
	contentType: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('application/json') },
		{ weight: 3, arbitrary: fc.constantFrom(null, ...contentTypes) },
	),
	headers: someHeaders,
	address: fc.nat(0xffffff),
});

/** The request as it goes out now. */
export const ingestWire = (request: IngestRequest, facts: WorldFacts): Wire => {
	const target = facts.ingest[request.target % facts.ingest.length];
	const vendor = vendorById(target?.vendor ?? '');
	if (target === undefined || vendor === undefined) throw new Error('The world has no source.');
	const text = typeof request.body === 'string' ? request.body : JSON.stringify(request.body);
	const bytes = damaged(text ?? '', request.damage);
	const { headers, body } = vendorRequest(vendor, {
		event: request.event,
		body: bytes,
		contentType: request.contentType ?? 'application/json',
		secret: request.signed ? target.secret : null,
		id: randomUUID(),
		timestampSeconds: Math.floor(Date.now() / 1_000) - request.ageSeconds,
	});
	const lower = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	if (request.contentType === null) delete lower['content-type'];
	return {
		method: request.method,
		target: `${target.path}${request.suffix}`,
		headers: {
			'x-forwarded-for': `198.18.${(request.address >>> 8) & 0xff}.${request.address & 0xff}`,
			...lower,
			...request.headers,
		},
		body: damaged(body, request.tampered),
	};
};

/** What an ingest URL may answer (contract, "Ingest"). Never a 5xx for what the sender did. */
export const ingestStatuses: ReadonlySet<number> = new Set([
	200, 400, 401, 404, 405, 413, 415, 429,
]);
