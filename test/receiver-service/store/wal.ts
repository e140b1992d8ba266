import { readFileSync } from 'node:fs';

/** https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const headerBytes = 32;
const frameHeaderBytes = 24;

/** How many transactions the write-ahead log holds: frames that say how large the database is then. */
export const transactionsInWal = (databaseFile: string): number => {
	const wal = readFileSync(`${databaseFile}-wal`);
	const pageBytes = wal.readUInt32BE(8);
	const salt = wal.subarray(16, 24);
	let transactions = 0;
	for (let at = headerBytes; at < wal.length; at += frameHeaderBytes + pageBytes) {
		// Frames of an earlier round of the log follow the present ones.
		if (Buffer.compare(wal.subarray(at + 8, at + 16), salt) !== 0) break;
		if (wal.readUInt32BE(at + 4) !== 0) transactions += 1;
	}
	return transactions;
};
