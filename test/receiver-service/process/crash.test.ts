import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { vendorById } from '@voicehooks/core';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startProcess } from '../../support/process.ts';
import { newSecret } from '../../support/secret.ts';
import { testApiKey } from '../../support/service.ts';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';

const rounds = 20;
const senders = 16;
/** A round's kill: so many acknowledgements after its start, and somewhere within this time. */
const leastAcknowledged = 8;
const loadMs = { least: 10, most: 210 };

const folder = mkdtempSync(join(tmpdir(), 'voicehooks-crash-'));
const environment = {
	PORT: '0',
	DATABASE_URL: `file:${join(folder, 'crash.db')}`,
	VOICEHOOKS_API_KEY: testApiKey,
	VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
	LOG_LEVEL: 'silent',
};
const secret = newSecret();
const vendor = vendorById('inboundflow');
const [eventType] = vendor?.events ?? [];
if (vendor === undefined || eventType === undefined) throw new Error('InboundFlow is declared');

const api = async <Answer>(url: string, path: string, body: unknown): Promise<Answer> => {
	const response = await fetch(`${url}${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${testApiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return (await response.json()) as Answer;
};

/** Sends as fast as answers come; keeps the id of every event that got its 200. */
const sendUntilRefused = async (ingestUrl: string, acknowledged: Set<string>): Promise<void> => {
	for (;;) {
		const { headers, body } = signedRequest(
			vendor,
			eventType.name,
			JSON.stringify(freshBody(vendor, eventType)),
			secret,
		);
		try {
			const response = await fetch(ingestUrl, { method: 'POST', headers, body });
			if (response.status !== 200) return;
			const { id } = (await response.json()) as { id: string };
			acknowledged.add(id);
		} catch {
			return;
		}
	}
};

const ids = (hook: Hook) => new Set(hook.hits.map(({ headers }) => String(headers['webhook-id'])));

let hooks: readonly Hook[] = [];
afterAll(async () => {
	await Promise.all(hooks.map((hook) => hook.stop()));
	rmSync(folder, { recursive: true, force: true });
});

it(`loses nothing that got its 200 over ${rounds} kills under load`, async () => {
	hooks = await Promise.all([startHook(), startHook(), startHook()]);
	const acknowledged = new Set<string>();
	let path = '';
	for (let round = 0; round < rounds; round += 1) {
		const running = await startProcess(environment);
		if (round === 0) {
			const source = await api<{ ingest_url: string }>(running.url, '/v1/sources', {
				vendor: 'inboundflow',
				name: 'Crash',
				signing_secret: secret,
			});
			path = new URL(source.ingest_url).pathname;
			for (const { url } of hooks) {
				await api(running.url, '/v1/subscriptions', {
					url,
					platform: 'custom',
					event_types: ['inboundflow.*'],
				});
			}
		}
		const before = acknowledged.size;
		const load = Array.from({ length: senders }, () =>
			sendUntilRefused(`${running.url}${path}`, acknowledged),
		);
		const wait = loadMs.least + ((loadMs.most - loadMs.least) * round) / rounds;
		while (acknowledged.size < before + leastAcknowledged) await sleep(1);
		await sleep(wait);
		await running.end('SIGKILL');
		await Promise.all(load);
	}
	const last = await startProcess(environment);
	const missing = () =>
		hooks.flatMap((hook) => [...acknowledged].filter((id) => !ids(hook).has(id)));
	const end = Date.now() + 30_000;
	while (missing().length > 0 && Date.now() < end) await sleep(100);
	const { code, milliseconds } = await last.end('SIGTERM');

	expect(acknowledged.size).toBeGreaterThanOrEqual(rounds * leastAcknowledged);
	expect(missing()).toEqual([]);
	expect(code).toBe(0);
	expect(milliseconds).toBeLessThan(10_000);
}, 180_000);
