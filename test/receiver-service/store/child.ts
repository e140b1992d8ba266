import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Child = {
	/** Lines it printed so far. */
	readonly lines: readonly string[];
	/** Resolves when it has printed so many lines or ended. */
	readonly printed: (count: number) => Promise<void>;
	/** kill -9, and waits for the end. */
	readonly kill: () => Promise<void>;
	readonly ended: Promise<unknown>;
};

/** What a failed test leaves running would keep Jest from ending. */
const started = new Set<ChildProcess>();
afterAll(() => {
	for (const child of started) child.kill('SIGKILL');
});

/** Runs accept-child.ts on a database. */
export const startAccepting = (file: string, orgId: string): Child => {
	const script = join(__dirname, 'accept-child.ts');
	const process_: ChildProcess = spawn(process.execPath, [script, file, orgId], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	started.add(process_);
	const lines: string[] = [];
	const ended = once(process_, 'exit');
	let wake = () => {};
	if (process_.stdout === null) throw new Error('The child has no output.');
	createInterface({ input: process_.stdout }).on('line', (line) => {
		lines.push(line);
		wake();
	});
	return {
		lines,
		ended,
		printed: async (count) => {
			while (lines.length < count && process_.exitCode === null) {
				const more = new Promise<void>((resolve) => {
					wake = resolve;
				});
				await Promise.race([more, ended]);
			}
		},
		kill: async () => {
			process_.kill('SIGKILL');
			await ended;
		},
	};
};
