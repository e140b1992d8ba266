import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addKey, defaultOrgId } from '../../support/tenants.ts';
import { createAppEngine } from '../support/app-engine.ts';
import { type MakeBench, startMakeBench } from '../support/make-bench.ts';

let bench: MakeBench;
beforeAll(async () => {
	bench = await startMakeBench();
});
afterAll(() => bench.stop());

const engineWith = (apiKey: string, baseUrl = bench.service.url) =>
	createAppEngine({ baseUrl, apiKey });

it('a good key connects, and the connection is labelled by its account', async () => {
	const { body } = await bench.service.call<{ readonly account_name: string }>('GET', '/v1/me');
	expect(body.account_name).not.toBe('');
	await expect(engineWith(bench.service.apiKey).connect()).resolves.toBe(body.account_name);
});

it('a wrong key is refused as one, in words that say so', async () => {
	await expect(engineWith('vhk_wrong').connect()).rejects.toMatchObject({
		type: 'InvalidAccessTokenError',
		message: expect.stringMatching(/^\[401\] .*API key/i),
	});
});

it('a key that may not read is refused too', async () => {
	const { context } = bench.service;
	const key = await addKey(context, defaultOrgId(context), ['subscribe']);
	await expect(engineWith(key).connect()).rejects.toMatchObject({
		message: expect.stringMatching(/read/),
	});
});

it('a site that is no voicehooks service is refused, although it answers 200', async () => {
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await expect(
		engineWith(bench.service.apiKey, `http://127.0.0.1:${port}`).connect(),
	).rejects.toMatchObject({ type: 'InvalidConfigurationError' });
	await new Promise((resolve) => server.close(resolve));
});

it('the log never shows the key', async () => {
	const engine = engineWith(bench.service.apiKey);
	await engine.connect();
	await engine.run('listEvents');
	expect(engine.log).toHaveLength(2);
	expect(JSON.stringify(engine.log)).not.toContain(bench.service.apiKey);
	expect(engine.log.map(({ request }) => request.headers.authorization)).toEqual([
		'******',
		'******',
	]);
});
