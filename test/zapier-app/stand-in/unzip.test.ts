import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { unzip } from './unzip.ts';

type File = { readonly name: string; readonly method: number; readonly data: Buffer };

const header = (
	size: number,
	values: Readonly<Record<number, number>>,
	wide: readonly number[],
) => {
	const bytes = Buffer.alloc(size);
	for (const [at, value] of Object.entries(values)) {
		if (wide.includes(Number(at))) bytes.writeUInt32LE(value, Number(at));
		else bytes.writeUInt16LE(value, Number(at));
	}
	return bytes;
};

/** A zip file, by hand (APPNOTE.TXT 6.3): enough of it to be read. */
const zipOf = (files: readonly File[]): Buffer => {
	const local: Buffer[] = [];
	const directory: Buffer[] = [];
	for (const { name, method, data } of files) {
		const offset = Buffer.concat(local).length;
		const length = Buffer.byteLength(name);
		local.push(
			header(30, { 0: 0x04034b50, 8: method, 18: data.length, 26: length }, [0, 18]),
			Buffer.from(name),
			data,
		);
		directory.push(
			header(
				46,
				{ 0: 0x02014b50, 10: method, 20: data.length, 28: length, 42: offset },
				[0, 20, 42],
			),
			Buffer.from(name),
		);
	}
	const start = Buffer.concat(local).length;
	const end = header(22, { 0: 0x06054b50, 10: files.length, 16: start }, [0, 16]);
	return Buffer.concat([...local, ...directory, end]);
};

describe('unpacking a zip', () => {
	const folder = mkdtempSync(join(tmpdir(), 'unzip-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const unpack = (files: readonly File[] | Buffer): string => {
		const out = mkdtempSync(join(folder, 'out-'));
		const zip = join(out, 'a.zip');
		writeFileSync(zip, Buffer.isBuffer(files) ? files : zipOf(files));
		unzip(zip, out);
		return out;
	};

	it('writes stored and deflated files into their folders', () => {
		const text = 'Bonjour '.repeat(200);
		const out = unpack([
			{ name: 'a.txt', method: 0, data: Buffer.from('stored') },
			{ name: 'deep/', method: 0, data: Buffer.alloc(0) },
			{ name: 'deep/er/b.txt', method: 8, data: deflateRawSync(text) },
		]);
		expect(readFileSync(join(out, 'a.txt'), 'utf8')).toBe('stored');
		expect(readFileSync(join(out, 'deep/er/b.txt'), 'utf8')).toBe(text);
	});

	it('refuses a file that leaves its folder', () => {
		const evil = { name: '../evil.txt', method: 0, data: Buffer.from('x') };
		expect(() => unpack([evil])).toThrow('../evil.txt leaves its folder.');
		expect(existsSync(join(folder, 'evil.txt'))).toBe(false);
	});

	it('refuses what it cannot read', () => {
		expect(() => unpack([{ name: 'a', method: 99, data: Buffer.from('x') }])).toThrow('99');
		expect(() => unpack(Buffer.from('no zip, but longer than the end of one'))).toThrow(
			'This is no zip file.',
		);
	});
});
