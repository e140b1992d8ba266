import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnswerBody } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

/** What the name of the hook leads to; null: the resolver fails. */
let addresses: readonly string[] | null = ['127.0.0.1'];
let service: TestService;
let target: Server;
let port: number;
const received: string[] = [];

beforeAll(async () => {
	// Closes every connection, so that each attempt asks for the name again.
	target = createServer((request, response) => {
		received.push(String(request.headers['webhook-id']));
		request.resume().on('end', () => response.writeHead(200, { connection: 'close' }).end());
	});
	await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
	({ port } = target.address() as AddressInfo);
	service = await startTestService(
		{},
		{
			resolve: async () => {
				if (addresses === null) throw new Error('SERVFAIL');
				return addresses;
			},
		},
	);
	await liftRateLimit(service.context);
	const created = await service.call('POST', '/v1/subscriptions', {
		url: `http://hook.example:${port}/`,
		platform: 'custom',
		event_types: ['vocalis.*'],
		policy: { schedule_seconds: Array(20).fill(1), timeout_seconds: 5, disable_after: null },
	});
	expect(created.status).toBe(201);
});
afterAll(async () => {
	await service.stop();
	target.closeAllConnections();
	await new Promise((resolve) => target.close(resolve));
});

const publish = async (): Promise<string> => {
	const { body } = await service.call<AnswerBody>('POST', '/v1/messages', {
		vendor: 'vocalis',
		event: 'call.ended',
		data: { call_id: 'c_1' },
	});
	return body.id;
};
const deliveryOf = async (id: string) => {
	const { body } = await service.call<{
		readonly data: readonly {
			readonly status: string;
			readonly attempt_count: number;
			readonly last_error: string;
			readonly last_error_text: { readonly en: string; readonly fr: string };
		}[];
	}>('GET', `/v1/deliveries?message_id=${id}`);
	return body.data[0];
};
const until = async (isThere: () => Promise<boolean> | boolean): Promise<void> => {
	while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe.each([
	['fails', null, 'The host name does not resolve.'],
	['leads to nothing', [], 'The host name does not resolve.'],
	[
		'leads to a metadata service',
		['169.254.169.254'],
		'The host leads to an address that is not public.',
	],
	[
		'leads inside, beside a sound address',
		['127.0.0.1', '10.0.0.1'],
		'The host leads to an address that is not public.',
	],
	[
		'leads to IPv6 that carries one of ours',
		['::ffff:192.168.0.1'],
		'The host leads to an address that is not public.',
	],
] as const)('a hook whose name %s after it was registered', (_what, answer, error) => {
	it('is not connected to, loses nothing, and gets it all once the name is mended', async () => {
		addresses = answer;
		const id = await publish();
		await until(async () => ((await deliveryOf(id))?.attempt_count ?? 0) > 0);
		expect(await deliveryOf(id)).toMatchObject({ status: 'pending', last_error: error });
		const told = (await deliveryOf(id))?.last_error_text;
		expect([told?.en, told?.fr]).toEqual([error, expect.stringContaining('hôte')]);
		expect(received).not.toContain(id);
		expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
		addresses = ['127.0.0.1'];
		await until(() => received.includes(id));
		await until(async () => (await deliveryOf(id))?.status === 'succeeded');
	});
});

it('a hook whose name comes to lead to the service itself is blocked too', async () => {
	const own = Number(new URL(service.url).port);
	addresses = ['127.0.0.1'];
	const { status, body } = await service.call<AnswerBody>('POST', '/v1/subscriptions', {
		url: `http://again.example:${own}/in/x`,
		platform: 'custom',
		event_types: ['vocalis.*'],
	});
	expect([status, body.code]).toEqual([400, 'url_own_address']);
});
