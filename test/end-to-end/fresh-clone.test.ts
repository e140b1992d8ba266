import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'voicehooks-clone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The newcomer's environment: their own Node, not the one that npm put first for this test. */
const environment = {
	...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
	PATH: (process.env.PATH ?? '')
		.split(delimiter)
		.filter((part) => !part.includes('node_modules'))
		.join(delimiter),
};

const run = (cwd: string, command: string, ...parts: readonly string[]): string =>
	execFileSync(command, parts, {
		cwd,
		env: environment,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});

const megabytes = (path: string): number =>
	Number(run(folder, 'du', '-sk', path).split('\t')[0]) / 1_024;

const clone = (name: string): string => {
	run(folder, 'git', 'clone', '--quiet', '--depth', '1', `file://${root}`, name);
	return join(folder, name);
};

describe('a fresh clone', () => {
	const home = clone('newcomer');

	it('installs with npm ci alone, in less than 900 MB', () => {
		run(home, 'npm', 'ci', '--no-audit', '--no-fund');
		expect(megabytes(join(home, 'node_modules'))).toBeLessThan(900);
	});

	it('starts from the bundle that npm ci made', () => {
		const print = `import('./receiver-service/src/bundle.mjs').then(({ isBundleFresh }) =>
			process.stdout.write(String(isBundleFresh())))`;
		expect(run(home, 'node', '--eval', print)).toBe('true');
	});

	it('serves with npm start, and Ctrl-C stops it cleanly', async () => {
		const child = spawn('npm', ['start'], {
			cwd: home,
			env: { ...environment, PORT: '0' },
			detached: true,
		});
		let output = '';
		let log = '';
		child.stderr.on('data', (chunk: Buffer) => {
			log += chunk.toString();
		});
		const served = new Promise<string>((resolve) => {
			child.stdout.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				const url = /Dashboard: (\S+?)\/\s/.exec(output)?.[1];
				if (url !== undefined && output.includes('Ctrl-C')) resolve(url);
			});
		});
		const url = await served;
		expect((await fetch(`${url}/readyz`)).status).toBe(200);
		// A terminal's Ctrl-C reaches the whole group. npm ends by the signal; the service by itself.
		process.kill(-(child.pid ?? 0), 'SIGINT');
		await once(child, 'close');
		expect(log).toContain('"msg":"service.stopped"');
		await expect(fetch(`${url}/readyz`)).rejects.toThrow();
	});

	it('holds no download address in its lock file', () => {
		expect(run(home, 'git', 'grep', '-c', '', 'package-lock.json')).toBeTruthy();
		expect(() => run(home, 'git', 'grep', '"resolved": "http', 'package-lock.json')).toThrow();
	});
});

it('installs the service alone, without what develops it, in less than 60 MB', () => {
	const home = clone('operator');
	run(home, 'npm', 'ci', '--omit=dev', '--workspace=receiver-service', '--no-audit', '--no-fund');
	expect(megabytes(join(home, 'node_modules'))).toBeLessThan(60);
});
