#!/usr/bin/env node
/**
 * Moves an embedded database to Postgres, with the service stopped:
 * `DATABASE_URL=postgres://… npm run move-to-postgres -- file:./data/voicehooks.db`.
 * All of it arrives or nothing; the embedded database stays as it is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createLog } from './adapters/log.ts';
import { masterKeyFile } from './adapters/master-key.ts';
import { openVault } from './adapters/open-vault.ts';
import { systemRandom } from './adapters/random.ts';
import { databaseFile } from './adapters/store/open.ts';
import { importContents } from './adapters/store/postgres/import.ts';
import { openContents } from './adapters/store/sqlite/contents.ts';
import { openSqliteStore } from './adapters/store/sqlite/index.ts';
import { ConfigError, parseConfig } from './config.ts';

const defaultSource = 'file:./data/voicehooks.db';

/** Postgres needs the key that everything is sealed with: the one beside the embedded database. */
const withMasterKey = (file: string, variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
	const keyFile = masterKeyFile(file);
	if (variables.VOICEHOOKS_MASTER_KEY || !existsSync(keyFile)) return variables;
	return { ...variables, VOICEHOOKS_MASTER_KEY: readFileSync(keyFile, 'utf8').trim() };
};

const move = async (): Promise<void> => {
	const source = process.argv[2] ?? defaultSource;
	if (!source.startsWith('file:')) {
		throw new ConfigError('Name the embedded database, such as file:./data/voicehooks.db');
	}
	const file = databaseFile(source);
	if (!existsSync(file)) throw new ConfigError(`There is no database ${file}.`);
	const config = parseConfig(withMasterKey(file, process.env));
	if (config.databaseUrl.startsWith('file:')) {
		throw new ConfigError('DATABASE_URL: must be the postgres:// URL to move to');
	}
	// Brings its schema up to date, and finds out whether the key opens what is sealed in it.
	const store = await openSqliteStore({ file, log: createLog(config.logLevel) });
	try {
		await openVault(store, systemRandom, config.masterKey, file);
	} finally {
		await store.close();
	}
	const { contents, counts, close } = openContents(file);
	try {
		const moved = await importContents(config.databaseUrl, contents, counts);
		for (const [kind, count] of Object.entries(moved)) {
			process.stdout.write(`${String(count).padStart(10)}  ${kind}\n`);
		}
	} finally {
		close();
	}
	process.stdout.write(
		`\nEverything is in Postgres. Start every replica with this DATABASE_URL and with\nVOICEHOOKS_MASTER_KEY set to the content of ${masterKeyFile(file)}\nor to what it was set to until now.\n`,
	);
};

try {
	await move();
} catch (fault) {
	process.stderr.write(`voicehooks: ${fault instanceof Error ? fault.message : String(fault)}\n`);
	process.exitCode = 1;
}
