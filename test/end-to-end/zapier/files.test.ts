import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FileKind, vendors } from '@voicehooks/core';
import { isPointer } from '../../zapier-app/stand-in/operations.ts';
import { describeWithTools, toolsNote } from './built-zip.ts';
import { startWorld, type World } from './world.ts';

type Row = readonly [type: string, kind: FileKind, field: string];

/** Every field of an event that links to a file of the vendor's. */
const rows: readonly Row[] = vendors.flatMap((vendor) =>
	vendor.events.flatMap((event) =>
		event.fields
			.flatMap((field) => [field, ...(field.children ?? [])])
			.flatMap(({ file, path }): readonly Row[] =>
				file === undefined
					? []
					: [[`${vendor.id}.${event.name}`, file, path.split('.').at(-1) ?? path]],
			),
	),
);

describeWithTools(`files of events in Zapier${toolsNote}`, () => {
	let world: World;
	let vendor: Server;
	let base: string;
	beforeAll(async () => {
		vendor = createServer((request, response) => {
			const isText = request.url?.endsWith('.txt') === true;
			response.writeHead(request.url === '/expired.mp3' ? 403 : 200, {
				'content-type': isText ? 'text/plain; charset=utf-8' : 'audio/mpeg',
			});
			response.end(isText ? 'Agent: Bonjour, qui est à l’appareil ?' : Buffer.from([1, 2, 3]));
		});
		await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
		base = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
		world = await startWorld({ vendor: null, locale: 'en' });
	});
	afterAll(async () => {
		await world.stop();
		vendor.closeAllConnections();
		await new Promise((resolve) => vendor.close(resolve));
	});

	/** The row that a zap runs with when this event comes. */
	const rowOf = async (type: string, data: Readonly<Record<string, unknown>>) => {
		const zap = world.zapier.zap(type.replaceAll('.', '_'), world);
		await zap.turnOn();
		await world.send(type, data);
		const [row = {}] = await zap.waitForRuns(1);
		await zap.turnOff();
		return row;
	};
	const fetched = async (pointer: unknown) => {
		if (!isPointer(pointer)) throw new Error(`${String(pointer)} is no pointer.`);
		return world.zapier.hydrate(pointer, world.authData);
	};

	it('are those of recordings and transcripts', () => {
		expect(new Set(rows.map(([, kind]) => kind))).toEqual(new Set(['recording', 'transcript']));
	});

	it.each(rows)('%s: its %s is fetched when a step uses it', async (type, kind, field) => {
		const name = kind === 'recording' ? 'call.mp3' : 'call.txt';
		const row = await rowOf(type, { [field]: `${base}/${name}` });
		const url = String(await fetched(row[`${kind}_file`]));
		expect(url.startsWith(world.zapier.url)).toBe(true);
		const file = world.zapier.files.get(url.split('/').at(-1) ?? '');
		expect(file?.name).toMatch(kind === 'recording' ? /\.mp3$/ : /\.txt$/);
		if (kind === 'recording') expect(file?.bytes).toEqual(Buffer.from([1, 2, 3]));
		else {
			expect(file?.bytes.toString()).toBe('Agent: Bonjour, qui est à l’appareil ?');
			expect(await fetched(row.transcript_text)).toBe('Agent: Bonjour, qui est à l’appareil ?');
		}
	});

	it('are null where the event has none', async () => {
		for (const [type, kind, field] of rows) {
			expect(await rowOf(type, { [field]: null })).toMatchObject({ [`${kind}_file`]: null });
		}
	});

	it('say so when the vendor does not give them any more', async () => {
		const [type, kind, field] = rows.find((row) => row[1] === 'recording') ?? rows[0] ?? [];
		const row = await rowOf(type ?? '', { [field ?? '']: `${base}/expired.mp3` });
		await expect(fetched(row[`${kind}_file`])).rejects.toMatchObject({
			message: expect.stringMatching(/recording|file/i),
		});
	});
});
