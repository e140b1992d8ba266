import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventType, type Vendor, vendors } from '@voicehooks/core';
import { type Client, clientOf } from '../../../support/client.ts';
import { startProcess } from '../../../support/process.ts';
import { newSecret } from '../../../support/secret.ts';
import { testApiKey } from '../../../support/service.ts';
import { freshBody, signedRequest } from '../../../support/vendor-request.ts';
import { freePort } from './free-port.ts';

export type Receiver = {
	readonly url: string;
	readonly apiKey: string;
	readonly call: Client;
	/** What the vendor itself would do: its signed request to its ingest URL. Answers the message's id. */
	readonly send: (
		vendor: Vendor,
		eventType: EventType,
		body?: Readonly<Record<string, unknown>>,
	) => Promise<string>;
	readonly shutDown: (signal: NodeJS.Signals) => Promise<void>;
	/** Starts it again on the same port and database. */
	readonly start: () => Promise<void>;
	readonly stop: () => Promise<void>;
};

/** The service brings sources of its own; these have secrets. */
export const sourceNameOf = ({ name }: Vendor): string => `${name} of the tests`;

/** The receiver-service as its users run it: a process of its own on SQLite, a source for each vendor. */
export const startReceiver = async (): Promise<Receiver> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-receiver-'));
	const environment = {
		PORT: String(await freePort()),
		DATABASE_URL: `file:${join(folder, 'voicehooks.db')}`,
		VOICEHOOKS_API_KEY: testApiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		LOG_LEVEL: 'warn',
	};
	let running = await startProcess(environment);
	const { url } = running;
	const call = clientOf(url, testApiKey);
	const secret = newSecret();
	const ingestUrls = new Map<string, string>();
	for (const vendor of vendors) {
		const { body } = await call('POST', '/v1/sources', {
			vendor: vendor.id,
			name: sourceNameOf(vendor),
			sandbox: true,
			...(vendor.secret === 'none' ? {} : { signing_secret: secret }),
		});
		ingestUrls.set(vendor.id, body.ingest_url);
	}
	return {
		url,
		apiKey: testApiKey,
		call,
		send: async (vendor, eventType, body = freshBody(vendor, eventType)) => {
			const ingestUrl = ingestUrls.get(vendor.id) ?? '';
			const isNamed = vendor.envelope.kind !== 'unnamed';
			const response = await fetch(isNamed ? ingestUrl : `${ingestUrl}/${eventType.name}`, {
				method: 'POST',
				...signedRequest(vendor, eventType.name, JSON.stringify(body), secret),
			});
			const answer = await response.text();
			if (response.status !== 200) throw new Error(`${response.status}: ${answer}`);
			return (JSON.parse(answer) as { readonly id: string }).id;
		},
		shutDown: async (signal) => {
			await running.end(signal);
		},
		start: async () => {
			running = await startProcess(environment);
		},
		stop: async () => {
			await running.end('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
