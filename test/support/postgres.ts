import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/** Debian and its kin keep server programs out of the path, by version. */
const debianFolder = '/usr/lib/postgresql';

const candidates = (): readonly string[] => [
	...(process.env.PATH ?? '').split(delimiter),
	...(existsSync(debianFolder)
		? readdirSync(debianFolder)
				.toSorted((one, other) => Number(other) - Number(one))
				.map((version) => join(debianFolder, version, 'bin'))
		: []),
];

/** The folder of a Postgres server's programs; null where none is installed. */
const serverFolder = candidates().find(
	(folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
);

/** Whether a Postgres server can be started here. */
export const hasPostgres = serverFolder !== undefined;

/** `describe`, where a Postgres server can be started; else the suite says that it is skipped. */
export const describeWithPostgres = (name: string, tests: () => void): void =>
	hasPostgres
		? describe(name, tests)
		: describe.skip(`${name} (no Postgres server is installed here)`, tests);

/** Postgres refuses to run as root; whoever is nobody owns the files then. */
const nobody = 65_534;
const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

const user = 'voicehooks';

export type Cluster = {
	/** The URL of a database of its own, which it makes; `template`: a copy of that one. */
	readonly newDatabase: (template?: string) => Promise<string>;
	/** With whoever is still connected to it. */
	readonly dropDatabase: (url: string) => Promise<void>;
	/** One statement, by an administrator. */
	readonly query: (url: string, sql: string) => Promise<pg.QueryResult>;
	/** Ends it at once: no checkpoint, connections cut. */
	readonly kill: () => Promise<void>;
	readonly start: () => Promise<void>;
	/** Of the server; its connections are children of it. */
	readonly processId: () => number | undefined;
	readonly destroy: () => Promise<void>;
};

export type ClusterOptions = {
	/** Whether a commit is on disk; default: it is left to the system when to flush, for speed. */
	readonly flushes?: boolean;
	/** Further settings, `name=value`. */
	readonly settings?: readonly string[];
};

/**
 * A private server on a socket of its own. Unless asked to flush it outlives what is done to it
 * here: processes are killed, and what they wrote stays; the power is not cut.
 */
export const startCluster = async ({
	flushes = false,
	settings = [],
}: ClusterOptions = {}): Promise<Cluster> => {
	if (serverFolder === undefined) throw new Error('No Postgres server is installed here.');
	// A socket's path must be short.
	const folder = mkdtempSync(join(tmpdir(), 'vhpg-'));
	if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
	const data = join(folder, 'data');
	execFileSync(
		join(serverFolder, 'initdb'),
		['-D', data, '-U', user, '--auth=trust', '-E', 'UTF8', '--no-instructions', '--no-sync'],
		{ ...identity, stdio: 'ignore', cwd: folder },
	);
	const urlOf = (database: string) =>
		`postgres://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;
	let server: ChildProcess | null = null;
	let databases = 0;

	const query = async (url: string, sql: string): Promise<pg.QueryResult> => {
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		try {
			return await client.query(sql);
		} finally {
			await client.end();
		}
	};

	const answers = async (): Promise<boolean> => {
		try {
			await query(urlOf('postgres'), 'SELECT 1');
			return true;
		} catch {
			return false;
		}
	};

	const start = async (): Promise<void> => {
		server = spawn(
			join(serverFolder, 'postgres'),
			[
				'-D',
				data,
				'-k',
				folder,
				'-c',
				'listen_addresses=',
				'-c',
				'max_connections=200',
				'-c',
				`fsync=${flushes ? 'on' : 'off'}`,
				...settings.flatMap((setting) => ['-c', setting]),
			],
			{ ...identity, stdio: 'ignore', cwd: folder },
		);
		const end = Date.now() + 60_000;
		while (!(await answers())) {
			if (Date.now() > end || server.exitCode !== null) throw new Error('Postgres did not start.');
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	};

	const stop = async (signal: NodeJS.Signals): Promise<void> => {
		if (server === null || server.exitCode !== null || server.signalCode !== null) return;
		const ended = once(server, 'exit');
		server.kill(signal);
		await ended;
	};

	await start();
	return {
		query,
		newDatabase: async (template) => {
			databases += 1;
			const name = `test_${databases}`;
			const from = template === undefined ? '' : ` TEMPLATE ${new URL(template).pathname.slice(1)}`;
			await query(urlOf('postgres'), `CREATE DATABASE ${name}${from}`);
			return urlOf(name);
		},
		dropDatabase: async (url) => {
			await query(
				urlOf('postgres'),
				`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`,
			);
		},
		// The postmaster ends without a word to its children, who then end by themselves.
		kill: () => stop('SIGKILL'),
		start,
		processId: () => server?.pid,
		destroy: async () => {
			await stop('SIGINT');
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
