import { setTimeout as pause } from 'node:timers/promises';
import { vendorById } from '@voicehooks/core';
import type { Clock } from '../../../receiver-service/src/ports.ts';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { signedRequest } from '../../support/vendor-request.ts';
import { createVirtualClock, settle } from '../../support/virtual-clock.ts';
import { type Gate, gateOf } from './gate.ts';
import { startTarget, type Target } from './target.ts';

const signingSecret = 'the-secret-of-the-model';
/** Rounds of the event loop in which nothing happened, until nothing will. */
const quietRounds = 3;
/** So long an answer that was on its way when the process died may still arrive. */
const onItsWayMs = 20;

const vocalis = vendorById('vocalis');
if (vocalis === undefined) throw new Error('VOCALIS is declared.');

export type Acknowledged = { readonly id: string; readonly duplicate: boolean };

/** The real service on its real database, with targets and a clock that tests move. */
export type System = {
	readonly target: Target;
	readonly now: () => number;
	readonly call: (method: string, path: string, body?: unknown) => Promise<AnswerBody>;
	/** Posts an event to the ingest URL; null where the service died before it answered. */
	readonly send: (body: string) => Promise<Acknowledged | null>;
	/** Lets everything happen that is due now. */
	readonly quiet: () => Promise<void>;
	readonly advance: (milliseconds: number) => Promise<void>;
	/** Stops cleanly and starts on the same database. */
	readonly restart: () => Promise<void>;
	/** Sends these at once, dies before that many calls to the database, and starts again. */
	readonly crashWhile: (
		bodies: readonly string[],
		calls: number,
	) => Promise<readonly (Acknowledged | null)[]>;
	readonly stop: () => Promise<void>;
};

/** The clock as one life of the service has it: with its death, its timers are gone. */
const mortal = (clock: Clock) => {
	let isDead = false;
	const cancels = new Set<() => void>();
	return {
		clock: {
			now: clock.now,
			after: (milliseconds: number, run: () => void) => {
				// What is left of a dead service only waits for its deadlines.
				if (isDead) {
					const soon = setImmediate(run);
					return () => clearImmediate(soon);
				}
				const cancel = clock.after(milliseconds, () => {
					cancels.delete(cancel);
					run();
				});
				cancels.add(cancel);
				return () => {
					cancels.delete(cancel);
					cancel();
				};
			},
		},
		kill: () => {
			isDead = true;
			for (const cancel of cancels) cancel();
		},
	};
};

type Life = {
	readonly service: TestService;
	readonly gate: Gate;
	readonly kill: () => void;
	readonly requests: AbortController;
};

export const startSystem = async (): Promise<System> => {
	const clock = createVirtualClock(Date.now());
	const target = await startTarget(clock.now);
	const random = {
		fraction: () => 0.5,
		bytes: (count: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(count))),
	};

	const live = (service: TestService, kill: () => void): Life => ({
		service,
		gate: gateOf(service.context.store),
		kill,
		requests: new AbortController(),
	});
	const first = mortal(clock);
	let life = live(await startTestService({}, { clock: first.clock, random }), first.kill);
	await liftRateLimit(life.service.context);

	const call: System['call'] = async (method, path, body) => {
		const client = clientOf(life.service.url, life.service.apiKey);
		const answer = await client(method, path, body);
		if (answer.status >= 300) {
			throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		}
		return answer.body;
	};
	const source = await call('POST', '/v1/sources', {
		vendor: vocalis.id,
		name: 'Model',
		signing_secret: signingSecret,
	});
	const ingestPath = new URL(source.ingest_url).pathname;

	const post = async (text: string): Promise<Acknowledged> => {
		const { headers, body } = signedRequest(
			vocalis,
			'call.ended',
			text,
			signingSecret,
			clock.now(),
		);
		const url = `${life.service.url}${ingestPath}`;
		const { signal } = life.requests;
		const response = await fetch(url, { method: 'POST', headers, body, signal });
		const answer = (await response.json()) as { readonly id: string; readonly duplicate?: true };
		if (response.status !== 200) throw new Error(`Ingest: ${response.status}`);
		return { id: answer.id, duplicate: answer.duplicate === true };
	};
	/** An answer that never came is no fault of a dead service. */
	const send: System['send'] = async (text) => {
		const { requests } = life;
		try {
			return await post(text);
		} catch (fault) {
			if (requests.signal.aborted) return null;
			throw fault;
		}
	};

	const isBusy = () =>
		life.gate.open() > 0 || target.open() > 0 || life.service.context.dispatcher.inFlight() > 0;
	const quiet = async () => {
		for (let rounds = 0; rounds < quietRounds; rounds += 1) {
			await settle();
			// Behind everything that the dispatcher has asked of the database, counted or not.
			await life.service.context.store.ping();
			await settle();
			if (!isBusy()) continue;
			rounds = -1;
			await pause(1);
		}
	};

	const begin = async () => {
		const next = mortal(clock);
		life = live(await life.service.restart({ clock: next.clock, random }), next.kill);
		await quiet();
	};
	/** Ends what still runs of a life that is over, without a trace in the database. */
	const bury = async () => {
		life.gate.die();
		target.cut();
		await pause(onItsWayMs);
		life.requests.abort();
		life.kill();
		await life.service.context.sender.close();
		await begin();
	};

	return {
		target,
		now: clock.now,
		call,
		send,
		quiet,
		advance: async (milliseconds) => {
			const until = clock.now() + milliseconds;
			do await quiet();
			while (await clock.advanceToNext(until));
			clock.pass(Math.max(0, until - clock.now()));
			await quiet();
		},
		restart: begin,
		crashWhile: async (bodies, calls) => {
			life.gate.dieBefore(calls);
			const answers = bodies.map(send);
			await Promise.race([life.gate.died, Promise.all(answers)]);
			await bury();
			return Promise.all(answers);
		},
		stop: async () => {
			life.kill();
			await life.service.stop();
			await target.stop();
		},
	};
};
