/**
 * `npm run n8n:install`: a real n8n in a cache folder outside the repository, for the end-to-end
 * tests. Slim: the packages that n8n never loads in them are replaced by an empty one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, fingerprint, isInstalled, markerName, n8nVersion } from './cache.ts';
import definition from './n8n-package.json' with { type: 'json' };

/** node-gyp needs these to build sqlite3, which has no prebuilt binary in the registry. */
const compilers = ['python3', 'make', 'g++'];

const missingCompilers = (): readonly string[] =>
	compilers.filter((name) => spawnSync(name, ['--version']).status !== 0);

/** The `node` package's binary for this machine, which also brings the C headers. */
const headersPackage = `node-${process.platform}-${process.arch}`;

/** npm's settings for its own child scripts would redirect an install in another folder. */
const environment = (folder: string): NodeJS.ProcessEnv => ({
	...Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
		),
	),
	npm_config_nodedir: join(folder, 'node_modules', headersPackage),
});

const npm = async (folder: string, ...parts: readonly string[]): Promise<void> => {
	const child = spawn('npm', [...parts, '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: folder,
		env: environment(folder),
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const [code] = await once(child, 'close');
	if (code !== 0) throw new Error(`npm ${parts.join(' ')} ended with ${String(code)}.`);
};

/** Takes its place in one step; whoever came first with a whole one keeps it. */
const publish = (folder: string): void => {
	if (isInstalled()) return;
	const outdated = `${folder}.outdated`;
	if (existsSync(cacheFolder)) renameSync(cacheFolder, outdated);
	renameSync(folder, cacheFolder);
	rmSync(outdated, { recursive: true, force: true });
};

const install = async (): Promise<void> => {
	const missing = missingCompilers();
	if (missing.length > 0) {
		throw new Error(
			`Building sqlite3 needs ${missing.join(', ')}. On Debian: apt-get install build-essential python3.`,
		);
	}
	const folder = `${cacheFolder}.${process.pid}`;
	// A Ctrl-C reaches npm too: this process stays until npm has ended, and removes the half.
	process.once('SIGINT', () => undefined);
	mkdirSync(folder, { recursive: true });
	try {
		const dependencies = { ...definition.dependencies, [headersPackage]: process.versions.node };
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...definition, dependencies }));
		// n8n's Kafka package downloads C sources in its install script; only sqlite3 needs a build.
		await npm(folder, 'install', '--ignore-scripts');
		await npm(folder, 'rebuild', 'sqlite3');
		writeFileSync(join(folder, markerName), fingerprint);
		publish(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

const report = async (): Promise<void> => {
	mkdirSync(dirname(cacheFolder), { recursive: true });
	if (!isInstalled()) {
		process.stdout.write(`Installing n8n ${n8nVersion}: about two minutes, 1.3 GB.\n`);
		await install();
	}
	process.stdout.write(`n8n ${n8nVersion} is installed in ${cacheFolder}.\n`);
};

/** With `--optional` a machine that cannot install it is told so, and its suites are skipped. */
const isOptional = process.argv.includes('--optional');
try {
	await report();
} catch (error) {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(`n8n was not installed. ${reason}\n`);
	process.exitCode = isOptional ? 0 : 1;
}
