/**
 * A webhook relay as people build it on pg-boss: a job for each hook URL, acknowledged once they
 * are committed. Arguments: database URL, secret, hook URLs.
 */
import { createSend, serveSigned } from '../bare/server.ts';
import { deliver, type Job, jobsOf, retries, workers } from './job.ts';
import { fromTools } from './tools.ts';

type PgBossModule = {
	readonly PgBoss: new (
		options: object,
	) => {
		readonly on: (event: 'error' | 'warning', listener: () => void) => void;
		readonly start: () => Promise<unknown>;
		readonly createQueue: (name: string, options: object) => Promise<void>;
		readonly insert: (name: string, jobs: readonly { readonly data: Job }[]) => Promise<unknown>;
		readonly work: (
			name: string,
			options: object,
			work: (jobs: readonly { readonly data: Job }[]) => Promise<void>,
		) => Promise<unknown>;
	};
};

/** Fetches at once, and jobs of each: together as many deliveries at once as ours makes. */
const fetchers = 4;
/** A job that nobody has ended by then is tried again: the default is a quarter of an hour. */
const expireInSeconds = 20;

const [connectionString = '', secret = '', ...hookUrls] = process.argv.slice(2);
const { PgBoss } = await fromTools<PgBossModule>('pg-boss');
const boss = new PgBoss({
	connectionString,
	useListenNotify: true,
	superviseIntervalSeconds: 5,
	monitorIntervalSeconds: 5,
});
boss.on('error', () => {});
boss.on('warning', () => {});
await boss.start();
await boss.createQueue('deliveries', {
	retryLimit: retries,
	retryDelay: 1,
	retryBackoff: true,
	expireInSeconds,
	notify: true,
});
const send = createSend(secret, hookUrls);
const options = {
	batchSize: workers / fetchers,
	pollingIntervalSeconds: 0.5,
	burstWhenBatchFull: true,
};
for (let count = 0; count < fetchers; count += 1) {
	await boss.work('deliveries', options, async (jobs) => {
		await Promise.all(jobs.map(({ data }) => deliver(send, data)));
	});
}
serveSigned(secret, (event, done) => {
	const jobs = jobsOf(event, hookUrls.length);
	boss
		.insert(
			'deliveries',
			jobs.map((data) => ({ data })),
		)
		.then(done);
});
