/**
 * `npm run demo`: the whole way of an event on temporary data. Plays every event type of every
 * vendor, signed, over HTTP; delivers to stand-ins of Zapier, n8n and Make; prints what happened.
 * Exits 1 when anything was lost.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type EventType,
	simulatedBody,
	type Vendor,
	vendorRequest,
	vendors,
} from '@voicehooks/core';
import { parseConfig } from '../config.ts';
import { startService } from '../service.ts';
import { type Hit, type StandIn, startStandIn } from './stand-in.ts';

const apiKey = `vhk_${randomBytes(24).toString('base64url')}`;
/** n8n answers 404 while it boots; ours comes back after this many requests. */
const bootingRequests = 3;
/** The Zap is turned off after this many events. */
const zapEvents = 9;
const patienceMs = 45_000;
const lookEveryMs = 50;

const folder = mkdtempSync(join(tmpdir(), 'voicehooks-demo-'));
const service = await startService(
	parseConfig({
		PORT: '0',
		DATABASE_URL: `file:${join(folder, 'demo.db')}`,
		VOICEHOOKS_API_KEY: apiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		LOG_LEVEL: 'error',
	}),
);
const print = (line = '') => process.stdout.write(`${line}\n`);

const api = async <Answer>(
	method: string,
	path: string,
	body?: unknown,
): Promise<{ status: number; body: Answer }> => {
	const response = await fetch(`${service.url}${path}`, {
		method,
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: (await response.json()) as Answer };
};

type Source = {
	readonly ingest_url: string;
	readonly ingest_urls?: Readonly<Record<string, string>>;
};

/** Sends one event as its vendor would, to the URL that its user pasted. */
const send = async (
	vendor: Vendor,
	eventType: EventType,
	source: Source,
	secret: string | null,
) => {
	const now = Date.now();
	const simulated = Buffer.from(simulatedBody(vendor, eventType, { uuid: randomUUID, now }));
	const { headers, body } = vendorRequest(vendor, {
		event: eventType.name,
		body: simulated,
		contentType: 'application/json',
		secret,
		id: randomUUID(),
		timestampSeconds: Math.floor(now / 1_000),
	});
	const url = source.ingest_urls?.[eventType.name] ?? source.ingest_url;
	const response = await fetch(url, { method: 'POST', headers, body });
	const { id } = (await response.json()) as { id: string };
	return { type: `${vendor.id}.${eventType.name}`, status: response.status, id };
};

/** Creates a source for each vendor and plays all of its events. */
const playAll = async () => {
	const sent = [];
	for (const vendor of vendors) {
		const secret = vendor.secret === 'none' ? null : randomBytes(24).toString('hex');
		const { body: source } = await api<Source>('POST', '/v1/sources', {
			vendor: vendor.id,
			name: `${vendor.name} demo`,
			...(secret === null ? {} : { signing_secret: secret }),
		});
		for (const eventType of vendor.events) sent.push(await send(vendor, eventType, source, secret));
	}
	return sent;
};

const subscribe = async (platform: string, standIn: StandIn): Promise<string> => {
	const event_types = vendors.map(({ id }) => `${id}.*`);
	const { body } = await api<{ id: string; secret: string }>('POST', '/v1/subscriptions', {
		url: standIn.url,
		platform,
		event_types,
	});
	standIn.trust(body.secret);
	return body.id;
};

const succeeded = ({ answered }: Hit) => answered >= 200 && answered < 300;

const until = async (done: () => boolean): Promise<boolean> => {
	const end = Date.now() + patienceMs;
	while (!done() && Date.now() < end)
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	return done();
};

/** How an event fared at one stand-in: each answer, and whether every request was signed. */
const fate = (standIn: StandIn, messageId: string): string => {
	const hits = standIn.hits.filter((hit) => hit.messageId === messageId);
	if (hits.length === 0) return 'not sent: gone';
	const answers = hits.map(({ answered }) => answered).join(' → ');
	return hits.every(({ signed }) => signed) ? answers : `${answers} (unsigned!)`;
};

const zapier = await startStandIn((nth) =>
	nth > zapEvents ? { status: 410, body: 'Gone' } : { status: 200, body: '{"status":"success"}' },
);
const n8n = await startStandIn((nth) =>
	nth <= bootingRequests
		? { status: 404, body: 'Cannot POST /webhook' }
		: { status: 200, body: '{"message":"Workflow was started"}' },
);
const make = await startStandIn(() => ({ status: 200, body: 'Accepted' }));

const zapId = await subscribe('zapier', zapier);
await subscribe('n8n', n8n);
await subscribe('make', make);

print('Playing every event of every vendor: sign → ingest → store → deliver …');
const sent = await playAll();
const hasAll = (standIn: StandIn) =>
	sent.every(({ id }) =>
		standIn.hits.some((hit) => hit.messageId === id && succeeded(hit) && hit.signed),
	);
const zapStatus = () => api('GET', `/v1/subscriptions/${zapId}`).then(({ status }) => status);
const complete = await until(() => hasAll(n8n) && hasAll(make) && zapier.hits.length > zapEvents);
const zapGone = (await zapStatus()) === 404;

const rows = [
	['event', 'ingest', 'Zapier (turned off midway)', 'n8n (booting at first)', 'Make'],
	...sent.map(({ type, status, id }) => [
		type,
		String(status),
		fate(zapier, id),
		fate(n8n, id),
		fate(make, id),
	]),
];
const widths =
	rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
print();
for (const row of rows)
	print(row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '));
print();
const accepted = sent.filter(({ status }) => status === 200).length;
print(
	`${accepted} of ${sent.length} events accepted; all delivered to n8n: ${hasAll(n8n)}, to Make: ${hasAll(make)}.`,
);
print(`Zapier answered 410, so its subscription is gone: ${zapGone}.`);

const nothingLost = complete && zapGone && accepted === sent.length;
print(nothingLost ? 'Nothing was lost.' : 'SOMETHING WAS LOST.');
await service.stop();
await Promise.all([zapier.stop(), n8n.stop(), make.stop()]);
rmSync(folder, { recursive: true, force: true });
process.exitCode = nothingLost ? 0 : 1;
