import type { ICredentialType, INodeParameters } from 'n8n-workflow';
import { type Bench, startBench } from './support/bench.ts';
import { resolved } from './support/credentials.ts';
import { runAction } from './support/run.ts';
import { startStandIn, stopStandIns } from './support/stand-in.ts';

let bench: Bench;
let type: ICredentialType;
beforeAll(async () => {
	bench = await startBench();
	type = bench.n8n.credentialType;
});
afterAll(() => bench.stop());
afterEach(() => {
	bench.restore();
	stopStandIns();
});

/** The request of the credential's test, its expressions resolved as n8n does. */
const test = async (): Promise<number> => {
	const node = bench.n8n.node('voicehooks', {});
	const workflow = bench.n8n.workflow(node);
	const resolve = (text: unknown): string =>
		resolved(workflow, node, String(text), { ...bench.n8n.credential });
	const request = type.test?.request;
	if (typeof type.authenticate !== 'object')
		throw new Error('It does not authenticate by headers.');
	const headers = Object.entries(type.authenticate.properties.headers ?? {});
	const response = await fetch(`${resolve(request?.baseURL)}${resolve(request?.url)}`, {
		headers: Object.fromEntries(headers.map(([name, value]) => [name, resolve(value)])),
	});
	return response.status;
};

describe('the credential', () => {
	it('hides the key and asks for both', () => {
		const [url, key] = type.properties;
		expect(url).toMatchObject({ name: 'baseUrl', required: true });
		expect(key).toMatchObject({ name: 'apiKey', required: true, typeOptions: { password: true } });
	});

	it('passes its test with a good key, however it was pasted', async () => {
		expect(await test()).toBe(200);
		bench.n8n.credential.baseUrl = ` ${bench.service.url}// `;
		bench.n8n.credential.apiKey = ` ${bench.service.apiKey}\n`;
		expect(await test()).toBe(200);
	});

	it('works everywhere else too, however it was pasted', async () => {
		bench.n8n.credential.baseUrl = ` ${bench.service.url}/ `;
		bench.n8n.credential.apiKey = ` ${bench.service.apiKey}\n`;
		const parameters = { resource: 'subscription', operation: 'getAll' };
		expect(await runAction(bench.n8n, parameters)).toMatchObject({ error: undefined });
		const trigger = bench.n8n.trigger('vocalisTrigger', { events: ['vocalis.call.ended'] });
		await trigger.activate();
		await bench.traffic.send('vocalis.call.ended');
		await trigger.waitFor(1);
		await trigger.remove();
	});

	it('fails its test with a wrong key', async () => {
		bench.n8n.credential.apiKey = 'vhk_wrong';
		expect(await test()).toBe(401);
	});
});

describe('an error', () => {
	const many: INodeParameters = { resource: 'subscription', operation: 'getAll' };

	it.each([
		['a wrong key', { apiKey: 'vhk_wrong' }, /The API key is not valid/, /paste a valid API key/],
		[
			'a service that is down',
			{ baseUrl: 'http://127.0.0.1:9' },
			/cannot be reached/,
			/service runs/,
		],
		['a URL that is none', { baseUrl: 'hooks' }, /cannot be reached/, /base URL/],
	])('tells what happened and what to do about %s', async (_name, wrong, message, description) => {
		Object.assign(bench.n8n.credential, wrong);
		const { error } = await runAction(bench.n8n, many);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(message),
			description: expect.stringMatching(description),
		});
	});

	it('tells that something else answers at the base URL', async () => {
		bench.n8n.credential.baseUrl = await startStandIn(200, '<html>');
		const { error } = await runAction(bench.n8n, many);
		expect(error).toMatchObject({
			message: expect.stringContaining('but not as Voicehooks does'),
			description: expect.stringContaining('check the base URL'),
		});
	});

	it('names the scope a key lacks', async () => {
		const { body } = await bench.service.call('POST', '/v1/keys', { name: 'r', scopes: ['read'] });
		bench.n8n.credential.apiKey = String(body.api_key);
		const { error } = await runAction(bench.n8n, {
			resource: 'subscription',
			operation: 'delete',
			subscriptionId: 'sub_x',
		});
		expect(error).toMatchObject({
			message: 'Could not delete the subscription: The API key may not do this',
			description: expect.stringContaining('scope subscribe'),
			httpCode: '403',
		});
	});

	it('never shows the key', async () => {
		Object.assign(bench.n8n.credential, { baseUrl: 'http://127.0.0.1:9' });
		const { error } = await runAction(bench.n8n, many);
		expect(JSON.stringify(error) + error?.stack).not.toContain(bench.service.apiKey);
	});
});
