import type { Worker } from 'node:worker_threads';
import { openSender } from '../../../receiver-service/src/adapters/sender/open.ts';
import { createSenderThread } from '../../../receiver-service/src/adapters/sender/thread.ts';
import type { OutboundRequest } from '../../../receiver-service/src/ports.ts';
import { type HookTarget, startTarget } from '../../support/hook-target.ts';

const data = {
	allowTargets: ['127.0.0.0/8'],
	ownAddresses: [],
	publicUrl: 'https://voicehooks.example',
};

type Line = readonly [event: string, data: Readonly<Record<string, unknown>> | undefined];
const lines: Line[] = [];
const note = (event: string, what?: Readonly<Record<string, unknown>>) =>
	void lines.push([event, what]);
const log = { info: note, warn: note, error: note, close: () => {} };
beforeEach(() => {
	lines.length = 0;
});

let workers: Worker[] = [];
const onStart = (worker: Worker) => void workers.push(worker);
const open = () => createSenderThread(data, log, { onStart });
const closing: (() => Promise<void>)[] = [];
const keep = (sender: ReturnType<typeof open>) => {
	closing.push(sender.close);
	return sender;
};
afterEach(async () => {
	await Promise.all(closing.splice(0).map((close) => close()));
	workers = [];
});

/** Says back the method and the body; `/never` says nothing. */
let echo: HookTarget;
let bodies: string[] = [];
beforeAll(async () => {
	echo = await startTarget((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks);
			bodies.push(body.toString('latin1'));
			if (request.url === '/never') return;
			const number = String(request.headers['x-number']);
			response.writeHead(207, { 'Retry-After': '7', 'x-number': number });
			response.end(Buffer.concat([Buffer.from(`${request.method} `), body]));
		});
	});
});
beforeEach(() => {
	bodies = [];
});
afterAll(() => echo.stop());

const request = (changes: Partial<OutboundRequest> = {}): OutboundRequest => ({
	url: echo.url,
	method: 'POST',
	headers: { 'x-number': '1' },
	body: Buffer.from('{"é":1}'),
	timeoutMs: 5_000,
	keepResponseBytes: 65_536,
	...changes,
});
const never = () => request({ url: echo.url.replace('/hook', '/never') });
const until = async (isSo: () => boolean) => {
	while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a sender on a thread of its own', () => {
	it('is handed what is ready together, before what else the turn does', async () => {
		const crossings: jest.SpyInstance[] = [];
		const watch = (worker: Worker) => void crossings.push(jest.spyOn(worker, 'postMessage'));
		const sender = keep(createSenderThread(data, log, { onStart: watch }));
		const atTheEnd = new Promise<number>((resolve) => {
			setImmediate(() => resolve(crossings.flatMap(({ mock }) => mock.calls).length));
		});
		const results = [sender.send(request()), sender.send(request())];
		expect(await atTheEnd).toBe(1);
		expect(await Promise.all(results)).toMatchObject([{ status: 207 }, { status: 207 }]);
	});

	it('answers what came back, bytes and all', async () => {
		const result = await keep(open()).send(request({ body: Buffer.from([0, 255, 128, 10]) }));
		expect(result).toEqual({
			kind: 'response',
			status: 207,
			headers: expect.objectContaining({ 'retry-after': '7', 'x-number': '1' }),
			body: Buffer.concat([Buffer.from('POST '), Buffer.from([0, 255, 128, 10])]),
			durationMs: expect.any(Number),
			privateAddress: true,
		});
	});

	it('sends each request its own body and none to those without, however many cross at once', async () => {
		const sender = keep(open());
		const shared = Buffer.from('shared');
		const body = (nth: number) =>
			nth % 4 === 3 ? null : nth % 4 === 2 ? Buffer.from(`own ${nth}`) : shared;
		const results = await Promise.all(
			Array.from({ length: 400 }, (_, nth) =>
				sender.send(request({ body: body(nth), headers: { 'x-number': String(nth) } })),
			),
		);
		const seen = results.map((result) =>
			result.kind === 'response'
				? [result.headers['x-number'], result.body.toString()]
				: result.message,
		);
		expect(seen).toEqual(
			Array.from({ length: 400 }, (_, nth) => [String(nth), `POST ${body(nth) ?? ''}`]),
		);
		expect(workers).toHaveLength(1);
	});

	it('keeps the guard and tells of what it blocked, without the path', async () => {
		const sender = createSenderThread({ ...data, allowTargets: [] }, log);
		const result = await sender.send(request({ url: 'https://127.0.0.1:8443/secret' }));
		expect(result).toMatchObject({ kind: 'failure', reason: 'blocked_address', sent: false });
		expect(lines).toEqual([['sender.blocked', { host: '127.0.0.1', port: 8_443 }]]);
		await sender.close();
	});

	it('keeps the deadline', async () => {
		const result = await keep(open()).send({ ...never(), timeoutMs: 100 });
		expect(result).toMatchObject({ kind: 'failure', reason: 'timeout', sent: true });
	});

	it('starts anew when the thread ends unasked; what was on the wire counts as sent', async () => {
		const sender = keep(open());
		const cut = sender.send(never());
		await until(() => bodies.length === 1);
		void workers[0]?.terminate();
		expect(await cut).toMatchObject({ kind: 'failure', reason: 'connection_error', sent: true });
		expect(lines).toEqual([['sender.thread_ended', { code: 1 }]]);
		expect(await sender.send(request())).toMatchObject({ status: 207 });
		expect(workers).toHaveLength(2);
	});

	it('ends when nothing was sent for a while, without a word, and starts with the next request', async () => {
		const ended: number[] = [];
		const watch = (worker: Worker) => {
			workers.push(worker);
			worker.on('exit', (code) => void ended.push(code));
		};
		const sender = keep(createSenderThread(data, log, { onStart: watch, restAfterMs: 30 }));
		for (const times of [1, 2]) {
			expect(await sender.send(request())).toMatchObject({ status: 207 });
			await until(() => ended.length === times);
		}
		expect(workers).toHaveLength(2);
		expect(lines).toEqual([]);
	});

	it('starts before the first request when told that one will come, and once', async () => {
		const sender = keep(open());
		sender.prepare();
		expect(workers).toHaveLength(1);
		expect(await sender.send(request())).toMatchObject({ status: 207 });
		expect(workers).toHaveLength(1);
		await sender.close();
		sender.prepare();
		expect(workers).toHaveLength(1);
	});

	it('does not rest while it waits for an answer', async () => {
		const watch = { onStart, restAfterMs: 10 };
		const sender = keep(createSenderThread(data, log, watch));
		const result = await sender.send({ ...never(), timeoutMs: 300 });
		expect(result).toMatchObject({ reason: 'timeout' });
		expect(workers).toHaveLength(1);
	});

	it('ends what is on the wire when it is closed, and sends nothing after', async () => {
		const sender = open();
		const cut = sender.send(never());
		await until(() => bodies.length === 1);
		const late = sender.send(request());
		await sender.close();
		expect(await cut).toMatchObject({ kind: 'failure', sent: true });
		expect(await late).toMatchObject({ kind: 'failure', sent: false });
		expect(await sender.send(request())).toMatchObject({ kind: 'failure', sent: false });
		expect(bodies).toHaveLength(1);
		expect(lines).toEqual([]);
	});

	it('closes when it never sent anything', async () => {
		await open().close();
		expect(workers).toHaveLength(0);
	});
});

describe('the service’s sender', () => {
	it('stays in this thread with a resolver of one’s own', async () => {
		const asked: string[] = [];
		const sender = openSender(data, log, async (host) => {
			asked.push(host);
			return ['127.0.0.1'];
		});
		const url = echo.url.replace('127.0.0.1', 'hooks.example');
		expect(await sender.send(request({ url }))).toMatchObject({ status: 207 });
		expect(asked).toEqual(['hooks.example']);
		await sender.close();
	});

	it('inspects and downloads here, and sends there', async () => {
		const sender = openSender(data, log);
		expect(await sender.inspect('https://10.0.0.1/')).toBe('url_private_address');
		expect(await sender.send(request())).toMatchObject({ status: 207 });
		await sender.close();
	});
});
