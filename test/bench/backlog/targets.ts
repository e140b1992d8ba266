/**
 * The targets of the backlog benchmark, in a process of their own: some that answer at once and
 * count, and one that never answers. Argument: how many answer.
 */
import { type AddressInfo, createServer } from 'node:net';
import { startHook } from '../load/hooks.ts';

export type BacklogTargets = { readonly live: readonly string[]; readonly dead: string };
export type Received = { readonly count: number; readonly firstAt: number };

let count = 0;
let firstAt = 0;
let tellAt = Number.POSITIVE_INFINITY;

const tell = (): void => {
	if (count < tellAt) return;
	tellAt = Number.POSITIVE_INFINITY;
	process.send?.({ count, firstAt } satisfies Received);
};
const arrived = (): void => {
	if (count === 0) firstAt = Date.now();
	count += 1;
	tell();
};

process.on('message', (wanted: { readonly tellAt: number }) => {
	tellAt = wanted.tellAt;
	tell();
});

const deadEnd = createServer((socket) => {
	socket.resume();
	socket.on('error', () => socket.destroy());
});
const live = await Promise.all(
	Array.from({ length: Number(process.argv[2]) }, () => startHook(arrived, () => 0)),
);
deadEnd.listen(0, '127.0.0.1', () => {
	const { port } = deadEnd.address() as AddressInfo;
	process.send?.({ live, dead: `http://127.0.0.1:${port}/hook` } satisfies BacklogTargets);
});
