/**
 * A webhook relay as people build it on BullMQ: a job for each hook URL, acknowledged once Redis
 * has them. Arguments: Redis's socket, secret, hook URLs.
 */
import { createSend, serveSigned } from '../bare/server.ts';
import { deliver, type Job, jobsOf, retries, workers } from './job.ts';
import { fromTools } from './tools.ts';

type Options = { readonly connection: object };
type BullMq = {
	readonly Queue: new (
		name: string,
		options: Options,
	) => {
		readonly addBulk: (
			jobs: readonly { readonly name: string; readonly data: Job; readonly opts: object }[],
		) => Promise<unknown>;
	};
	readonly Worker: new (
		name: string,
		work: (job: { readonly data: Job }) => Promise<void>,
		options: Options & { readonly concurrency: number },
	) => unknown;
};

const [path = '', secret = '', ...hookUrls] = process.argv.slice(2);
const { Queue, Worker } = await fromTools<BullMq>('bullmq');
const connection = { path, maxRetriesPerRequest: null };
const queue = new Queue('deliveries', { connection });
const send = createSend(secret, hookUrls);
const opts = {
	attempts: retries,
	backoff: { type: 'exponential', delay: 1_000 },
	removeOnComplete: true,
};

new Worker('deliveries', ({ data }) => deliver(send, data), { connection, concurrency: workers });
serveSigned(secret, (event, done) => {
	const jobs = jobsOf(event, hookUrls.length);
	queue.addBulk(jobs.map((data) => ({ name: 'deliver', data, opts }))).then(done);
});
