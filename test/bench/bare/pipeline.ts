/**
 * The baseline: signed ingest → durable → the hook URLs → attempt durable, with the same
 * durability (SQLite, synchronous=FULL, group commit on a writer thread), the same sender (undici
 * dispatch) and none of our features: no retries, guard, filters, normalising, history or limits.
 * Built as limits.md's "Ideal design" says, so that it shows what this machine can do.
 *
 * Arguments: database file, secret, hook URLs.
 */
import { Worker } from 'node:worker_threads';
import { type BareAttempt, type BareEvent, serveBare } from './server.ts';

export type BareBatch = { readonly events: BareEvent[]; readonly attempts: BareAttempt[] };

const [file = '', secret = '', ...hookUrls] = process.argv.slice(2);
const writer = new Worker(new URL('./writer.ts', import.meta.url), { workerData: file });

let waiting: { readonly batch: BareBatch; readonly done: (() => void)[] } = {
	batch: { events: [], attempts: [] },
	done: [],
};
let inFlight: (() => void)[] | null = null;
let scheduled = false;

const flush = () => {
	scheduled = false;
	if (inFlight !== null) return;
	if (waiting.batch.events.length + waiting.batch.attempts.length === 0) return;
	inFlight = waiting.done;
	writer.postMessage(waiting.batch);
	waiting = { batch: { events: [], attempts: [] }, done: [] };
};
const schedule = () => {
	if (scheduled) return;
	scheduled = true;
	setImmediate(flush);
};
writer.on('message', () => {
	const done = inFlight ?? [];
	inFlight = null;
	for (const run of done) run();
	schedule();
});

serveBare({
	secret,
	hookUrls,
	store: {
		accept: (event, done) => {
			waiting.batch.events.push(event);
			waiting.done.push(done);
			schedule();
		},
		settle: (attempt) => {
			waiting.batch.attempts.push(attempt);
			schedule();
		},
	},
});
