import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { vendors } from '@voicehooks/core';

const root = join(__dirname, '../../../..');
const source = join(root, 'n8n-nodes');

export type NodesPackage = {
	readonly name: string;
	readonly folder: string;
	/** n8n's name of each node, without the package's. */
	readonly nodes: readonly string[];
	readonly remove: () => void;
};

type Manifest = { readonly name: string; readonly n8n: { readonly nodes: readonly string[] } };

/** n8n names a node after its file; the file's class begins with a capital. */
const nodeNameOf = (path: string): string => {
	const [name = ''] = basename(path).split('.');
	return name.charAt(0).toLowerCase() + name.slice(1);
};

/** What npm takes from a package's root beside the folders that its manifest names. */
const publishedFiles = ['package.json', 'README.md', 'LICENSE'];

/**
 * Builds and packs the package and unpacks it, so that n8n loads what npm would publish. All of it
 * happens in a folder of its own: nobody's `dist` is touched.
 */
export const packNodes = (): NodesPackage => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-nodes-'));
	const run = (command: string, ...parts: readonly string[]): string =>
		execFileSync(command, parts, { cwd: folder, encoding: 'utf8' });
	for (const file of publishedFiles) copyFileSync(join(source, file), join(folder, file));
	execFileSync(process.execPath, ['build.mts', join(folder, 'dist')], { cwd: source });
	const [packed] = JSON.parse(run('npm', 'pack', '--json', '--loglevel=error'));
	run('tar', '-xzf', packed.filename);
	const unpacked = join(folder, 'package');
	const manifest: Manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
	return {
		name: manifest.name,
		folder: unpacked,
		nodes: manifest.n8n.nodes.map(nodeNameOf),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
};

/** The type of the node of this name, whatever the case it is written in. */
export const nodeTypeOf = ({ name, nodes }: NodesPackage, node: string): string => {
	const found = nodes.find((known) => known.toLowerCase() === node.toLowerCase());
	if (found === undefined) throw new Error(`${name} has no node ${node}, only ${nodes.join(', ')}`);
	return `${name}.${found}`;
};

/** Every trigger node, by the vendors it takes events of: one for each vendor, and one for all. */
export const triggerNodes = [
	...vendors.map((vendor) => ({
		title: vendor.name,
		node: `${vendor.id}Trigger`,
		vendors: [vendor],
	})),
	{ title: 'every vendor', node: 'voicehooksTrigger', vendors },
];
