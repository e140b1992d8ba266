import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../../zapier-app/build/build-app.ts';
import { bundle } from '../../../zapier-app/build/bundle.ts';
import { stagingOf, zipOf } from '../../../zapier-app/build/stage.ts';
import { isInstalled, runtime, tools } from '../../../zapier-app/build/tool.ts';
import type { Variant } from '../../../zapier-app/build/variant.ts';

const hasTools = tools.every(isInstalled);

/** Zapier's own tools are 800 packages: where they are not installed these suites do not run. */
export const describeWithTools = hasTools ? describe : describe.skip;

/** For the name of a suite: why it is skipped, if it is. */
export const toolsNote = hasTools
	? ''
	: ' (skipped: Zapier’s tools are not installed; run "npm run zapier:tools")';

const isSame = (one: string, other: string): boolean =>
	existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));

/** Whether the zip that is there was built from the code and the packages as they are now. */
const isFresh = async (variant: Variant): Promise<boolean> => {
	const staging = stagingOf(variant);
	const lock = 'package-lock.json';
	if (!existsSync(zipOf(variant))) return false;
	if (!isSame(join(staging, lock), join(runtime.definition, lock))) return false;
	const folder = mkdtempSync(join(tmpdir(), 'zapier-bundle-'));
	try {
		const now = join(folder, 'index.js');
		await bundle(variant, now);
		return isSame(join(staging, 'dist/index.js'), now);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

/** The zip of an app as it is now, built where no earlier suite did. Throws where it does not build. */
export const builtZip = async (variant: Variant): Promise<string> => {
	if (!(await isFresh(variant))) {
		const { ok, validate, build } = await buildApp(variant);
		if (!ok) throw new Error(`${validate.output}\n${build.output}`);
	}
	return zipOf(variant);
};
