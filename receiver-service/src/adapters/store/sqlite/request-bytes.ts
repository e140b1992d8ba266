import type { Call, Request, SentCall } from './protocol.ts';

/**
 * Bytes of many calls as one buffer that is moved to the other thread: each of its own would be
 * copied twice and be a buffer for the garbage collector twice.
 */
export const gatherBytes = (calls: readonly Call[]): Pick<Request, 'calls' | 'bytes'> => {
	let total = 0;
	for (const { bytes = [] } of calls) for (const part of bytes) total += part.length;
	const gathered = new Uint8Array(total);
	let end = 0;
	const sent = calls.map(({ name, args, bytes }): SentCall => {
		if (bytes === undefined) return { name, args };
		for (const part of bytes) {
			gathered.set(part, end);
			end += part.length;
		}
		return { name, args, sizes: bytes.map(({ length }) => length) };
	});
	return { calls: sent, bytes: gathered.buffer };
};

/** The calls as they were made, their bytes as views. */
export const spreadBytes = ({
	calls,
	bytes,
}: Pick<Request, 'calls' | 'bytes'>): readonly Call[] => {
	let end = 0;
	return calls.map(({ name, args, sizes }): Call => {
		if (sizes === undefined) return { name, args };
		const parts = sizes.map((size) => {
			const start = end;
			end += size;
			return new Uint8Array(bytes, start, size);
		});
		return { name, args: [...args, ...parts] };
	});
};
