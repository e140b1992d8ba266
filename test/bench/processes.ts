import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a child; fails when the child ends instead. */
export const message = async <Answer>(child: ChildProcess): Promise<Answer> => {
	const waiting = new AbortController();
	const { signal } = waiting;
	const ended = once(child, 'exit', { signal }).then(([code]): never => {
		throw new Error(`A benchmark process ended with ${String(code)}.`);
	});
	try {
		const [answer] = await Promise.race([once(child, 'message', { signal }), ended]);
		return answer as Answer;
	} finally {
		waiting.abort();
		await ended.catch(() => {});
	}
};

export const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, 'exit');
	child.kill(signal);
	await exited;
};
