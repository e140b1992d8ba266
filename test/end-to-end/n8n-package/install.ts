/**
 * `npm run n8n:tools`: installs n8n's own linter and scanner into a cache folder. With `--optional`
 * a machine that cannot is told so, and the tests that need them are skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	areInstalled,
	definition,
	fingerprint,
	markerName,
	toolsFolder,
	toolsVersion,
} from './tools.ts';

const npmArguments = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** npm's settings for its own child scripts would redirect an install in another folder. */
const environment = Object.fromEntries(
	Object.entries(process.env).filter(
		([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
	),
);

/** Takes its place in one step; whoever came first with a whole one keeps it. */
const publish = (folder: string): void => {
	if (areInstalled()) return;
	const outdated = `${folder}.outdated`;
	if (existsSync(toolsFolder)) renameSync(toolsFolder, outdated);
	renameSync(folder, toolsFolder);
	rmSync(outdated, { recursive: true, force: true });
};

const install = (): void => {
	const folder = `${toolsFolder}.${process.pid}`;
	mkdirSync(folder, { recursive: true });
	try {
		writeFileSync(join(folder, 'package.json'), JSON.stringify(definition));
		const { status } = spawnSync('npm', npmArguments, {
			cwd: folder,
			env: environment,
			stdio: ['ignore', 'inherit', 'inherit'],
		});
		if (status !== 0) throw new Error(`npm install ended with ${status}.`);
		writeFileSync(join(folder, markerName), fingerprint);
		publish(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

try {
	if (!areInstalled()) {
		process.stdout.write(`Installing n8n's node tools ${toolsVersion}: a minute, 0.7 GB.\n`);
		install();
	}
	process.stdout.write(`n8n's node tools ${toolsVersion} are installed in ${toolsFolder}.\n`);
} catch (error) {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(`n8n's node tools were not installed. ${reason}\n`);
	process.exitCode = process.argv.includes('--optional') ? 0 : 1;
}
