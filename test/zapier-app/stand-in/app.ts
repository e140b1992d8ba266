import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppAnswer, AppEvent, AppQuestion, AppReply } from './app-event.ts';
import { unzip } from './unzip.ts';

/** A built app, unpacked and running. */
export type RunningApp = {
	readonly ask: (event: AppEvent) => Promise<AppAnswer>;
	readonly stop: () => Promise<void>;
};

/**
 * Unpacks what one would upload to Zapier and runs its own handler. `platform` is where the app
 * finds Zapier's own services, RPC and log; `node` is the binary of the Node that Zapier has.
 */
export const startApp = async (
	zip: string,
	platform: string,
	node: string,
): Promise<RunningApp> => {
	const folder = mkdtempSync(join(tmpdir(), 'zapier-app-'));
	unzip(zip, folder);
	const child = fork(
		join(__dirname, 'app-child.ts'),
		[join(folder, 'zapierwrapper.js'), `${platform}/rpc`],
		{
			execPath: node,
			execArgv: ['--disable-warning=ExperimentalWarning'],
			env: { PATH: process.env.PATH, LOGGING_ENDPOINT: `${platform}/log` },
		},
	);
	const waiting = new Map<number, (answer: AppAnswer) => void>();
	let last = 0;
	child.on('message', ({ id, answer }: AppReply) => {
		waiting.get(id)?.(answer);
		waiting.delete(id);
	});
	const exited = once(child, 'exit');
	const ended = exited.then(([code]) => {
		for (const settle of waiting.values()) {
			settle({ kind: 'error', name: 'ProcessExited', message: `The app ended with ${code}.` });
		}
	});
	const started = await new Promise<AppAnswer>((resolve) => waiting.set(0, resolve));
	if (started.kind === 'error') throw new Error(started.message);
	return {
		ask: (event) => {
			last += 1;
			const question: AppQuestion = { id: last, event };
			return new Promise((resolve) => {
				waiting.set(question.id, resolve);
				child.send(question);
			});
		},
		stop: async () => {
			child.disconnect();
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
