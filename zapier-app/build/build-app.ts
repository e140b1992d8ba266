import { existsSync } from 'node:fs';
import type { Finding } from './lint/finding.ts';
import { lint } from './lint/lint.ts';
import { stage, zipOf } from './stage.ts';
import { startStyleCheck } from './style-check.ts';
import { runtime } from './tool.ts';
import type { Variant } from './variant.ts';
import { type CliRun, runCli } from './zapier-cli.ts';

export type BuildReport = {
	readonly ok: boolean;
	readonly zip: string;
	readonly validate: CliRun;
	readonly build: CliRun;
	readonly findings: readonly Finding[];
};

/** What is wrong with an app in Zapier's eyes: our lint, unless a test says something else. */
export type Check = typeof lint;

/**
 * Builds an app with Zapier's own CLI, offline: `validate` (which exits 0 whatever the style check
 * finds, so its findings are read) and `build` (which refuses them). The tools must be installed.
 */
export const buildApp = async (variant: Variant, check: Check = lint): Promise<BuildReport> => {
	const folder = await stage(variant);
	const { locale } = variant;
	const style = await startStyleCheck((definition) =>
		check({ definition, locale, runtimeVersion: runtime.version }),
	);
	try {
		const validate = await runCli(folder, style.url, 'validate');
		const build = await runCli(folder, style.url, 'build', '--skip-dep-install');
		const zip = zipOf(variant);
		const sound = validate.code === 0 && build.code === 0 && existsSync(zip);
		const checked = style.asked() === 2 && style.findings.length === 0;
		return { ok: sound && checked, zip, validate, build, findings: style.findings };
	} finally {
		await style.stop();
	}
};
