import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { type BuiltPackage, buildPackage, loadPackage, packageFolder } from './support/package.ts';

type Manifest = {
	readonly name: string;
	readonly scripts: Readonly<Record<string, string>>;
	readonly peerDependencies: Readonly<Record<string, string>>;
	readonly files: readonly string[];
	readonly n8n: { readonly strict: boolean; readonly nodes: readonly string[] };
};

let built: BuiltPackage;
let loader: PackageDirectoryLoader;
let nodes: readonly INodeTypeDescription[];
const manifest: Manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

beforeAll(async () => {
	built = buildPackage();
	for (const file of readdirSync(packageFolder).filter((name) => /^[A-Z]+(\.md)?$/.test(name))) {
		copyFileSync(join(packageFolder, file), join(built.folder, file));
	}
	loader = await loadPackage(built);
	nodes = loader.types.nodes as readonly INodeTypeDescription[];
});
afterAll(() => built.remove());

const filesUnder = (folder: string): readonly string[] =>
	readdirSync(folder, { recursive: true })
		.map(String)
		.filter((file) => statSync(join(folder, file)).isFile())
		.sort();

describe('the manifest', () => {
	it('asks for nothing at run time but n8n itself', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('overrides');
		expect(manifest).not.toHaveProperty('bundledDependencies');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing when it is installed', () => {
		const lifeCycle =
			/^(pre|post)?(install|prepare|publish|pack|uninstall|dependencies)|^prepublish/;
		expect(Object.keys(manifest.scripts).filter((name) => lifeCycle.test(name))).toEqual([]);
	});

	it('names every node there is, in strict mode', () => {
		const folders = readdirSync(join(packageFolder, 'nodes')).filter((name) =>
			existsSync(join(packageFolder, 'nodes', name, `${name}.node.ts`)),
		);
		expect([...manifest.n8n.nodes].sort()).toEqual(
			folders.map((name) => `dist/nodes/${name}/${name}.node.js`).sort(),
		);
		expect(manifest.n8n.strict).toBe(true);
	});
});

describe('the tarball', () => {
	it('holds the built package and its papers, nothing else', () => {
		const pack = spawnSync('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
			cwd: built.folder,
			encoding: 'utf8',
		});
		const [{ files }] = JSON.parse(pack.stdout) as [{ files: readonly { path: string }[] }];
		const paths = files.map(({ path }) => path);
		const papers = ['LICENSE', 'README.md'].filter((name) => existsSync(join(packageFolder, name)));
		const dist = filesUnder(join(built.folder, 'dist')).map((file) => `dist/${file}`);
		expect([...paths].sort()).toEqual([...dist, ...papers, 'package.json'].sort());
		const kinds =
			/\.(node|credentials)\.js$|\.node\.json$|\/__schema__\/.+\.json$|\/translations\/fr\/\w+\.json$|\.svg$/;
		expect(dist.filter((path) => !kinds.test(path))).toEqual([]);
	});

	it('imports nothing but n8n-workflow and node:crypto', () => {
		const imported = filesUnder(join(built.folder, 'dist'))
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) => {
				const code = readFileSync(join(built.folder, 'dist', file), 'utf8');
				expect(code).not.toMatch(/sourceMappingURL|\bimport\(|process\.env/);
				return [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
			});
		expect(new Set(imported)).toEqual(new Set(['n8n-workflow', 'node:crypto']));
	});

	it('is readable: n8n refuses what is minified', () => {
		const code = readFileSync(
			join(built.folder, 'dist/nodes/Voicehooks/Voicehooks.node.js'),
			'utf8',
		);
		expect(code.split('\n').length).toBeGreaterThan(500);
		expect(Math.max(...code.split('\n').map(({ length }) => length))).toBeLessThan(400);
	});
});

describe('n8n', () => {
	it('loads every node with its icons, codex and credential', () => {
		expect(loader.loadedNodes).toHaveLength(manifest.n8n.nodes.length);
		for (const node of nodes) {
			const { light, dark } = node.iconUrl as { light: string; dark: string };
			for (const icon of [light, dark]) {
				expect(
					readFileSync(join(built.folder, icon.replace(`icons/${manifest.name}/`, '')), 'utf8'),
				).toMatch(/^<svg /);
			}
			expect(light).not.toBe(dark);
			expect(node.codex?.categories?.length).toBeGreaterThan(0);
			expect(node.codex?.resources?.primaryDocumentation?.length).toBe(1);
			expect(node.credentials).toEqual([{ name: 'voicehooksApi', required: true }]);
		}
		const credential = loader.types.credentials[0];
		expect(credential?.iconUrl).toMatchObject({ light: expect.stringMatching(/svg$/) });
	});

	it('offers the action node to AI agents, and no trigger', () => {
		expect(
			nodes.filter(({ usableAsTool }) => usableAsTool === true).map(({ name }) => name),
		).toEqual(['voicehooks']);
	});

	it('finds every loadOptions method that a parameter names', () => {
		for (const node of nodes) {
			const named = [...JSON.stringify(node.properties).matchAll(/"loadOptionsMethod":"(\w+)"/g)];
			const methods = loader.getNode(node.name).type;
			const known = 'methods' in methods ? Object.keys(methods.methods?.loadOptions ?? {}) : [];
			expect(known).toEqual(expect.arrayContaining(named.map(([, name]) => name)));
			expect(known).toHaveLength(new Set(named.map(([, name]) => name)).size);
		}
	});
});

/** Every English text of a parameter and the place of its translation. */
const textsOf = (
	property: INodeProperties,
	path = property.name,
): readonly (readonly [place: string, text: string])[] => {
	const own = (['displayName', 'description', 'placeholder'] as const).flatMap((key) => {
		const text = property[key];
		return text === undefined || text === '' ? [] : [[`${path}.${key}`, text] as const];
	});
	const inner = (property.options ?? []).flatMap((option) => {
		if ('values' in option) {
			const place = `${path}.options.${option.name}`;
			return [
				[`${place}.displayName`, option.displayName] as const,
				...option.values.flatMap((value) => textsOf(value, `${place}.values.${value.name}`)),
			];
		}
		if ('displayName' in option) return textsOf(option, `${path}.options.${option.name}`);
		const { name, value, description } = option as INodePropertyOptions;
		const place = `${path}.options.${String(value)}`;
		return [
			[`${place}.displayName`, name] as const,
			...(description === undefined ? [] : [[`${place}.description`, description] as const]),
		];
	});
	return [...own, ...inner];
};

const at = (tree: unknown, place: string): unknown =>
	place
		.split('.')
		.reduce((value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key], tree);

describe('the French translation', () => {
	const fileOf = ({ name }: INodeTypeDescription): string => {
		const { sourcePath } = loader.known.nodes[name] ?? { sourcePath: '' };
		return join(built.folder, sourcePath, '../translations/fr', `${name}.json`);
	};

	it('has every text of every node', () => {
		for (const node of nodes) {
			const { header, nodeView } = JSON.parse(readFileSync(fileOf(node), 'utf8'));
			expect(header).toEqual({
				displayName: expect.any(String),
				description: expect.any(String),
			});
			const missing = node.properties
				.flatMap((property) => textsOf(property))
				.filter(([place]) => typeof at(nodeView, place) !== 'string');
			expect(missing).toEqual([]);
		}
	});

	it('is French, not English left over', () => {
		for (const node of nodes) {
			const { nodeView } = JSON.parse(readFileSync(fileOf(node), 'utf8'));
			const alike = node.properties
				.flatMap((property) => textsOf(property))
				.filter(([place, text]) => text.includes(' ') && at(nodeView, place) === text);
			expect(alike).toEqual([]);
			// Straight apostrophes are typing, not typography.
			expect(JSON.stringify(nodeView)).not.toMatch(/[a-zé]'[a-zéè]/i);
		}
	});
});

/** What saved workflows rely on: names, types, defaults and values, no texts. */
const interfaceOf = (properties: readonly INodeProperties[]): unknown =>
	properties.map(({ name, type, default: initial, required, displayOptions, options }) => ({
		name,
		type,
		default: initial,
		...(required === undefined ? {} : { required }),
		...(displayOptions === undefined ? {} : { shown: displayOptions.show }),
		...(options === undefined
			? {}
			: {
					options: options.map((option) =>
						'values' in option
							? { [option.name]: interfaceOf(option.values) }
							: 'type' in option
								? interfaceOf([option as INodeProperties])
								: (option as INodePropertyOptions).value,
					),
				}),
	}));

describe('what saved workflows rely on', () => {
	it('has not changed', () => {
		const described = nodes.map((node) => ({
			name: node.name,
			version: node.version,
			outputs: node.outputs,
			webhooks: node.webhooks?.map(({ name, path, httpMethod }) => ({ name, path, httpMethod })),
			properties: interfaceOf(node.properties),
		}));
		const credentials = loader.types.credentials.map(({ name, properties }) => ({
			name,
			properties: interfaceOf(properties),
		}));
		expect({ nodes: described, credentials }).toMatchSnapshot();
	});
});
