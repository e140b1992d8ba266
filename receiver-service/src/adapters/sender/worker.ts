import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { createSender } from './index.ts';
import {
	type FoundResult,
	type FromThread,
	packResults,
	type ThreadData,
	type ToThread,
	unpackRequests,
	type WaitingRequest,
} from './packed.ts';

/** The sender's thread: makes the requests it is given, and answers those that ended together. */

if (parentPort === null) throw new Error('This file is the sender’s thread.');
const port = parentPort;
const { allowTargets, ownAddresses, publicUrl } = workerData as ThreadData;

const say = (message: FromThread, moved: readonly ArrayBuffer[] = []) =>
	port.postMessage(message, moved);

const sender = createSender({
	allowTargets,
	ownAddresses: () => ownAddresses,
	publicUrl: () => publicUrl,
	onBlocked: (where) => say({ kind: 'blocked', ...where }),
});

let found: FoundResult[] = [];

const flush = () => {
	const packed = packResults(found);
	found = [];
	say({ kind: 'results', ...packed }, [packed.bytes]);
};

const send = async ({ id, request }: WaitingRequest) => {
	const result = await sender.send(request);
	if (found.length === 0) setImmediate(flush);
	found.push({ id, result });
};

port.on('message', (message: ToThread) => {
	if (message.kind === 'send') for (const waiting of unpackRequests(message)) void send(waiting);
	else sender.close().then(() => setImmediate(() => process.exit()));
});

flushCompileCache();
