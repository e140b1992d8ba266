import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../ports.ts';

const keyBytes = 32;
/** Readable by its owner alone. */
const privateMode = 0o600;

/** Where the embedded database keeps its master key: beside it. */
export const masterKeyFile = (databaseFile: string): string =>
	join(dirname(databaseFile), 'voicehooks.key');

/** Where a rotation puts the next key until the database is sealed under it. */
export const nextMasterKeyFile = (databaseFile: string): string =>
	`${masterKeyFile(databaseFile)}.next`;

const read = (file: string): Buffer => {
	const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
	if (key.length !== keyBytes) throw new Error(`${file} does not hold 32 bytes in base64.`);
	return key;
};

/** Writes a master key, for its owner's eyes only. */
export const writeMasterKey = (file: string, key: Buffer): void => {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `${key.toString('base64')}\n`, { mode: privateMode, flush: true });
};

/** Makes the key file of a new database, unless one was put there. */
export const newMasterKey = (databaseFile: string, random: Random): Buffer => {
	const file = masterKeyFile(databaseFile);
	if (!existsSync(file)) writeMasterKey(file, random.bytes(keyBytes));
	return read(file);
};

/** The keys to try on a database: its file's, and the next one where a rotation was interrupted. */
export const masterKeysInFiles = (databaseFile: string): readonly Buffer[] =>
	[masterKeyFile(databaseFile), nextMasterKeyFile(databaseFile)].filter(existsSync).map(read);

/** Ends a rotation: the next key becomes the key. */
export const adoptNextMasterKey = (databaseFile: string): void =>
	renameSync(nextMasterKeyFile(databaseFile), masterKeyFile(databaseFile));
