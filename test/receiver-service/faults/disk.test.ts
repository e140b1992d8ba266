import { join } from 'node:path';
import { vendorById } from '@voicehooks/core';
import type { AnswerBody } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startProcess } from '../../support/process.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { mountSmallDisk } from './disk.ts';

const disk = mountSmallDisk(12);
const note = disk === null ? ' (skipped: this user may not mount a disk)' : '';
const onDisk = disk === null ? it.skip : it;

const vocalis = vendorById('vocalis');
if (vocalis === undefined) throw new Error('VOCALIS is declared.');

let service: TestService;
let hook: Hook;
let ingestUrl = '';
const acknowledged: string[] = [];
let count = 0;

const databaseUrl = () => `file:${join(disk?.folder ?? '', 'data.db')}`;
const start = () => startTestService({ DATABASE_URL: databaseUrl() });

beforeAll(async () => {
	if (disk === null) return;
	hook = await startHook();
	service = await start();
	await liftRateLimit(service.context);
	// Dexem signs nothing: an event is one request.
	const source = await service.call<AnswerBody>('POST', '/v1/sources', {
		vendor: 'dexem',
		name: 'Disk',
	});
	ingestUrl = source.body.ingest_urls.cdr;
	await service.call('POST', '/v1/subscriptions', {
		url: hook.url,
		platform: 'custom',
		event_types: ['dexem.*'],
	});
});
afterAll(async () => {
	if (disk === null) return;
	await service.stop();
	await hook.stop();
	disk.remove();
});

/** One event of 8 KB; remembers it when it was acknowledged. */
const send = async () => {
	count += 1;
	const body = JSON.stringify({ id: count, padding: 'x'.repeat(8_000) });
	const response = await fetch(ingestUrl, { method: 'POST', body });
	const answer = (await response.json()) as { readonly id?: string; readonly code?: string };
	if (response.status === 200 && answer.id !== undefined) acknowledged.push(answer.id);
	return { status: response.status, code: answer.code, headers: response.headers };
};
const sendUntil = async (status: number) => {
	for (let nth = 0; nth < 3_000; nth += 1) {
		const answer = await send();
		if (answer.status === status) return answer;
	}
	throw new Error(`There was never a ${status}.`);
};
const readiness = async () => (await fetch(`${service.url}/readyz`)).status;
const until = async (isThere: () => Promise<boolean>): Promise<void> => {
	while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
};

/** Everything that got its 200 is there, and reaches its hook. */
const nothingIsLost = async (): Promise<void> => {
	for (const id of acknowledged) {
		expect([id, (await service.call('GET', `/v1/messages/${id}`)).status]).toEqual([id, 200]);
	}
	const received = () => new Set(hook.hits.map(({ headers }) => headers['webhook-id']));
	await until(async () => acknowledged.every((id) => received().has(id)));
};

describe('a full disk', () => {
	onDisk(
		`takes nothing it cannot keep, says so, and passes by itself${note}`,
		async () => {
			for (let nth = 0; nth < 5; nth += 1) expect((await send()).status).toBe(200);
			disk?.fill();
			const refused = await sendUntil(503);
			expect(refused.code).toBe('unavailable');
			expect(refused.headers.get('retry-after')).toBe('2');
			expect(await readiness()).toBe(503);
			expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
			disk?.free();
			await until(async () => (await send()).status === 200);
			expect(await readiness()).toBe(200);
			await nothingIsLost();
		},
		120_000,
	);
});

describe('a disk that is read-only', () => {
	onDisk(
		`is not started on, and harms nothing${note}`,
		async () => {
			await service.stop();
			disk?.readOnly(true);
			const starting = startProcess({ DATABASE_URL: databaseUrl(), PORT: '0' });
			await expect(starting).rejects.toThrow(
				/^ended with 1: voicehooks: [^\n]*\([^\n]*database[^\n]*\)\n$/,
			);
			disk?.readOnly(false);
			service = await start();
			await nothingIsLost();
		},
		120_000,
	);
});
