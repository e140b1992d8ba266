import type { IncomingMessage, ServerResponse } from 'node:http';

/** A file that an app stashed. */
export type StashedFile = {
	readonly name: string;
	readonly contentType: string;
	readonly bytes: Buffer;
};

export type FileStore = {
	readonly files: ReadonlyMap<string, StashedFile>;
	/** Where to post the next file, as Zapier's RPC says it. */
	readonly presign: (base: string) => {
		readonly url: string;
		readonly fields: Readonly<Record<string, string>>;
	};
	/** Takes a file as S3 takes a form: 204 once it has it. */
	readonly receive: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

const readBody = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return new Uint8Array(Buffer.concat(chunks));
};

/** Where Zapier keeps the files of an app. */
export const createFileStore = (): FileStore => {
	const files = new Map<string, StashedFile>();
	let count = 0;
	return {
		files,
		presign: (base) => {
			count += 1;
			return { url: `${base}/files/`, fields: { key: `stash-${count}` } };
		},
		receive: async (request, response) => {
			const form = await new Response(await readBody(request), {
				headers: { 'content-type': request.headers['content-type'] ?? '' },
			}).formData();
			const [key, file] = [form.get('key'), form.get('file')];
			if (typeof key !== 'string' || !(file instanceof File)) {
				response.writeHead(400).end('A form with a key and a file is needed.');
				return;
			}
			const bytes = Buffer.from(await file.arrayBuffer());
			files.set(key, { name: file.name, contentType: file.type, bytes });
			response.writeHead(204).end();
		},
	};
};
