import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { clientOf } from '../../support/client.ts';
import { startHook } from '../../support/hooks.ts';
import { startProcess } from '../../support/process.ts';
import { testApiKey } from '../../support/service.ts';

const source = join(__dirname, '../../../receiver-service/src');
const folder = mkdtempSync(join(tmpdir(), 'voicehooks-main-'));
const environment = { PORT: '0', DATABASE_URL: `file:${join(folder, 'data/main.db')}` };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (
	script: string,
	variables: Readonly<Record<string, string>>,
	words: readonly string[] = [],
) => {
	const child = spawn(process.execPath, [join(source, script), ...words], {
		env: { PATH: process.env.PATH, ...variables },
	});
	let errors = '';
	let output = '';
	child.stderr.on('data', (chunk: Buffer) => {
		errors += chunk.toString();
	});
	child.stdout.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	const [code] = await once(child, 'close');
	return { code: code as number | null, errors, output };
};

/** Each of these starts from what the one before left in the folder. */
describe('npm start', () => {
	let firstKey = '';

	it('prints the dashboard, an ingest URL for each vendor (three for Dexem) and a key, and stops cleanly', async () => {
		const running = await startProcess(environment);
		const output = running.output();
		expect(output).toContain(`Dashboard: ${running.url}/`);
		expect(output.match(new RegExp(`${running.url}/in/\\S+`, 'g'))).toHaveLength(6);
		expect(output).toMatch(/Dexem cdr +http/);
		firstKey = /vhk_\S+/.exec(output)?.[0] ?? '';
		const me = await fetch(`${running.url}/v1/me`, {
			headers: { authorization: `Bearer ${firstKey}` },
		});
		expect(me.status).toBe(200);
		const { code, milliseconds } = await running.end('SIGINT');
		expect(code).toBe(0);
		expect(milliseconds).toBeLessThan(10_000);
	});

	it('tunes V8 before it starts, and gives memory back when it rests', async () => {
		const watching = `
			import { syncBuiltinESMExports } from 'node:module';
			import v8 from 'node:v8';
			import { isMainThread } from 'node:worker_threads';
			if (isMainThread) {
				const { setFlagsFromString } = v8;
				v8.setFlagsFromString = (flag) => {
					process.stdout.write('flag ' + flag + '\\n');
					setFlagsFromString(flag);
				};
				syncBuiltinESMExports();
				const { gc } = globalThis;
				globalThis.gc = (options) => {
					process.stdout.write('collects\\n');
					return gc(options);
				};
			}
		`;
		const url = `data:text/javascript,${encodeURIComponent(watching)}`;
		const running = await startProcess({ ...environment, NODE_OPTIONS: `--import=${url}` });
		const [before = ''] = running.output().split('voicehooks is up');
		expect(before.match(/^flag .*$/gm)).toEqual(
			expect.arrayContaining([
				'flag --no-allocation-site-pretenuring',
				expect.stringContaining('flag --max-semi-space-size='),
				expect.stringContaining('flag --wasm-wrapper-tiering-budget='),
			]),
		);
		while (!running.output().includes('collects')) await setTimeout(20);
		expect((await running.end('SIGTERM')).code).toBe(0);
	});

	it('has the sender’s thread start beside the rest where deliveries wait', async () => {
		const watching = `
			import { isMainThread } from 'node:worker_threads';
			if (isMainThread) process.on('worker', () => process.stdout.write('thread\\n'));
		`;
		const variables = {
			PORT: '0',
			DATABASE_URL: `file:${join(folder, 'waiting/main.db')}`,
			VOICEHOOKS_API_KEY: testApiKey,
			VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
			NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(watching)}`,
		};
		const threads = (output: string) =>
			output.slice(0, output.indexOf('voicehooks is up')).match(/^thread$/gm)?.length;
		const hook = await startHook(() => 500);
		const first = await startProcess(variables);
		const call = clientOf(first.url, testApiKey);
		const wanted = { event_types: ['vocalis.*'], platform: 'custom' };
		await call('POST', '/v1/subscriptions', { url: hook.url, ...wanted });
		const data = { call_id: 'c_1' };
		await call('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
		await hook.waitFor(1);
		await first.end('SIGTERM');
		const second = await startProcess(variables);
		expect([threads(first.output()), threads(second.output())]).toEqual([2, 3]);
		await second.end('SIGTERM');
		await hook.stop();
	});

	it('tells whoever goes on asking while it stops that the connection is over', async () => {
		const running = await startProcess(environment);
		const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
		const body = JSON.stringify({ token: 'none' });
		const head = `POST /v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
		socket.write(`${head}content-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
		// It has begun to read that one once it answers another.
		await fetch(`${running.url}/healthz`);
		const ended = running.end('SIGTERM');
		const isListening = () =>
			fetch(`${running.url}/healthz`).then(
				() => true,
				() => false,
			);
		while (await isListening()) await setImmediate();
		socket.write(`${body.slice(5)}GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n`);
		const answers = (await socket.toArray()).join('');
		expect(answers.match(/^connection: .*$/gim)).toEqual([
			'Connection: keep-alive',
			'connection: close',
		]);
		expect((await ended).code).toBe(0);
	});

	const signInWith = async (running: { readonly url: string; readonly output: () => string }) => {
		const token = new RegExp(`${running.url}/sign-in#([\\w-]{43})`).exec(running.output())?.[1];
		const response = await fetch(`${running.url}/v1/session`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ token: token ?? '' }),
		});
		return { status: response.status, body: (await response.json()) as { member: unknown } };
	};

	it('prints a link that signs the owner in, at each start until somebody has', async () => {
		const first = await startProcess(environment);
		expect(first.output()).toContain('/sign-in#');
		await first.end('SIGTERM');
		const second = await startProcess(environment);
		const { status, body } = await signInWith(second);
		expect([status, body.member]).toEqual([
			200,
			{ id: expect.stringMatching(/^mem_/), email: null, name: 'Owner', role: 'owner' },
		]);
		await second.end('SIGTERM');
		const third = await startProcess(environment);
		expect(third.output()).not.toContain('/sign-in#');
		expect(third.output()).toContain('npm run sign-in -- ');
		await third.end('SIGTERM');
	});

	it('lets who is locked out in again, beside the running service and without it', async () => {
		const running = await startProcess(environment);
		const variables = { ...environment, PUBLIC_URL: running.url };
		const { code, output, errors } = await run('sign-in.ts', variables);
		expect({ code, errors }).toEqual({ code: 0, errors: '' });
		const signedIn = await signInWith({ url: running.url, output: () => output });
		expect(signedIn.status).toBe(200);
		const unknown = await run('sign-in.ts', variables, ['nobody@example.com']);
		expect(unknown).toMatchObject({ code: 1, output: '' });
		expect(unknown.errors).toMatch(/^voicehooks: No member has this e-mail address[^\n]*\n$/);
		await running.end('SIGTERM');
		expect((await run('sign-in.ts', variables)).code).toBe(0);
		const nowhere = { ...variables, DATABASE_URL: `file:${join(folder, 'none.db')}` };
		expect((await run('sign-in.ts', nowhere)).errors).toMatch(/^voicehooks: There is no database/);
		expect(existsSync(join(folder, 'none.db'))).toBe(false);
	});

	it('keeps the database and its key for its owner’s eyes alone', () => {
		for (const file of ['main.db', 'voicehooks.key']) {
			expect(statSync(join(folder, 'data', file)).mode & 0o077).toBe(0);
		}
	});

	it('shows the key once and keeps it working', async () => {
		const running = await startProcess(environment);
		expect(running.output()).not.toMatch(/vhk_[A-Za-z0-9_-]{16}/);
		const me = await fetch(`${running.url}/v1/me`, {
			headers: { authorization: `Bearer ${firstKey}` },
		});
		expect(me.status).toBe(200);
		await running.end('SIGTERM');
	});

	it('refuses a database that another process has, in one line', async () => {
		const running = await startProcess(environment);
		const { code, errors } = await run('main.ts', environment);
		expect(code).toBe(1);
		expect(errors).toMatch(/^voicehooks: [^\n]*main\.db[^\n]*\n$/);
		await running.end('SIGTERM');
	});

	it('refuses a port that is taken, in one line', async () => {
		const hook = await startHook();
		const { code, errors } = await run('main.ts', { ...environment, PORT: new URL(hook.url).port });
		expect(code).toBe(1);
		expect(errors).toMatch(/^voicehooks: [^\n]*EADDRINUSE[^\n]*\n$/);
		await hook.stop();
	});

	it('names a variable with a wrong value', async () => {
		const { code, errors } = await run('main.ts', { ...environment, PORT: 'http' });
		expect(code).toBe(1);
		expect(errors).toMatch(/^voicehooks: PORT: [^\n]+\n$/);
	});

	it('refuses a master key that is not the database’s', async () => {
		const wrong = { ...environment, VOICEHOOKS_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') };
		const { code, errors } = await run('main.ts', wrong);
		expect(code).toBe(1);
		expect(errors).toMatch(/^voicehooks: The master key is not the one/);
	});

	it('opens everything again after its master key was rotated', async () => {
		const keyFile = join(folder, 'data/voicehooks.key');
		const before = await startProcess({ ...environment, VOICEHOOKS_API_KEY: testApiKey });
		const urls = before.output().match(/\/in\/\S+/g);
		await before.end('SIGTERM');
		const oldKey = readFileSync(keyFile, 'utf8');
		const { code, output } = await run('rotate-master-key.ts', environment);
		expect({ code, output }).toEqual({
			code: 0,
			output: expect.stringMatching(/^\d+ secrets are sealed/),
		});
		expect(readFileSync(keyFile, 'utf8')).not.toBe(oldKey);
		const after = await startProcess(environment);
		expect(after.output().match(/\/in\/\S+/g)).toEqual(urls);
		await after.end('SIGTERM');
	});
});
