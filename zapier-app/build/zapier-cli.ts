import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { cli } from './tool.ts';

const bin = join(cli.folder, 'node_modules/zapier-platform-cli/src/bin/run');

export type CliRun = { readonly code: number | null; readonly output: string };

/**
 * Runs Zapier's own CLI in a folder, with an empty home (so that nobody's login is used), no
 * analytics, and `endpoint` in zapier.com's place.
 */
export const runCli = async (
	folder: string,
	endpoint: string,
	...args: readonly string[]
): Promise<CliRun> => {
	const home = mkdtempSync(join(tmpdir(), 'zapier-home-'));
	try {
		const child = spawn(process.execPath, [bin, ...args], {
			cwd: folder,
			env: {
				...process.env,
				HOME: home,
				PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
				ZAPIER_BASE_ENDPOINT: endpoint,
				DISABLE_ZAPIER_ANALYTICS: '1',
				NO_UPDATE_NOTIFIER: '1',
				NO_COLOR: '1',
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		const keep = (chunk: Buffer) => {
			output += chunk.toString();
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		const [code] = await once(child, 'close');
		return { code: code as number | null, output };
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
};
