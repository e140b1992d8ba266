import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { n8nCommand } from '../cache.ts';
import { untilTrue } from './until.ts';

const execute = promisify(execFile);

const bootPatienceMs = 180_000;
const stopPatienceMs = 20_000;
const shownLogLines = 40;

export type N8nProcess = {
	/** Sends the signal and waits for the end; kills what does not heed it. */
	readonly end: (signal: NodeJS.Signals) => Promise<void>;
};

const lastLines = (path: string): string =>
	readFileSync(path, 'utf8').trim().split('\n').slice(-shownLogLines).join('\n');

/** n8n's own health routes say yes before the API answers; until it listens, nothing does. */
const isReady = (url: string): Promise<boolean> =>
	fetch(`${url}/rest/login`).then(
		({ status }) => status === 401,
		() => false,
	);

const stop = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, 'exit');
	const kill = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
	child.kill(signal);
	await exited;
	clearTimeout(kill);
};

const withNode = (environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
	...environment,
	PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
});

/** Runs one of n8n's own commands, such as `import:workflow`, and answers what it printed. */
export const n8nCommandLine = async (
	environment: Readonly<Record<string, string>>,
	parts: readonly string[],
): Promise<string> => {
	const env = withNode(environment);
	const { stdout } = await execute(process.execPath, [n8nCommand, ...parts], { env });
	return stdout;
};

/** Starts n8n with this environment and waits until its API answers. */
export const runN8n = async (
	url: string,
	environment: Readonly<Record<string, string>>,
	home: string,
): Promise<N8nProcess> => {
	const logPath = join(home, 'n8n.log');
	const log = openSync(logPath, 'a');
	const child = spawn(process.execPath, [n8nCommand, 'start'], {
		cwd: home,
		env: withNode(environment),
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	await untilTrue(
		'n8n is up',
		() => {
			if (child.exitCode !== null) throw new Error(`n8n ended:\n${lastLines(logPath)}`);
			return isReady(url);
		},
		bootPatienceMs,
	).catch(async (error: unknown) => {
		await stop(child, 'SIGKILL');
		throw error;
	});
	return { end: (signal) => stop(child, signal) };
};
