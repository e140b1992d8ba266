import type {
	DownloadRequest,
	DownloadResult,
	Sender,
} from '../../../receiver-service/src/ports.ts';
import { createTestSender, type HookTarget, startTarget } from '../../support/hook-target.ts';

const sender = createTestSender();
const targets: HookTarget[] = [];
const start = async (...answer: Parameters<typeof startTarget>): Promise<HookTarget> => {
	const target = await startTarget(...answer);
	targets.push(target);
	return target;
};
const get = (url: string, options: Partial<DownloadRequest> = {}, by: Sender = sender) =>
	by.download({
		url,
		headersFor: () => ({}),
		timeoutMs: 2_000,
		maxBytes: 1_000,
		maxHops: 3,
		...options,
	});
const read = async (result: DownloadResult): Promise<string> => {
	if (result.kind === 'failure') throw new Error(result.reason);
	const chunks: Uint8Array[] = [];
	for await (const chunk of result.body) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
};

afterAll(async () => {
	await sender.close();
	await Promise.all(targets.map((target) => target.stop()));
});

describe('a download', () => {
	it('streams the file with its status and headers', async () => {
		const target = await start((_request, response) =>
			response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('sound'),
		);
		const result = await get(target.url);
		expect(result).toMatchObject({
			kind: 'file',
			status: 200,
			headers: { 'content-type': 'audio/mpeg' },
		});
		expect(await read(result)).toBe('sound');
	});

	it('keeps two files apart that come at once, byte for byte', async () => {
		const files = [1, 2].map((seed) => {
			const file = Buffer.alloc(3_000_000);
			for (let at = 0; at < file.length; at += 1) file[at] = (at * seed + (at >> 8)) & 0xff;
			return file;
		});
		const target = await start((request, response) =>
			response.end(files[request.url === '/hook' ? 0 : 1]),
		);
		const got = await Promise.all(
			[target.url, `${target.url}/2`].map(async (url) => {
				const result = await get(url, { maxBytes: 3_000_000, timeoutMs: 20_000 });
				if (result.kind === 'failure') throw new Error(result.reason);
				const chunks: Uint8Array[] = [];
				for await (const chunk of result.body) {
					chunks.push(chunk);
					// The other file comes meanwhile, and this one has to wait.
					await new Promise((resolve) => setTimeout(resolve, chunks.length % 8));
				}
				return Buffer.concat(chunks);
			}),
		);
		expect(got.map((file, nth) => file.equals(files[nth] ?? Buffer.alloc(0)))).toEqual([
			true,
			true,
		]);
	});

	it('follows redirects, with the headers that belong to each hop', async () => {
		const seen: (string | undefined)[] = [];
		const last = await start((request, response) => {
			seen.push(request.headers.authorization);
			response.end('there');
		});
		const first = await start((request, response) => {
			seen.push(request.headers.authorization);
			response.writeHead(302, { location: last.url }).end();
		});
		const headersFor = (url: URL): Readonly<Record<string, string>> =>
			Number(url.port) === first.port ? { authorization: 'Bearer vendor' } : {};
		expect(await read(await get(first.url, { headersFor }))).toBe('there');
		expect(seen).toEqual(['Bearer vendor', undefined]);
	});

	it('follows a relative redirect', async () => {
		const target = await start((request, response) => {
			if (request.url === '/hook') response.writeHead(307, { location: '/there?x=1' }).end();
			else response.end(request.url);
		});
		expect(await read(await get(target.url))).toBe('/there?x=1');
	});

	it.each([
		['http://169.254.169.254/latest/meta-data/'],
		['http://10.0.0.1/'],
		['https://[::1]/'],
		['https://user:pass@example.com/'],
		['file:///etc/passwd'],
	])('does not follow a redirect to %s', async (location) => {
		const target = await start((_request, response) => response.writeHead(302, { location }).end());
		expect(await get(target.url)).toMatchObject({ kind: 'failure', reason: 'blocked_address' });
	});

	it('gives up after as many redirects as allowed', async () => {
		let visits = 0;
		const target = await start((_request, response) => {
			visits += 1;
			response.writeHead(302, { location: '/again' }).end();
		});
		expect(await get(target.url, { maxHops: 3 })).toMatchObject({ reason: 'too_many_hops' });
		expect(visits).toBe(4);
	});

	it('refuses a file that announces too much', async () => {
		const target = await start((_request, response) => response.end('x'.repeat(1_001)));
		expect(await get(target.url)).toMatchObject({ kind: 'failure', reason: 'too_large' });
	});

	it('breaks off a file that turns out too long', async () => {
		const target = await start((_request, response) => {
			response.write('x'.repeat(900));
			setTimeout(() => response.end('x'.repeat(900)), 20);
		});
		await expect(read(await get(target.url))).rejects.toThrow('more than 1000 bytes');
	});

	it('breaks off a file that takes too long', async () => {
		const target = await start((_request, response) => {
			const timer = setInterval(() => response.write('.'), 20);
			response.on('close', () => clearInterval(timer));
		});
		const result = await get(target.url, { timeoutMs: 200 });
		await expect(read(result)).rejects.toThrow();
	});

	it('says when there is no answer in time', async () => {
		const target = await start(() => {});
		expect(await get(target.url, { timeoutMs: 150 })).toMatchObject({ reason: 'timeout' });
	});
});
