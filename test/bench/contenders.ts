import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Cluster } from '../support/postgres.ts';
import { end, message } from './processes.ts';
import { makeSource, onPostgres, startService } from './service.ts';

const here = import.meta.dirname;

export type World = {
	/** For files. */
	readonly folder: string;
	readonly secret: string;
	readonly hookUrls: readonly string[];
};
/** A pipeline that serves. */
export type Served = {
	/** The ingest URL, at each replica. */
	readonly urls: readonly [string, ...string[]];
	/** Processes whose work, and that of all below them, is the pipeline's. */
	readonly pids: readonly number[];
	readonly stop: () => Promise<void>;
};
export type Contender = {
	readonly name: string;
	readonly serve: (world: World) => Promise<Served>;
};

type Environment = Readonly<Record<string, string>>;

const start = async (file: string, args: readonly string[]) => {
	const child = fork(join(here, file), args, {
		execArgv: [],
		stdio: ['inherit', 'inherit', 'ignore', 'ipc'],
	});
	const { url } = await message<{ url: string }>(child);
	return { child, url };
};

const pidsOf = (children: readonly ChildProcess[]): readonly number[] =>
	children.flatMap(({ pid }) => pid ?? []);

const stopAll = (children: readonly ChildProcess[]) => async (): Promise<void> => {
	for (const child of children) await end(child, 'SIGKILL');
};

/** The bare pipeline on SQLite. */
export const bare: Contender = {
	name: 'bare pipeline',
	serve: async ({ folder, secret, hookUrls }) => {
		const { child, url } = await start('bare/pipeline.ts', [
			join(folder, 'bare.db'),
			secret,
			...hookUrls,
		]);
		return { urls: [url], pids: pidsOf([child]), stop: stopAll([child]) };
	},
};

/** Our service on its embedded database. */
export const oursWith = (environment: Environment): Contender => ({
	name: 'voicehooks',
	serve: async ({ folder, secret, hookUrls }) => {
		const { child, pid, url } = await startService(folder, environment);
		const ingestUrl = await makeSource(url, secret, hookUrls);
		return { urls: [ingestUrl], pids: [pid], stop: stopAll([child]) };
	},
});
export const ours = oursWith({});

const serverOf = (cluster: Cluster): readonly number[] => {
	const pid = cluster.processId();
	return pid === undefined ? [] : [pid];
};

/** The bare pipeline on Postgres, whose server counts as its own. */
export const barePostgres = (cluster: Cluster): Contender => ({
	name: 'bare pipeline on Postgres',
	serve: async ({ secret, hookUrls }) => {
		const database = await cluster.newDatabase();
		const { child, url } = await start('bare/postgres.ts', [database, secret, ...hookUrls]);
		return {
			urls: [url],
			pids: [...pidsOf([child]), ...serverOf(cluster)],
			stop: stopAll([child]),
		};
	},
});

/** So many replicas of our service on one database, whose server counts as its own. */
export const oursPostgres = (cluster: Cluster, replicas: number): Contender => ({
	name: `voicehooks on Postgres, ${replicas === 1 ? 'one replica' : `${replicas} replicas`}`,
	serve: async ({ folder, secret, hookUrls }) => {
		const environment = onPostgres(await cluster.newDatabase());
		const first = await startService(folder, environment);
		const ingestUrl = await makeSource(first.url, secret, hookUrls);
		const { pathname } = new URL(ingestUrl);
		const children = [first.child];
		const more: string[] = [];
		while (children.length < replicas) {
			const { child, url } = await startService(folder, environment);
			children.push(child);
			more.push(`${url}${pathname}`);
		}
		return {
			urls: [ingestUrl, ...more],
			pids: [...pidsOf(children), ...serverOf(cluster)],
			stop: stopAll(children),
		};
	},
});

/** A relay on a queue, whose server counts as its own; it begins anew with what the queue has. */
export const relay = (name: string, file: string, queue: string, serverPid: number): Contender => ({
	name,
	serve: async ({ secret, hookUrls }) => {
		const { child, url } = await start(file, [queue, secret, ...hookUrls]);
		return { urls: [url], pids: [...pidsOf([child]), serverPid], stop: stopAll([child]) };
	},
});
