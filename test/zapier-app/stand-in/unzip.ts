import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Signatures and sizes of APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const endSize = 22;
const entrySize = 46;
const localSize = 30;
const stored = 0;
const deflated = 8;

type Entry = { readonly name: string; readonly method: number; readonly data: Buffer };

const entriesOf = function* (zip: Buffer): Generator<Entry> {
	let end = zip.length - endSize;
	while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end -= 1;
	if (end < 0) throw new Error('This is no zip file.');
	let at = zip.readUInt32LE(end + 16);
	while (zip.readUInt32LE(at) === directoryEntry) {
		const nameEnd = at + entrySize + zip.readUInt16LE(at + 28);
		const local = zip.readUInt32LE(at + 42);
		const start = local + localSize + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		yield {
			name: zip.toString('utf8', at + entrySize, nameEnd),
			method: zip.readUInt16LE(at + 10),
			data: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
		};
		at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
};

const bytesOf = ({ name, method, data }: Entry): Buffer => {
	if (method === stored) return data;
	if (method === deflated) return inflateRawSync(data);
	throw new Error(`${name} is compressed in a way that is not known here: ${method}.`);
};

/** Writes the files of a zip into a folder, so that no machine needs a tool for it. */
export const unzip = (file: string, folder: string): void => {
	for (const entry of entriesOf(readFileSync(file))) {
		if (entry.name.endsWith('/')) continue;
		const path = join(folder, entry.name);
		if (!path.startsWith(folder + sep)) throw new Error(`${entry.name} leaves its folder.`);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, bytesOf(entry));
	}
};
