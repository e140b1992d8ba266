/**
 * `npm run fuzz -- --requests 1000000 [--seed 1]`: generated requests to every route and ingest
 * URL of a service in a process of its own. Ends with 1 and the request at the first answer that
 * breaks an invariant; the printed seed makes the same requests again.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { routes } from '../../receiver-service/src/http/routes/index.ts';
import {
	type ApiRequest,
	apiRequest,
	createPools,
	wireOf,
} from '../receiver-service/hostile/api-requests.ts';
import {
	type IngestRequest,
	ingestRequest,
	ingestStatuses,
	ingestWire,
} from '../receiver-service/hostile/ingest-requests.ts';
import { faultsOf } from '../receiver-service/hostile/invariants.ts';
import { createWires, type Wire, type WireAnswer } from '../receiver-service/hostile/wire.ts';
import type { WorldFacts } from '../receiver-service/hostile/world.ts';
import { nodeArguments } from '../support/node-arguments.ts';

const { values } = parseArgs({
	options: {
		requests: { type: 'string', default: '50000' },
		seed: { type: 'string', default: String(Date.now() % 0x7fffffff) },
		minutes: { type: 'string', default: '1000' },
	},
});
const wanted = Number(values.requests);
const seed = Number(values.seed);
const endsAt = Date.now() + Number(values.minutes) * 60_000;

const batchSize = 500;
const inFlight = 16;
/** Of ten requests, so many go to the API; the others are events. */
const apiShare = 7;
/** Caches with a bound fill, and code is compiled, within this share of the run. */
const warmUpShare = 0.2;
/** Of what requests have made, so that others have something to find. */
const keptOfEach = 20;
/** Between measurements. */
const requestsPerRound = 5_000;
/**
 * The bounded memories of the service (samples, URLs, buckets by address) are full only after
 * 20,000 to 50,000 different entries of some hundred bytes. A leak of 100 bytes a request would be
 * 80 MB in a million.
 */
const allowedGrowthBytes = 48 * 1024 * 1024;
/**
 * What the system has given: it settled at 390 MB (V8's reserve, three page caches of 16 MB, the
 * allocator's arenas). Beyond this something grows that V8 does not know of.
 */
const allowedResidentBytes = 640 * 1024 * 1024;
/** Above it V8 would have to fail: a leak cannot hide in garbage that was not collected yet. */
const heapLimitMegabytes = 512;

type Memory = { readonly live: number; readonly rss: number };
type Generated = { readonly api: ApiRequest } | { readonly event: IngestRequest };

const generated: fc.Arbitrary<Generated> = fc.oneof(
	{ weight: apiShare, arbitrary: apiRequest.map((api) => ({ api })) },
	{ weight: 10 - apiShare, arbitrary: ingestRequest.map((event) => ({ event })) },
);

class BrokenInvariant extends Error {
	override readonly name = 'BrokenInvariant';
}

const nextMessage = async <Message>(child: ChildProcess): Promise<Message> => {
	const waiting = new AbortController();
	const { signal } = waiting;
	const ended = once(child, 'exit', { signal }).then(([code]): never => {
		throw new BrokenInvariant(`The service ended with ${String(code)}.`);
	});
	try {
		const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
		return message as Message;
	} finally {
		waiting.abort();
		await ended.catch(() => {});
	}
};

const show = (wire: Wire): string =>
	JSON.stringify({ ...wire, body: wire.body?.toString('latin1').slice(0, 4_000) ?? null }, null, 1);

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

const run = async (child: ChildProcess): Promise<void> => {
	const facts = await nextMessage<WorldFacts>(child);
	const wires = createWires(facts.url);
	const pools = createPools(facts);
	const statuses = new Map<number, number>();
	const reached = new Set<string>();
	const memory: (Memory & { readonly at: number })[] = [];
	let sent = 0;

	const faultsOfEvent = (wire: Wire, answer: WireAnswer): readonly string[] => {
		if (!ingestStatuses.has(answer.status)) return [`has status ${answer.status}`];
		if (answer.status !== 200) return faultsOf('/in', wire, answer, facts);
		return /^\{"received":true,"id":"msg_\w+"/.test(answer.text) ? [] : ['names no message'];
	};
	const judge = async (request: Generated, batch: number): Promise<void> => {
		const isApi = 'api' in request;
		const wire = isApi ? wireOf(request.api, facts, pools) : ingestWire(request.event, facts);
		const answer = await wires.send(wire);
		statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
		if (isApi) {
			pools.learn(request.api.path, answer.text);
			if (answer.status < 300) reached.add(`${request.api.method} ${request.api.path}`);
		}
		const faults = isApi
			? faultsOf(request.api.path, wire, answer, facts)
			: faultsOfEvent(wire, answer);
		if (faults.length === 0) return;
		throw new BrokenInvariant(
			`Seed ${seed}, batch ${batch}: the answer ${faults.join('; ')}.\n${show(wire)}\n` +
				`${answer.status} ${JSON.stringify(answer.headers)}\n${answer.text.slice(0, 4_000)}`,
		);
	};
	const sendBatch = async (batch: number): Promise<void> => {
		const requests = fc.sample(generated, { seed: seed + batch, numRuns: batchSize });
		const next = requests.values();
		await Promise.all(
			Array.from({ length: inFlight }, async () => {
				for (const request of next) await judge(request, batch);
			}),
		);
		sent += requests.length;
	};
	/** What was made is deleted again: what is configured is kept in memory on purpose. */
	const tidyUp = async (): Promise<void> => {
		const authorization = `Bearer ${facts.credentials[0]}`;
		for (const name of ['subscriptions', 'sources']) {
			const page = await wires.send({
				method: 'GET',
				target: `/v1/${name}?limit=100`,
				headers: { authorization },
				body: null,
			});
			const { data } = JSON.parse(page.text) as {
				readonly data: readonly { readonly id: string; readonly name: string | null }[];
			};
			const spare = data
				.filter((item) => item.name !== 'fuzzed')
				.map(({ id }) => id)
				.slice(keptOfEach);
			for (const id of spare) {
				const target = `/v1/${name}/${id}`;
				await wires.send({ method: 'DELETE', target, headers: { authorization }, body: null });
			}
			pools.forget(name, spare);
		}
	};
	const measure = async (): Promise<void> => {
		await tidyUp();
		const answer = nextMessage<Memory>(child);
		child.send('settle');
		const now = await answer;
		memory.push({ ...now, at: sent });
		process.stdout.write(
			`${sent} requests: ${megabytes(now.live)} alive, ${megabytes(now.rss)} resident\n`,
		);
	};

	const startedAt = Date.now();
	for (let batch = 0; sent < wanted && Date.now() < endsAt; batch += 1) {
		await sendBatch(batch);
		if (sent % requestsPerRound === 0) await measure();
	}
	await measure();
	const seconds = (Date.now() - startedAt) / 1_000;
	const counts = [...statuses].sort(([one], [other]) => one - other);
	process.stdout.write(`${counts.map(([status, count]) => `${status}: ${count}`).join(', ')}\n`);
	const unreached = routes
		.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
		.filter((operation) => !reached.has(operation));
	process.stdout.write(`without a success: ${unreached.join(', ') || 'no operation'}\n`);
	const warm = memory.find(({ at }) => at >= sent * warmUpShare);
	const last = memory.at(-1);
	if (warm !== undefined && last !== undefined) {
		const growth = last.live - warm.live;
		process.stdout.write(`after warm-up memory grew by ${megabytes(growth)}\n`);
		if (growth > allowedGrowthBytes || last.rss > allowedResidentBytes) {
			throw new BrokenInvariant('Memory grows with requests.');
		}
	}
	process.stdout.write(
		`${sent} requests in ${Math.round(seconds)} s, none broke an invariant (seed ${seed})\n`,
	);
	wires.close();
	const exited = once(child, 'exit');
	child.send('stop');
	await exited;
};

process.stdout.write(`seed ${seed}, ${wanted} requests\n`);
const child = fork(join(import.meta.dirname, 'fuzz-service.ts'), {
	execArgv: [
		...nodeArguments,
		'--report-exclude-network',
		`--max-old-space-size=${heapLimitMegabytes}`,
	],
});
try {
	await run(child);
} catch (fault) {
	process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
	child.kill();
	process.exitCode = 1;
}
