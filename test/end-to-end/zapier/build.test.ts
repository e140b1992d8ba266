import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '@voicehooks/core';
import { buildApp } from '../../../zapier-app/build/build-app.ts';
import type { Definition } from '../../../zapier-app/build/lint/definition.ts';
import type { Finding } from '../../../zapier-app/build/lint/finding.ts';
import { lint } from '../../../zapier-app/build/lint/lint.ts';
import { runtime } from '../../../zapier-app/build/tool.ts';
import { nameOf, variants } from '../../../zapier-app/build/variant.ts';
import { unzip } from '../../zapier-app/stand-in/unzip.ts';
import { builtZip, describeWithTools, toolsNote } from './built-zip.ts';
import { startWorld } from './world.ts';

const root = join(__dirname, '../../..');
const rows = variants.map((variant) => [nameOf(variant), variant] as const);

describeWithTools(`the app as Zapier’s own CLI builds it${toolsNote}`, () => {
	it.each(rows)('%s passes validate and build, and its zip runs a zap', async (_name, variant) => {
		const world = await startWorld(variant);
		const { zapier, authData } = world;
		const sound = await zapier.ask({ command: 'validate' });
		expect(sound).toEqual({ kind: 'results', results: [] });

		const { results } = (await zapier.ask({ command: 'definition' })) as {
			readonly results: Definition;
		};
		const { locale } = variant;
		expect(lint({ definition: results, locale, runtimeVersion: runtime.version })).toEqual([]);
		const events = catalogue().filter(({ vendor }) => [vendor, null].includes(variant.vendor));
		const described = Object.values(results.triggers ?? {}).map(
			({ display }) => display.description,
		);
		for (const { description } of events) expect(described).toContain(description[locale]);

		expect(await zapier.connect(authData)).toEqual({ account_name: expect.any(String) });
		const [event] = events;
		const key = event?.type.replaceAll('.', '_') ?? '';
		const zap = zapier.zap(key, world);
		await zap.turnOn();
		const id = await world.send(event?.type ?? '');
		expect(await zap.waitForRuns(1)).toEqual([expect.objectContaining({ id })]);
		await zap.turnOff();
		await world.waitUntilGone(zap.subscription().id);
		await world.stop();
	});

	it('holds one bundle and the platform, and names no folder of the machine', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'zapier-zip-'));
		unzip(await builtZip({ vendor: null, locale: 'en' }), folder);
		expect(readdirSync(folder).sort()).toEqual([
			'definition.json',
			'dist',
			'node_modules',
			'package.json',
			'zapierwrapper.js',
		]);
		expect(readdirSync(join(folder, 'dist'))).toEqual(['index.js']);
		const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.map((name) => join(folder, name))
			.filter((path) => statSync(path).isFile());
		expect(files.filter((path) => readFileSync(path, 'utf8').includes(root))).toEqual([]);
		rmSync(folder, { recursive: true, force: true });
	});

	it('is not built where our lint has a finding', async () => {
		const finding: Finding = {
			tag: 'D018',
			place: { type: 'read', name: 'call_ended' },
			message: '"call ended" should be "Call Ended".',
		};
		const report = await buildApp({ vendor: 'dexem', locale: 'en' }, () => [finding]);
		expect(report.ok).toBe(false);
		expect(report.validate.output).toContain('triggers.call_ended');
		expect(report.validate.output).toContain('(D018)');
		expect(report.build.code).not.toBe(0);
		expect(report.build.output).toContain('style validation errors');
	});
});
