/**
 * `npm run build:dashboard`: builds the page, compresses every file once, and fails when the whole
 * is too large. With `--if-installed` (`npm ci`) it does nothing where vite is not installed, and
 * too large is no reason to leave anybody without a page. Plain JavaScript, because
 * `npm ci --omit=dev` may run it on a Node that takes no TypeScript.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';

const configFile = join(import.meta.dirname, '../vite.config.mjs');
const outDir = join(import.meta.dirname, '../dist/dashboard');
/** All of the page, gzipped: what a first visit to every part of it would fetch at most. */
const maxGzipBytes = 350_000;
const compressible = /\.(?:html|js|css|svg)$/;

const loadVite = async () => {
	try {
		return await import('vite');
	} catch (fault) {
		if (fault.code !== 'ERR_MODULE_NOT_FOUND') throw fault;
		return null;
	}
};

/** Writes `.br` and `.gz` beside a file and tells the size of the latter. */
const compress = (path) => {
	const bytes = readFileSync(path);
	const params = {
		[zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY,
		[zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length,
	};
	const gzipped = gzipSync(bytes, { level: zlib.Z_BEST_COMPRESSION });
	writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
	writeFileSync(`${path}.gz`, gzipped);
	return gzipped.length;
};

const forInstall = process.argv.includes('--if-installed');
const vite = await loadVite();
if (vite === null) {
	process.stdout.write('The dashboard is not built: vite is not installed (npm ci installs it).\n');
	process.exitCode = forInstall ? 0 : 1;
} else {
	// Vite keeps what the shell says, and React's development build is three times as large.
	process.env.NODE_ENV = 'production';
	await vite.build({ configFile, logLevel: 'warn' });
	const bytes = readdirSync(outDir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && compressible.test(entry.name))
		.map((entry) => compress(join(entry.parentPath, entry.name)))
		.reduce((sum, size) => sum + size, 0);
	const size = `${Math.ceil(bytes / 1000)} of ${maxGzipBytes / 1000} kB`;
	process.stdout.write(`The dashboard is built: ${size} compressed.\n`);
	if (bytes > maxGzipBytes) {
		process.stderr.write('That is too large.\n');
		process.exitCode = forInstall ? 0 : 1;
	}
}
