import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { n8nEnvironment } from './environment.ts';
import { freePort } from './free-port.ts';
import { type N8nClient, signUp } from './n8n-client.ts';
import { type N8nProcess, n8nCommandLine, runN8n } from './n8n-process.ts';

export type N8n = N8nClient & {
	readonly url: string;
	/** Whether publishing goes through n8n's outbox (its default since 2.4x) or is done at once. */
	readonly hasOutbox: boolean;
	/** Runs one of n8n's own commands on the same data; answers what it printed. */
	readonly command: (...parts: readonly string[]) => Promise<string>;
	/** Ends the process; its data stays. */
	readonly shutDown: (signal?: NodeJS.Signals) => Promise<void>;
	/** Starts it again on the same port and data. */
	readonly start: () => Promise<void>;
	/** Ends it for good. */
	readonly stop: () => Promise<void>;
};

type Options = {
	/** Folder and name of a community package, as n8n's own installer would have unpacked it. */
	readonly packages: readonly { readonly name: string; readonly folder: string }[];
	readonly hasOutbox: boolean;
};

/** A real n8n on loopback with data of its own, and its owner's two API clients. */
export const startN8n = async ({ packages, hasOutbox }: Options): Promise<N8n> => {
	const home = mkdtempSync(join(tmpdir(), 'voicehooks-n8n-'));
	const modules = join(home, '.n8n/nodes/node_modules');
	mkdirSync(modules, { recursive: true });
	for (const { name, folder } of packages) symlinkSync(folder, join(modules, name));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const environment = {
		...n8nEnvironment({
			home,
			port,
			brokerPort: await freePort(),
			encryptionKey: randomBytes(24).toString('hex'),
		}),
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: String(hasOutbox),
	};
	let running: N8nProcess = await runN8n(url, environment, home);
	const client = await signUp(url);
	return {
		...client,
		url,
		hasOutbox,
		command: (...parts) => n8nCommandLine(environment, parts),
		shutDown: (signal = 'SIGTERM') => running.end(signal),
		start: async () => {
			running = await runN8n(url, environment, home);
		},
		stop: async () => {
			await running.end('SIGTERM');
			rmSync(home, { recursive: true, force: true });
		},
	};
};
