import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, RawHttpResponse, ZObject } from 'zapier-platform-core';
import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { errorOf } from './support/zap.ts';

let bench: ZapierBench;
let files: Server;
let base: string;
beforeAll(async () => {
	files = createServer((request, response) => {
		const [status, type] = request.url === '/gone' ? [404, 'text/html'] : [200, 'text/plain'];
		response.writeHead(status, { 'content-type': type }).end('Hello, this is Ada.');
	});
	await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
	bench = await startZapierBench();
});
afterAll(async () => {
	await bench.stop();
	files.closeAllConnections();
	await new Promise((resolve) => files.close(resolve));
});

type Hydrator = (z: ZObject, bundle: Bundle) => Promise<string>;

/** What Zapier makes of a pointer, read as Zapier reads it. */
const pointerIn = (value: unknown) => {
	const text = /^hydrate\|\|\|(.*)\|\|\|hydrate$/.exec(String(value))?.[1] ?? 'null';
	return JSON.parse(text) as {
		readonly type: string;
		readonly method: string;
		readonly bundle: Readonly<Record<string, unknown>>;
	};
};

/** Resolves a pointer; what is stashed is read as text in place of Zapier's file store. */
const resolve = (value: unknown): Promise<string> => {
	const { method, bundle } = pointerIn(value);
	const name = method.replace(/^hydrators\./, '');
	const hydrator = bench.app.hydrators?.[name] as Hydrator | undefined;
	if (hydrator === undefined) throw new Error(`There is no hydrator ${name}.`);
	const stashFile = async (response: Promise<RawHttpResponse>) =>
		`stashed ${await (await response).text()}`;
	return bench.zap.run(
		(z, inner) =>
			hydrator({ ...z, stashFile: stashFile as unknown as ZObject['stashFile'] }, inner),
		{ inputData: bundle },
	);
};

describe('the files of an event', () => {
	it('are pointers that name the event, not the vendor’s link, which may expire', async () => {
		const id = await bench.send('inboundflow.call.completed', { recording_url: `${base}/audio` });
		const [row] = await bench.zap.list('inboundflow_call_completed');
		expect(row?.recording_url).toBe(`${base}/audio`);
		expect(pointerIn(row?.recording_file)).toEqual({
			type: 'file',
			method: 'hydrators.fetchFile',
			bundle: { message_id: id, kind: 'recording' },
		});
		expect(await resolve(row?.recording_file)).toBe('stashed Hello, this is Ada.');
	});

	it('have their text where they are transcripts', async () => {
		await bench.send('vocalis.call.ended', { transcript_url: `${base}/text` });
		const [row] = await bench.zap.list('vocalis_call_ended');
		expect(pointerIn(row?.transcript_text).type).toBe('method');
		expect(await resolve(row?.transcript_text)).toBe('Hello, this is Ada.');
		expect(await resolve(row?.transcript_file)).toBe('stashed Hello, this is Ada.');
	});

	it('are null where the event has none', async () => {
		await bench.send('vocalis.call.ended', { transcript_url: null });
		expect((await bench.zap.list('vocalis_call_ended'))[0]).toMatchObject({
			transcript_file: null,
			transcript_text: null,
		});
	});

	it('tell why they cannot be fetched', async () => {
		await bench.send('inboundflow.call.completed', { recording_url: `${base}/gone` });
		const [row] = await bench.zap.list('inboundflow_call_completed');
		const error = await errorOf(resolve(row?.recording_file));
		expect(error.message).toContain('the vendor no longer offers it');
	});
});
