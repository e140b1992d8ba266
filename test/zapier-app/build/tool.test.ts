import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	cli,
	install,
	isInstalled,
	runtime,
	type Tool,
	tools,
} from '../../../zapier-app/build/tool.ts';
import manifest from '../../../zapier-app/package.json' with { type: 'json' };

describe('what a build needs beside the repository', () => {
	it('is of the version that the app is written against', () => {
		const version = manifest.dependencies['zapier-platform-core'];
		expect([cli.version, runtime.version]).toEqual([version, version]);
	});

	it.each(tools)('is pinned by a lock that names no registry: $name', ({ definition }) => {
		const lock = readFileSync(join(definition, 'package-lock.json'), 'utf8');
		expect(lock).not.toContain('"resolved"');
		expect(lock).toContain('"integrity"');
	});

	describe('installed with npm ci', () => {
		const home = mkdtempSync(join(tmpdir(), 'tool-'));
		const tool: Tool = {
			name: 'Nothing',
			version: '1.0.0',
			definition: join(home, 'definition'),
			folder: join(home, 'cache/nothing-1.0.0'),
		};
		const define = (lock: string) => {
			mkdirSync(tool.definition, { recursive: true });
			writeFileSync(join(tool.definition, 'package.json'), '{"name":"nothing","version":"1.0.0"}');
			writeFileSync(join(tool.definition, 'package-lock.json'), lock);
		};
		const lockOf = (version: number) =>
			JSON.stringify({ name: 'nothing', version: '1.0.0', lockfileVersion: version, packages: {} });
		beforeEach(() => {
			jest.spyOn(console, 'log').mockImplementation(() => {});
		});
		afterAll(() => rmSync(home, { recursive: true, force: true }));

		it('is there once it is whole', () => {
			define(lockOf(3));
			expect(isInstalled(tool)).toBe(false);
			install(tool);
			expect(isInstalled(tool)).toBe(true);
		});

		it('is installed again when its lock changed, and not before', () => {
			const mark = join(tool.folder, 'mark');
			writeFileSync(mark, '');
			install(tool);
			expect(existsSync(mark)).toBe(true);
			define(lockOf(2));
			expect(isInstalled(tool)).toBe(false);
			install(tool);
			expect([isInstalled(tool), existsSync(mark)]).toEqual([true, false]);
		});

		it('leaves what was there, and nothing half done, when npm fails', () => {
			define('{');
			expect(() => install(tool)).toThrow('npm ci');
			expect(readdirSync(join(home, 'cache'))).toEqual(['nothing-1.0.0']);
			expect(isInstalled(tool)).toBe(false);
		});
	});
});
