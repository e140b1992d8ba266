/**
 * `npm run build:n8n`: writes `dist`, the package as n8n loads it. Each node becomes one readable
 * CommonJS file that imports nothing but n8n-workflow and node:crypto.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = import.meta.dirname;
const out = resolve(root, process.argv[2] ?? 'dist');
const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
};

/** `dist/nodes/X/X.node.js` → `nodes/X/X.node`. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) =>
	file.replace(/^dist\//, '').replace(/\.js$/, ''),
);

rmSync(out, { recursive: true, force: true });
await build({
	entryPoints: Object.fromEntries(entries.map((entry) => [entry, join(root, `${entry}.ts`)])),
	outdir: out,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node22',
	external: ['n8n-workflow'],
	legalComments: 'none',
	logLevel: 'warning',
});

/** What n8n reads beside the code: icons, codex, translations, output schemas. */
const isRead = (file: string): boolean => !/\.ts$/.test(file);
for (const folder of new Set(entries.map((entry) => dirname(entry)))) {
	cpSync(join(root, folder), join(out, folder), { recursive: true, filter: isRead });
}
cpSync(join(root, 'icons'), join(out, 'icons'), { recursive: true });
process.stdout.write(`built ${entries.map((entry) => basename(entry)).join(', ')}\n`);
