import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolsFolder } from './tools.ts';

const root = join(__dirname, '../../..');

export type Stage = {
	/** A copy of the package's source that n8n's tools can run in. */
	readonly source: string;
	/** The unpacked tarball. */
	readonly tarball: string;
	readonly remove: () => void;
};

/** With jest's `NODE_ENV=test` n8n's rules take every file for one of their own tests. */
const { NODE_ENV: _, ...env } = process.env;

const run = (command: string, parts: readonly string[], cwd: string): string => {
	const done = spawnSync(command, parts, { cwd, env, encoding: 'utf8' });
	if (done.status !== 0) throw new Error(`${command} ${parts.join(' ')}: ${done.stderr}`);
	return done.stdout;
};

/** What `git` would publish of the package. */
const sourceFiles = (folder: string): readonly string[] =>
	readdirSync(folder).filter((name) => name !== 'node_modules' && name !== 'dist');

/** The tools as if they were installed in the package, beside what its own source imports. */
const linkTools = (source: string): void => {
	const modules = join(source, 'node_modules');
	mkdirSync(join(modules, '@voicehooks'), { recursive: true });
	const tools = join(toolsFolder, 'node_modules');
	for (const name of readdirSync(tools).filter((entry) => entry !== 'n8n-workflow')) {
		symlinkSync(join(tools, name), join(modules, name));
	}
	symlinkSync(join(root, 'n8n-nodes/node_modules/n8n-workflow'), join(modules, 'n8n-workflow'));
	symlinkSync(join(root, 'core'), join(modules, '@voicehooks/core'));
};

/** Copies the source, builds and packs it, and unpacks what would be published. */
export const stagePackage = (): Stage => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-n8n-package-'));
	const source = join(folder, 'n8n-nodes');
	mkdirSync(source);
	for (const name of sourceFiles(join(root, 'n8n-nodes'))) {
		cpSync(join(root, 'n8n-nodes', name), join(source, name), { recursive: true });
	}
	cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
	linkTools(source);
	run(process.execPath, [join(root, 'n8n-nodes/build.mts'), join(source, 'dist')], root);
	run(
		'npm',
		['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
		source,
	);
	const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	run('tar', ['-xzf', archive ?? ''], folder);
	return {
		source,
		tarball: join(folder, 'package'),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
};

/** What `n8n-node lint` says: its exit code and its words without colours. */
export const lint = (source: string): { readonly code: number | null; readonly text: string } => {
	const command = join(toolsFolder, 'node_modules/.bin/n8n-node');
	const done = spawnSync(process.execPath, [command, 'lint'], {
		cwd: source,
		env,
		encoding: 'utf8',
	});
	const escapeCode = String.fromCharCode(27);
	const text = `${done.stdout}${done.stderr}`.replaceAll(
		new RegExp(`${escapeCode}\\[[0-9;]*m`, 'g'),
		'',
	);
	return { code: done.status, text };
};

export type Finding = {
	readonly file: string;
	readonly rule: string | null;
	readonly severity: number;
};
export type Scan = { readonly passed: boolean; readonly findings: readonly Finding[] };

/** What n8n's scanner says of a folder, as it judges a published package. */
export const scan = (folder: string, part: 'source' | 'tarball'): Scan =>
	JSON.parse(run(process.execPath, [join(__dirname, 'scan.mts'), toolsFolder, folder, part], root));

/** The linter configuration that strict mode demands. */
export const demandedConfig = (): string => {
	const path = '@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
	const file = join(toolsFolder, 'node_modules', path);
	if (!existsSync(file)) throw new Error(`${file} is missing.`);
	return readFileSync(file, 'utf8');
};
