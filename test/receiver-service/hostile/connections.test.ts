import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { problems } from '../../../receiver-service/src/domain/refusal.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
let ingestPath: string;
beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
	const { body } = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
		vendor: 'dexem',
		name: 'Raw',
	});
	ingestPath = new URL(body.ingest_url).pathname;
});
afterAll(() => service.stop());

const open = (): Promise<Socket> =>
	new Promise((resolve, reject) => {
		const { hostname, port } = new URL(service.url);
		const socket = connect(Number(port), hostname, () => resolve(socket));
		socket.once('error', reject);
		socket.on('error', () => {});
	});

/** Sends bytes as they are; resolves with all that came back once the other side hung up. */
const exchange = async (bytes: string | Buffer, hangsUp = false): Promise<string> => {
	const socket = await open();
	const chunks: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => chunks.push(chunk));
	const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
	if (hangsUp) socket.end(bytes);
	else socket.write(bytes);
	await closed;
	return Buffer.concat(chunks).toString();
};
const statusesOf = (text: string): readonly number[] =>
	[...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
const isAlive = async (): Promise<boolean> =>
	(await fetch(`${service.url}/healthz`)).status === 200;
const closing = 'host: x\r\nconnection: close\r\n';

describe('bytes that are no sound request', () => {
	it.each([
		['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', [400]],
		['TLS', Buffer.from('160301020001000100', 'hex'), [400]],
		[
			'two lengths',
			`POST /in/x HTTP/1.1\r\n${closing}content-length: 1\r\ncontent-length: 2\r\n\r\nab`,
			[400],
		],
		[
			'a length and chunks, as request smuggling needs',
			`POST /in/x HTTP/1.1\r\n${closing}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/me HTTP/1.1\r\n\r\n`,
			[400],
		],
		[
			'chunks under another name',
			`POST /in/x HTTP/1.1\r\n${closing}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
			[400],
		],
		[
			'a space before a colon',
			`GET /healthz HTTP/1.1\r\n${closing}content-length : 1\r\n\r\n`,
			[400],
		],
		[
			'a header that is folded',
			`GET /healthz HTTP/1.1\r\n${closing}x: a\r\n b: c\r\n\r\n`,
			[400, 200],
		],
		['no host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n', [400]],
		['a control character in its path', `GET /v1/\u0001 HTTP/1.1\r\n${closing}\r\n`, [400]],
		['a path longer than any', `GET /${'a'.repeat(40_000)} HTTP/1.1\r\n${closing}\r\n`, [431]],
		[
			'a header longer than any',
			`GET / HTTP/1.1\r\n${closing}x: ${'a'.repeat(40_000)}\r\n\r\n`,
			[431],
		],
		['a flood of headers', `GET / HTTP/1.1\r\n${closing}${'x: y\r\n'.repeat(8_000)}\r\n`, [431]],
		[
			'many headers',
			`GET /healthz HTTP/1.1\r\n${closing}${'x: y\r\n'.repeat(2_500)}\r\n`,
			[200, 431],
		],
		[
			'a chunk longer than any',
			`POST ${'/in/x'} HTTP/1.1\r\n${closing}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
			[400, 404],
		],
		[
			'a wish that nobody knows',
			`GET /healthz HTTP/1.1\r\n${closing}expect: 200-ok\r\n\r\n`,
			[417, 200],
		],
		[
			'a whole URL as its target',
			`GET http://169.254.169.254/v1/me HTTP/1.1\r\n${closing}\r\n`,
			[401, 404],
		],
		['an asterisk as its target', `OPTIONS * HTTP/1.1\r\n${closing}\r\n`, [204, 404, 400]],
		['two slashes', `GET //169.254.169.254/v1/me HTTP/1.1\r\n${closing}\r\n`, [404, 401]],
		['dots that climb', `GET /v1/../../etc/passwd HTTP/1.1\r\n${closing}\r\n`, [404]],
	])('are refused, and harm nobody: %s', async (_what, bytes, statuses) => {
		const [status, ...more] = statusesOf(await exchange(bytes));
		expect(statuses).toContain(status);
		expect(more).toEqual([]);
		expect(await isAlive()).toBe(true);
	});

	it.each([
		['CONNECT', `CONNECT 169.254.169.254:80 HTTP/1.1\r\n${closing}\r\n`],
		[
			'an upgrade',
			`GET /v1/me HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
		],
		['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
		['nothing', ''],
	])('lead nowhere: %s', async (_what, bytes) => {
		const statuses = statusesOf(await exchange(bytes, true));
		expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
		expect(await isAlive()).toBe(true);
	});
});

describe('an ingest URL', () => {
	const post = (headers: string, body: string | Buffer) =>
		exchange(
			Buffer.concat([
				Buffer.from(`POST ${ingestPath}/cdr HTTP/1.1\r\n${closing}${headers}\r\n`),
				Buffer.from(body as string),
			]),
		);

	it.each(['gzip', 'br', 'deflate', 'zstd', 'gzip, identity', 'x-gzip', 'GZIP'])(
		'refuses a body in %s unread',
		async (encoding) => {
			const bomb = gzipSync(Buffer.alloc(1_000_000));
			const headers = `content-encoding: ${encoding}\r\ncontent-length: ${bomb.length}\r\n`;
			const text = await post(headers, bomb);
			expect(statusesOf(text)).toEqual([problems.encoding_not_supported.status]);
			expect(text).toContain('"code":"encoding_not_supported"');
		},
	);

	it('takes compressed bytes without a word about it as what they are: bytes', async () => {
		const bomb = gzipSync(Buffer.alloc(5_000_000));
		expect(statusesOf(await post(`content-length: ${bomb.length}\r\n`, bomb))).toEqual([200]);
	});

	it.each([
		['objects', '{"a":'.repeat(100_000), '}'.repeat(100_000)],
		['lists', '['.repeat(200_000), ']'.repeat(200_000)],
		['what never closes', '['.repeat(500_000), ''],
	])('stores JSON nested without end, and shows it: %s', async (_what, before, after) => {
		const body = `${before}1${after}`;
		const text = await post(
			`content-type: application/json\r\ncontent-length: ${body.length}\r\n`,
			body,
		);
		expect(statusesOf(text)).toEqual([200]);
		const id = /"id":"(msg_\w+)"/.exec(text)?.[1];
		const shown = await service.call('GET', `/v1/messages/${id}`);
		expect(shown.status).toBe(200);
		expect((await service.call('GET', '/v1/messages')).status).toBe(200);
	});

	it.each([
		'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
		'{"a":{"__proto__":{"polluted":1}},"toString":1,"hasOwnProperty":2}',
		'[{"__proto__":[]}]',
	])('lets nothing reach a prototype: %s', async (body) => {
		const text = await post(
			`content-type: application/json\r\ncontent-length: ${body.length}\r\n`,
			body,
		);
		expect(statusesOf(text)).toEqual([200]);
		expect(Object.prototype).not.toHaveProperty('polluted');
		expect((await service.call('GET', '/v1/messages')).status).toBe(200);
	});

	it('gives up a body that grows beyond its limit, whatever was announced', async () => {
		const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
		const headers = 'content-type: text/plain\r\ntransfer-encoding: chunked\r\n';
		const text = await post(headers, chunk.repeat(40));
		expect(statusesOf(text)).toEqual([413]);
		expect(await isAlive()).toBe(true);
	});

	it('keeps nothing of a sender that goes away midway', async () => {
		const before = await service.call<{ data: unknown[] }>('GET', '/v1/messages?limit=100');
		for (let nth = 0; nth < 20; nth += 1) {
			const socket = await open();
			socket.write(
				`POST ${ingestPath}/cdr HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half":`,
			);
			socket.destroy();
		}
		expect(await isAlive()).toBe(true);
		const after = await service.call<{ data: unknown[] }>('GET', '/v1/messages?limit=100');
		expect(after.body.data).toEqual(before.body.data);
	});
});

describe('hundreds of connections that say next to nothing', () => {
	it('do not keep others waiting', async () => {
		const slow = await Promise.all(Array.from({ length: 400 }, open));
		for (const [nth, socket] of slow.entries()) {
			if (nth % 2 === 0) socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\nx: ');
			else socket.write(`POST ${ingestPath}/cdr HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{`);
		}
		const drip = setInterval(() => {
			for (const socket of slow) socket.write('a');
		}, 100);
		expect(await isAlive()).toBe(true);
		const taken = await fetch(`${service.url}${ingestPath}/cdr`, {
			method: 'POST',
			body: '{"a":1}',
		});
		expect(taken.status).toBe(200);
		clearInterval(drip);
		for (const socket of slow) socket.destroy();
	});
});

describe('a request that never becomes whole', () => {
	it.each([
		['its headers', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx: '],
		['its body', 'POST /in/x HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n'],
		['the body of an event', 'event'],
	])('is given up however it drips: %s', async (_what, head) => {
		const impatient = await startTestService(
			{},
			{
				connectionLimits: {
					headersTimeout: 200,
					requestTimeout: 300,
					connectionsCheckingInterval: 50,
				},
			},
		);
		const source = await impatient.call<{ ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'dexem',
			name: 'Slow',
		});
		const { hostname, port } = new URL(impatient.url);
		const socket = connect(Number(port), hostname);
		socket.on('error', () => {});
		const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
		const own = `POST ${new URL(source.body.ingest_url).pathname}/cdr HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`;
		socket.write(head === 'event' ? own : head);
		const drip = setInterval(() => socket.write('a'), 20);
		await closed;
		clearInterval(drip);
		await impatient.stop();
	});
});
