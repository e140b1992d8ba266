/**
 * `npm run build:service`: makes the bundle that `npm start` runs (src/bundle.mjs says why). With
 * `--if-installed` (`npm ci`) it does nothing where esbuild is not installed: the service then runs
 * from its sources. Plain JavaScript for the same reason as the dashboard's build.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { bundleFolder, canFingerprint, fingerprintOf, originFile } from '../src/bundle.mjs';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'receiver-service/src');
/** Each file that a process or a thread begins with, and its name in the bundle. */
const entries = {
	main: join(source, 'main.ts'),
	store: join(source, 'adapters/store/sqlite/worker.ts'),
	sender: join(source, 'adapters/sender/worker.ts'),
};
/** Tables of half a megabyte that the service hardly reads stay where they are installed. */
const tables = /^(?:iconv-lite|mime-db)$/;
const threadUrl = /new URL\('(\.[^']+)', import\.meta\.url\)/g;

const loadEsbuild = async () => {
	try {
		return await import('esbuild');
	} catch (fault) {
		if (fault.code !== 'ERR_MODULE_NOT_FOUND') throw fault;
		return null;
	}
};

/** A thread is started from its place in the bundle, where all files stand side by side. */
const threads = {
	name: 'threads',
	setup: ({ onLoad }) =>
		onLoad({ filter: /thread\.ts$/ }, ({ path }) => ({
			loader: 'ts',
			contents: readFileSync(path, 'utf8').replace(threadUrl, (_, file) => {
				const target = join(dirname(path), file);
				const found = Object.entries(entries).find(([, entry]) => entry === target);
				if (found === undefined) throw new Error(`${target} is no entry of the bundle.`);
				return `new URL('./${found[0]}.js', import.meta.url)`;
			}),
		})),
};

/** Left outside only where the bundle finds the same version as whoever asks for it. */
const outside = {
	name: 'outside',
	setup: ({ onResolve, resolve }) =>
		onResolve({ filter: tables }, async ({ path, importer, kind, resolveDir, pluginData }) => {
			if (pluginData === tables) return undefined;
			const asked = { importer, kind, resolveDir, pluginData: tables };
			const found = await resolve(path, asked);
			const isShared = found.path.startsWith(join(root, 'node_modules', path) + sep);
			return isShared ? { path, external: true } : found;
		}),
};

/** For libraries of the older kind of modules, under names that no source has. */
const banner = `import * as olderModules from 'node:module';
const require = olderModules.createRequire(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

const forInstall = process.argv.includes('--if-installed');
const esbuild = canFingerprint() ? await loadEsbuild() : null;
if (esbuild === null && !forInstall) throw new Error('Run npm ci first: it installs esbuild.');
if (esbuild !== null) {
	rmSync(bundleFolder, { recursive: true, force: true });
	const { metafile } = await esbuild.build({
		entryPoints: entries,
		outdir: bundleFolder,
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node24',
		// Loaded by deployments on Postgres alone, and from where it is installed.
		external: ['pg'],
		// Names stay: errors are told apart and traced by them.
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		banner: { js: banner },
		plugins: [threads, outside],
		metafile: true,
		absWorkingDir: root,
		logLevel: 'error',
	});
	const inputs = Object.keys(metafile.inputs).map((file) => file.split(sep).join('/'));
	const files = inputs.filter((file) => !file.includes('node_modules/'));
	files.push('receiver-service/build/service.mjs');
	writeFileSync(originFile, JSON.stringify({ files, fingerprint: fingerprintOf(files) }));
	process.stdout.write(`The service is bundled from ${files.length} files.\n`);
}
