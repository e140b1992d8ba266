import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small disk of one's own: needs the right to mount. */
export type SmallDisk = {
	readonly folder: string;
	/** Takes all the room there is left. */
	readonly fill: () => void;
	readonly free: () => void;
	readonly readOnly: (isReadOnly: boolean) => void;
	readonly remove: () => void;
};

const blockBytes = 4_096;

const run = (...[command, ...args]: readonly [string, ...string[]]): void => {
	execFileSync(command, args, { stdio: 'pipe' });
};

/** Mounts a disk of so many megabytes; null where this user may not. */
export const mountSmallDisk = (megabytes: number): SmallDisk | null => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-disk-'));
	try {
		run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder);
	} catch {
		rmSync(folder, { recursive: true });
		return null;
	}
	const ballast = join(folder, 'ballast');
	return {
		folder,
		fill: () => {
			const file = openSync(ballast, 'a');
			try {
				for (;;) writeSync(file, Buffer.alloc(blockBytes, 1));
			} catch (fault) {
				if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault;
			} finally {
				closeSync(file);
			}
		},
		free: () => unlinkSync(ballast),
		readOnly: (isReadOnly) => run('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder),
		remove: () => {
			run('umount', '--lazy', folder);
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
