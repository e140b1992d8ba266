/** `npm run bench:queues:install`: installs the queues that ours is compared with into a cache folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areInstalled, definition, fingerprint, markerName, toolsFolder } from './tools.ts';

const npmArguments = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** npm's settings for its own child scripts would redirect an install in another folder. */
const environment = Object.fromEntries(
	Object.entries(process.env).filter(
		([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
	),
);

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
		if (existsSync(toolsFolder)) rmSync(toolsFolder, { recursive: true });
		renameSync(folder, toolsFolder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

const names = Object.entries(definition.dependencies)
	.map(([name, version]) => `${name} ${version}`)
	.join(' and ');
if (!areInstalled()) install();
process.stdout.write(`${names} are installed in ${toolsFolder}.\n`);
