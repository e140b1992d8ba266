import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerBody } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
let ingestUrl: string;
beforeAll(async () => {
	service = await startTestService();
	const source = await service.call<AnswerBody>('POST', '/v1/sources', {
		vendor: 'dexem',
		name: 'File',
	});
	ingestUrl = source.body.ingest_urls.cdr;
});
afterAll(() => service.stop());

const send = async (): Promise<number> =>
	(await fetch(ingestUrl, { method: 'POST', body: String(Math.random()) })).status;
const ready = async (): Promise<number> => (await fetch(`${service.url}/readyz`)).status;
const until = async (isThere: () => Promise<boolean>): Promise<void> => {
	while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
};

it('a database whose file is moved away takes nothing more, says so, and goes on once it is back', async () => {
	const away = join(service.folder, 'away');
	const files = readdirSync(service.folder).filter((name) => name.startsWith('voicehooks.db'));
	expect(await send()).toBe(200);
	mkdirSync(away);
	for (const name of files) renameSync(join(service.folder, name), join(away, name));
	await until(async () => (await send()) === 503);
	expect(await ready()).toBe(503);
	expect(await send()).toBe(503);
	for (const name of files) renameSync(join(away, name), join(service.folder, name));
	await until(async () => (await send()) === 200);
	expect(await ready()).toBe(200);
});
