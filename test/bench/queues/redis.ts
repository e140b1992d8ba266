import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end } from '../processes.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export type Redis = {
	readonly socket: string;
	readonly processId: number;
	readonly stop: () => Promise<void>;
};

const patienceMs = 10_000;

/** A private server that flushes each write before it answers, as durable as ours. */
export const startRedis = async (): Promise<Redis> => {
	const folder = mkdtempSync(join(tmpdir(), 'vhredis-'));
	const socket = join(folder, 'socket');
	const settings = [
		['--port', '0'],
		['--unixsocket', socket],
		['--dir', folder],
		['--appendonly', 'yes'],
		['--appendfsync', 'always'],
		['--save', ''],
		['--maxmemory-policy', 'noeviction'],
	];
	const server = spawn('redis-server', settings.flat(), { stdio: 'ignore' });
	const answers = () => spawnSync('redis-cli', ['-s', socket, 'ping']).status === 0;
	const until = performance.now() + patienceMs;
	while (!answers()) {
		if (performance.now() > until) throw new Error('Redis did not start.');
		await sleep(50);
	}
	return {
		socket,
		processId: server.pid ?? 0,
		stop: async () => {
			await end(server, 'SIGKILL');
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
