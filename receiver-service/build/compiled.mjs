/**
 * Starts the service once, on a database that is thrown away: what Node makes of the sources is
 * then there before the first start (src/compiled.mjs). Does nothing on a Node that takes no
 * TypeScript, and is plain JavaScript for the same reason as the dashboard's build.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** A start takes a second or two; nobody's installation waits for one that hangs. */
const patienceMs = 30_000;

if (process.features.typescript) {
	const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-'));
	const service = spawn(process.execPath, scripts.start.split(' ').slice(1), {
		cwd: root,
		env: {
			PATH: process.env.PATH,
			DATABASE_URL: `file:${join(folder, 'once.db')}`,
			LOG_LEVEL: 'error',
			PORT: '0',
		},
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	service.stdout.on('data', (text) => {
		if (String(text).includes('Ctrl-C')) service.kill('SIGTERM');
	});
	const patience = setTimeout(() => service.kill('SIGKILL'), patienceMs);
	// Whatever went wrong, the service itself says when it is started.
	service.on('error', () => {});
	service.on('close', () => {
		clearTimeout(patience);
		rmSync(folder, { recursive: true, force: true });
	});
}
