import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodeArguments } from './node-arguments.ts';

/** What `npm start` runs. */
export const serviceEntry = join(import.meta.dirname, '../../receiver-service/src/start.mjs');

export type RunningProcess = {
	readonly child: ChildProcess;
	readonly url: string;
	readonly output: () => string;
	/** Sends the signal and answers how and how fast it ended. */
	readonly end: (
		signal: NodeJS.Signals,
	) => Promise<{ readonly code: number | null; readonly milliseconds: number }>;
};

/** Runs the service as a newcomer's `npm start` does, and waits until it serves. */
export const startProcess = async (
	environment: Readonly<Record<string, string>>,
): Promise<RunningProcess> => {
	const child = spawn(process.execPath, [...nodeArguments, serviceEntry], {
		env: { PATH: process.env.PATH, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	const exited = once(child, 'exit');
	const served = new Promise<string>((resolve, reject) => {
		const look = () => {
			const url = /(?:Dashboard|Health): (\S+?)\/(?:healthz)?\s/.exec(output)?.[1];
			if (url === undefined || !output.includes('Ctrl-C')) return;
			child.stdout.off('data', look);
			resolve(url);
		};
		child.stdout.on('data', look);
		exited.then(([code]) => reject(new Error(`ended with ${String(code)}: ${output}`)));
	});
	const url = await served;
	return {
		child,
		url,
		output: () => output,
		end: async (signal) => {
			const started = performance.now();
			child.kill(signal);
			const [code] = await exited;
			return { code: code as number | null, milliseconds: performance.now() - started };
		},
	};
};
