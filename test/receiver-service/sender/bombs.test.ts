import { constants, gzipSync } from 'node:zlib';
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
afterAll(async () => {
	await sender.close();
	await Promise.all(targets.map((target) => target.stop()));
});

const timeoutMs = 400;
/** Writes a piece again and again, as fast as it is taken, until the other side hangs up. */
const flooding = (head: string, piece: string) =>
	startRawTarget((socket) => {
		socket.write(head);
		const more = () => {
			while (!socket.destroyed && socket.write(piece));
		};
		socket.on('drain', more);
		more();
	});

describe('a target that floods', () => {
	it.each([
		['interim responses', '', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'],
		['one header', 'HTTP/1.1 200 OK\r\nx: ', 'x'.repeat(1_000)],
		['many headers', 'HTTP/1.1 200 OK\r\n', 'x: y\r\n'],
		['a reason', 'HTTP/1.1 200 ', 'O'.repeat(1_000)],
		['a trailer', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n', 'x: y\r\n'],
		[
			'a chunk’s extension',
			'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;x=',
			'x'.repeat(1_000),
		],
	])('%s is cut off, and its memory is not ours', async (_what, head, piece) => {
		const target = await keep(flooding(head, piece));
		const before = process.memoryUsage.rss();
		const results = await Promise.all(
			Array.from({ length: 4 }, () => post(sender, target.url, { timeoutMs })),
		);
		for (const { kind } of results) expect(kind).toBe('failure');
		// Unread, a flood of this length would be hundreds of megabytes.
		expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
		while (target.open() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
	});

	it('a body in the smallest chunks is cut off after what is kept', async () => {
		const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
		const target = await keep(flooding(head, '1\r\nx\r\n'.repeat(500)));
		const result = await post(sender, target.url, { keepResponseBytes: 1_000, timeoutMs: 5_000 });
		expect(result).toMatchObject({ kind: 'response', status: 200 });
		if (result.kind === 'response') expect(result.body).toHaveLength(1_000);
	});
});

describe('a response that lies', () => {
	it('with a gzip bomb in its transfer encoding is kept as it is, and short', async () => {
		const bomb = gzipSync(Buffer.alloc(20_000_000), { level: constants.Z_BEST_COMPRESSION });
		const target = await keep(
			startTarget((_request, response) => {
				response.writeHead(500, { 'content-encoding': 'gzip, gzip', 'x-original': 'gzip' });
				response.end(gzipSync(bomb));
			}),
		);
		const result = await post(sender, target.url);
		expect(result).toMatchObject({ kind: 'response', status: 500 });
		if (result.kind === 'response') expect(result.body.length).toBeLessThanOrEqual(65_536);
	});

	it.each([
		['a length beyond every number', 'content-length: 99999999999999999999999\r\n'],
		['a negative length', 'content-length: -1\r\n'],
		['a length and chunks', 'content-length: 1\r\ntransfer-encoding: chunked\r\n'],
		['a header of control characters', 'x: \u0000\u0001\r\n'],
	])('with %s is a failure', async (_what, header) => {
		const bytes = `HTTP/1.1 200 OK\r\n${header}\r\nx`;
		const target = await keep(startRawTarget((socket) => socket.end(bytes)));
		expect(await post(sender, target.url, { timeoutMs: 2_000 })).toMatchObject({ kind: 'failure' });
	});

	it('with a second response behind the first does not answer the next request', async () => {
		let requests = 0;
		const response = (status: string) => `HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`;
		const target = await keep(
			startRawTarget((socket) => {
				requests += 1;
				socket.write(requests === 1 ? response('500 No') + response('200 OK') : response('500 No'));
			}),
		);
		const statuses: (number | string)[] = [];
		for (let nth = 0; nth < 2; nth += 1) {
			const result = await post(sender, target.url, { timeoutMs: 2_000 });
			statuses.push(result.kind === 'response' ? result.status : result.reason);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		expect(statuses).not.toContain(200);
	});
});

describe('a download', () => {
	it('does not follow a redirect to a name that leads inside', async () => {
		let visits = 0;
		const inside = await keep(
			startTarget((_request, response) => {
				visits += 1;
				response.end('inside');
			}),
		);
		const target = await keep(
			startTarget((_request, response) => {
				const location = `http://inside.example:${inside.port}/`;
				response.writeHead(302, { location }).end();
			}),
		);
		const guarded = createTestSender({
			allowTargets: ['127.0.0.1/32'],
			resolve: async () => ['127.0.0.2'],
		});
		const result = await guarded.download({
			url: target.url,
			headersFor: () => ({}),
			timeoutMs: 2_000,
			maxBytes: 1_000,
			maxHops: 3,
		});
		expect(result).toMatchObject({ kind: 'failure', reason: 'blocked_address' });
		expect(visits).toBe(0);
		await guarded.close();
	});
});
