import { createTestSender, type HookTarget, post, startTarget } from '../../support/hook-target.ts';

describe('a host name', () => {
	let target: HookTarget;
	let visits = 0;
	beforeAll(async () => {
		target = await startTarget((_request, response) => {
			visits += 1;
			response.end('inside');
		});
	});
	afterAll(() => target.stop());
	beforeEach(() => {
		visits = 0;
	});

	it('that answers differently the second time is connected to where it was vetted', async () => {
		const answers = [['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254']];
		let asked = 0;
		const sender = createTestSender({
			resolve: async () => {
				asked += 1;
				return answers[asked - 1] ?? [];
			},
		});
		const result = await post(sender, `http://rebind.example:${target.port}/`);
		expect(result).toMatchObject({ kind: 'response', status: 200 });
		expect(asked).toBe(1);
		await sender.close();
	});

	it('that leads inside at a later connection is blocked there', async () => {
		let address = '93.184.215.14';
		const sender = createTestSender({ allowTargets: [], resolve: async () => [address] });
		const url = `https://rebind.example:${target.port}/`;
		expect(await sender.inspect(url)).toBeNull();
		address = '127.0.0.1';
		expect(await post(sender, url)).toMatchObject({
			kind: 'failure',
			reason: 'blocked_address',
			sent: false,
		});
		expect(visits).toBe(0);
		await sender.close();
	});

	it('with one unsafe address among safe ones is blocked', async () => {
		const resolve = async () => ['93.184.215.14', '127.0.0.1'];
		const sender = createTestSender({ allowTargets: [], resolve });
		expect(await post(sender, `https://mixed.example:${target.port}/`)).toMatchObject({
			reason: 'blocked_address',
		});
		expect(visits).toBe(0);
		await sender.close();
	});

	it('is asked for once by many connections at the same time', async () => {
		let asked = 0;
		const sender = createTestSender({
			resolve: async () => {
				asked += 1;
				await new Promise((resolve) => setTimeout(resolve, 30));
				return ['127.0.0.1'];
			},
		});
		const url = `http://many.example:${target.port}/`;
		const results = await Promise.all(Array.from({ length: 8 }, () => post(sender, url)));
		expect(results.every(({ kind }) => kind === 'response')).toBe(true);
		expect(asked).toBe(1);
		await sender.close();
	});

	it('with several addresses is reached at the one that answers', async () => {
		const sender = createTestSender({ resolve: async () => ['127.0.0.9', '127.0.0.1'] });
		const url = `http://several.example:${target.port}/`;
		expect(await post(sender, url)).toMatchObject({ kind: 'response', status: 200 });
		await sender.close();
	});

	it('that does not resolve is a failed connection, and tells nothing else', async () => {
		const sender = createTestSender({
			resolve: () => Promise.reject(new Error('SERVFAIL 10.0.0.53')),
		});
		expect(await post(sender, 'https://nowhere.example/')).toMatchObject({
			kind: 'failure',
			reason: 'connection_error',
			message: 'The host name does not resolve.',
			sent: false,
		});
		await sender.close();
	});
});

describe('an attempt', () => {
	it.each([
		['https://127.0.0.1/'],
		['https://[::1]/'],
		['https://[::ffff:127.0.0.1]/'],
		['http://169.254.169.254/latest/meta-data/'],
		['https://0x7f.1/'],
		['http://8.8.8.8/'],
		['https://user:pass@example.com/'],
		['https://example.com:22/'],
		['gopher://example.com/'],
	])('is guarded like the registration was: %s', async (url) => {
		const sender = createTestSender({ allowTargets: [] });
		expect(await post(sender, url)).toMatchObject({
			kind: 'failure',
			reason: 'blocked_address',
			sent: false,
		});
		await sender.close();
	});

	it('never reaches our own listener, even in an allowed range', async () => {
		let visits = 0;
		const own = await startTarget((_request, response) => {
			visits += 1;
			response.end();
		});
		const sender = createTestSender({
			ownAddresses: () => [{ address: '127.0.0.1', port: own.port }],
		});
		expect(await sender.inspect(own.url)).toBe('url_own_address');
		expect(await post(sender, own.url)).toMatchObject({ reason: 'blocked_address' });
		expect(await post(sender, `http://[::ffff:127.0.0.1]:${own.port}/`)).toMatchObject({
			reason: 'blocked_address',
		});
		expect(visits).toBe(0);
		await sender.close();
		await own.stop();
	});

	it('reaches an allowed range and nothing beside it', async () => {
		const target = await startTarget((_request, response) => response.end());
		const sender = createTestSender({
			allowTargets: ['127.0.0.0/30'],
			resolve: async () => ['127.0.0.7'],
		});
		expect(await post(sender, target.url)).toMatchObject({ status: 200 });
		expect(await post(sender, `http://beside.example:${target.port}/`)).toMatchObject({
			reason: 'blocked_address',
		});
		await sender.close();
		await target.stop();
	});
});
