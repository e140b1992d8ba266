import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const source = join(__dirname, '../../../receiver-service/src');
const files = ['core/src/rules.ts', 'receiver-service/src/main.ts'];

/** A project of two sources that says which of its forms was started. */
describe('npm start', () => {
	let root: string;
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(root, file)), { recursive: true });
		writeFileSync(join(root, file), text);
	};
	const node = (...words: readonly string[]) =>
		execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
	const started = () => node('receiver-service/src/start.mjs');

	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'voicehooks-bundle-'));
		for (const file of ['bundle.mjs', 'start.mjs']) {
			cpSync(join(source, file), join(root, 'receiver-service/src', file));
		}
		write('package.json', '{ "type": "module" }');
		write('node_modules/.package-lock.json', '{ "packages": {} }');
		write('core/src/rules.ts', 'export const rule = 1;');
		write('receiver-service/src/main.ts', "process.stdout.write('sources');");
		write('receiver-service/dist/service/main.js', "process.stdout.write('bundle');");
		const print = `import('./receiver-service/src/bundle.mjs').then(({ fingerprintOf }) =>
			process.stdout.write(fingerprintOf(${JSON.stringify(files)})))`;
		const origin = { files, fingerprint: node('--eval', print) };
		write('receiver-service/dist/service/origin.json', JSON.stringify(origin));
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	it('runs the bundle that was made of the present sources', () => {
		expect(started()).toBe('bundle');
	});

	it.each([
		['a source was edited', 'core/src/rules.ts', 'export const rule = 2;'],
		['other libraries were installed', 'node_modules/.package-lock.json', '{ "packages": 1 }'],
	])('runs the sources once %s', (_, file, text) => {
		write(file, text);
		expect(started()).toBe('sources');
	});

	it.each([
		['a source is gone', 'core/src/rules.ts'],
		['there is no bundle', 'receiver-service/dist'],
		['it is not known what the bundle was made of', 'receiver-service/dist/service/origin.json'],
	])('runs the sources where %s', (_, path) => {
		rmSync(join(root, path), { recursive: true });
		expect(started()).toBe('sources');
	});
});
