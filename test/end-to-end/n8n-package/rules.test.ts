import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demandedConfig, lint, type Stage, scan, stagePackage } from './stage.ts';
import { areInstalled, toolsVersion } from './tools.ts';

const here = areInstalled();
const title = here
	? "n8n's own rules"
	: `n8n's own rules (skipped: run npm run n8n:tools to install its tools ${toolsVersion})`;

(here ? describe : describe.skip)(title, () => {
	let stage: Stage;
	beforeAll(() => {
		stage = stagePackage();
	});
	afterAll(() => stage.remove());

	it('are those of strict mode: the configuration is untouched', () => {
		expect(readFileSync(join(stage.source, 'eslint.config.mjs'), 'utf8')).toBe(demandedConfig());
		const { n8n } = JSON.parse(readFileSync(join(stage.source, 'package.json'), 'utf8'));
		expect(n8n.strict).toBe(true);
	});

	it('find nothing with n8n-node lint', () => {
		const { code, text } = lint(stage.source);
		expect(text).not.toMatch(/\d+ problems?|error|Strict mode violation/);
		expect(code).toBe(0);
	});

	it.each(['source', 'tarball'] as const)('find nothing with the scanner in the %s', (part) => {
		expect(scan(stage[part], part)).toEqual({ passed: true, findings: [] });
	});

	describe('are really applied', () => {
		const disabled = '// eslint-disable-next-line\nexport const leak = process.env;\n';

		it('by the scanner, which heeds no comment that switches them off', () => {
			const changed = join(stage.source, 'nodes/VocalisTrigger/VocalisTrigger.node.ts');
			const before = readFileSync(changed, 'utf8');
			appendFileSync(changed, disabled);
			const found = scan(stage.source, 'source');
			writeFileSync(changed, before);
			expect(found).toMatchObject({
				passed: false,
				findings: [{ rule: '@n8n/community-nodes/no-restricted-globals' }],
			});
			const built = join(stage.tarball, 'dist/nodes/VocalisTrigger/VocalisTrigger.node.js');
			appendFileSync(built, '/* eslint-disable */ setTimeout(() => {}, 1);\n');
			expect(scan(stage.tarball, 'tarball').passed).toBe(false);
		});

		it('by n8n-node lint, to shared code too', () => {
			const changed = join(stage.source, 'shared/receive.ts');
			const before = readFileSync(changed, 'utf8');
			appendFileSync(changed, 'export const leak = process.env;\n');
			const { code, text } = lint(stage.source);
			writeFileSync(changed, before);
			expect(code).not.toBe(0);
			expect(text).toContain('no-restricted-globals');
		});
	});
});
