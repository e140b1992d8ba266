import { gzipSync } from 'node:zlib';
import type { OutboundResult } from '../../../receiver-service/src/ports.ts';
import {
	createTestSender,
	type HookTarget,
	post,
	startRawTarget,
	startTarget,
} from '../../support/hook-target.ts';

const sender = createTestSender();
const targets: HookTarget[] = [];
const keep = async (starting: Promise<HookTarget>): Promise<HookTarget> => {
	const target = await starting;
	targets.push(target);
	return target;
};
const responseOf = (result: OutboundResult) => {
	if (result.kind !== 'response') throw new Error(result.message);
	return result;
};
const failureOf = (result: OutboundResult) => {
	if (result.kind !== 'failure') throw new Error(`HTTP ${result.status}`);
	return result;
};
/** Resolves once no connection is left there. */
const isLeft = async (target: HookTarget): Promise<void> => {
	while (target.open() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
};

afterAll(async () => {
	await sender.close();
	await Promise.all(targets.map((target) => target.stop()));
});

describe('a request', () => {
	it('carries the method, the path, the headers and the body byte for byte', async () => {
		const seen: unknown[] = [];
		const target = await keep(
			startTarget((request, response) => {
				const chunks: Buffer[] = [];
				request.on('data', (chunk) => chunks.push(chunk));
				request.on('end', () => {
					const { method, url, headers } = request;
					seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
					response.writeHead(202, { 'X-Answer': 'yes' }).end('taken');
				});
			}),
		);
		const result = await post(sender, `${target.url}?a=b%20c`, {
			headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
			body: Buffer.from('{"é":1}'),
		});
		expect(responseOf(result)).toMatchObject({ status: 202, privateAddress: true });
		expect(responseOf(result).headers['x-answer']).toBe('yes');
		expect(responseOf(result).body.toString()).toBe('taken');
		expect(seen).toEqual([
			{
				method: 'POST',
				url: '/hook?a=b%20c',
				body: '{"é":1}',
				headers: expect.objectContaining({
					'webhook-id': 'msg_1',
					'content-length': '8',
					'accept-encoding': 'identity',
					host: `127.0.0.1:${target.port}`,
				}),
			},
		]);
	});

	it('reuses a connection that is still warm', async () => {
		const target = await keep(startTarget((_request, response) => response.end('ok')));
		for (let nth = 0; nth < 20; nth += 1) responseOf(await post(sender, target.url));
		expect(target.connections()).toBe(1);
	});

	it('uses as many connections as there are requests at once, and no more', async () => {
		const target = await keep(
			startTarget((_request, response) => void setTimeout(() => response.end(), 50)),
		);
		for (let round = 0; round < 3; round += 1) {
			await Promise.all(Array.from({ length: 5 }, () => post(sender, target.url)));
		}
		expect(target.connections()).toBe(5);
	});
});

describe('the deadline', () => {
	it('cuts a body that drips slowly', async () => {
		const target = await keep(
			startTarget((_request, response) => {
				response.writeHead(200);
				const timer = setInterval(() => response.write('.'), 20);
				response.on('close', () => clearInterval(timer));
			}),
		);
		const result = failureOf(await post(sender, target.url, { timeoutMs: 300 }));
		expect(result).toMatchObject({ reason: 'timeout', sent: true });
		await isLeft(target);
	});

	it('cuts headers that drip slowly', async () => {
		const target = await keep(
			startRawTarget((socket) => {
				socket.write('HTTP/1.1 200 OK\r\n');
				const timer = setInterval(() => socket.write('x: y\r\n'), 20);
				socket.on('close', () => clearInterval(timer));
			}),
		);
		expect(failureOf(await post(sender, target.url, { timeoutMs: 300 })).reason).toBe('timeout');
	});

	it('cuts a target that takes the request and says nothing', async () => {
		const target = await keep(startRawTarget(() => {}));
		expect(failureOf(await post(sender, target.url, { timeoutMs: 200 }))).toMatchObject({
			reason: 'timeout',
			sent: true,
			message: 'There was no complete response within 0.2 s.',
		});
	});

	it('holds while a host name is looked up', async () => {
		const slow = createTestSender({ resolve: () => new Promise(() => {}) });
		const result = failureOf(await post(slow, 'https://slow.example/', { timeoutMs: 100 }));
		expect(result).toMatchObject({ reason: 'timeout', sent: false });
		await slow.close();
	});

	it('writes not a byte of a request whose deadline passed before it had a connection', async () => {
		const bodies: string[] = [];
		const target = await keep(
			startTarget((request, response) => {
				request.on('data', (chunk) => bodies.push(String(chunk)));
				request.on('end', () => response.end());
			}),
		);
		const late = createTestSender({
			resolve: async () => {
				await new Promise((resolve) => setTimeout(resolve, 200));
				return ['127.0.0.1'];
			},
		});
		const url = `http://late.example:${target.port}/`;
		expect(failureOf(await post(late, url, { timeoutMs: 50 })).reason).toBe('timeout');
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(bodies).toEqual([]);
		await late.close();
	});
});

describe('a response', () => {
	it('that never ends is cut off after what is kept, and its connection dropped', async () => {
		const target = await keep(
			startTarget((_request, response) => {
				response.writeHead(200);
				const block = Buffer.alloc(16_384, 'x');
				const more = () => {
					while (!response.destroyed && response.write(block));
				};
				response.on('drain', more);
				more();
			}),
		);
		const result = responseOf(await post(sender, target.url, { keepResponseBytes: 10_000_000 }));
		expect(result.status).toBe(200);
		expect(result.body).toHaveLength(65_536);
		await isLeft(target);
	});

	it('is kept as far as the caller asked', async () => {
		const target = await keep(startTarget((_request, response) => response.end('0123456789')));
		const result = responseOf(await post(sender, target.url, { keepResponseBytes: 4 }));
		expect(result.body.toString()).toBe('0123');
	});

	it('is never decompressed', async () => {
		const bomb = gzipSync(Buffer.alloc(10_000_000));
		const target = await keep(
			startTarget((_request, response) => {
				response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
			}),
		);
		const result = responseOf(await post(sender, target.url));
		expect(result.body.equals(bomb)).toBe(true);
	});

	it.each([301, 302, 303, 307, 308])('that redirects with %i is not followed', async (status) => {
		let visits = 0;
		const other = await keep(
			startTarget((_request, response) => {
				visits += 1;
				response.end();
			}),
		);
		const target = await keep(
			startTarget((_request, response) =>
				response.writeHead(status, { location: other.url }).end(),
			),
		);
		expect(responseOf(await post(sender, target.url)).status).toBe(status);
		expect(visits).toBe(0);
	});

	it.each(['102 Processing', '103 Early Hints'])('is awaited after %s', async (interim) => {
		const target = await keep(
			startRawTarget((socket) => {
				socket.write(`HTTP/1.1 ${interim}\r\nlink: </x>\r\n\r\n`);
				setTimeout(() => socket.write('HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\nok'), 30);
			}),
		);
		const result = responseOf(await post(sender, target.url));
		expect([result.status, result.body.toString()]).toEqual([201, 'ok']);
	});

	it('may have no body', async () => {
		const target = await keep(startTarget((_request, response) => response.writeHead(204).end()));
		expect(responseOf(await post(sender, target.url))).toMatchObject({ status: 204 });
	});

	it.each([
		['is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
		['is shorter than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort'],
		['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'],
		[
			'has headers without end',
			`HTTP/1.1 200 OK\r\n${'x: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n'.repeat(2_000)}`,
		],
		[
			'switches protocols',
			'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
		],
		['is nothing', ''],
	])('that %s is a failed connection', async (_what, bytes) => {
		const target = await keep(startRawTarget((socket) => socket.end(bytes)));
		const result = failureOf(await post(sender, target.url));
		expect(result).toMatchObject({ reason: 'connection_error', sent: true });
		expect(result.message).not.toContain('127.0.0.1');
	});
});

describe('a target that cannot be reached', () => {
	it('says so without naming its address', async () => {
		const target = await startTarget(() => {});
		await target.stop();
		const result = failureOf(await post(sender, target.url));
		expect(result).toMatchObject({
			reason: 'connection_error',
			sent: false,
			message: 'The connection was refused.',
		});
	});

	it('does not disturb those that come after it', async () => {
		let broken = true;
		const target = await keep(
			startRawTarget((socket) => {
				if (broken) socket.destroy();
				else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
			}),
		);
		failureOf(await post(sender, target.url));
		broken = false;
		expect(responseOf(await post(sender, target.url)).status).toBe(200);
	});

	it.each([
		['a header name with a space', { 'a b': 'c' }],
		['a header value with a line break', { a: 'b\r\nc: d' }],
	])('is not reached with %s', async (_what, headers) => {
		let visits = 0;
		const target = await keep(
			startTarget((_request, response) => {
				visits += 1;
				response.end();
			}),
		);
		expect(failureOf(await post(sender, target.url, { headers })).sent).toBe(false);
		expect(visits).toBe(0);
	});
});

describe('close', () => {
	it('cuts what is in flight', async () => {
		const closing = createTestSender();
		const target = await keep(startRawTarget(() => {}));
		const result = post(closing, target.url);
		await new Promise((resolve) => setTimeout(resolve, 50));
		await closing.close();
		expect(failureOf(await result).reason).toBe('connection_error');
	});
});
