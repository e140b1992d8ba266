import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreLockedError } from '../errors.ts';

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/** Creates a file that only its owner reads, unless it is there. */
const createPrivate = (file: string): void => {
	try {
		closeSync(openSync(file, 'ax', ownerOnly));
		// The mask of the process may take more away, never give.
		chmodSync(file, ownerOnly);
	} catch (error) {
		const exists = typeof error === 'object' && error !== null && 'code' in error;
		if (!(exists && error.code === 'EEXIST')) throw error;
	}
};

export type Files = {
	readonly file: string;
	/** Lets another process have the database. */
	readonly release: () => void;
};

/**
 * Makes the folder and the file, and takes the database for this process: an exclusive lock on a
 * tiny database beside it, which the system releases however the process ends. Not on the
 * database itself, because its reader needs a connection of its own.
 *
 * @throws StoreLockedError when another process has it.
 */
export const claimFiles = (path: string): Files => {
	const file = resolve(path);
	mkdirSync(dirname(file), { recursive: true, mode: ownerOnlyFolder });
	const lockFile = `${file}.lock`;
	createPrivate(lockFile);
	const lock = new DatabaseSync(lockFile, { timeout: 0 });
	try {
		lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
	} catch (cause) {
		lock.close();
		throw new StoreLockedError(path, { cause });
	}
	createPrivate(file);
	return { file, release: () => lock.close() };
};
