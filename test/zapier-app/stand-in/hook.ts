import type { IncomingHttpHeaders } from 'node:http';

/** One request that a hook URL got. */
export type HookRequest = {
	readonly method: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
	readonly querystring: string;
	/** Unix milliseconds. */
	readonly at: number;
};

/** How a hook URL answers, when a test has it answer otherwise than Zapier does on a good day. */
export type HookAnswer = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** How long it takes, in milliseconds. */
	readonly afterMs?: number;
};

/** A hook URL of one zap: off answers 410, paused by a reverse unsubscribe too. */
export type Hook = {
	readonly path: string;
	state: 'off' | 'on' | 'paused';
	/** Every POST it got, answered well or not. */
	readonly requests: HookRequest[];
	/** What it answers to its n-th POST, counted from 1; null: as Zapier does. */
	answer: (nth: number) => HookAnswer | null;
	/** Told of each POST that was accepted, after the answer. */
	readonly accepted: (request: HookRequest) => void;
};

const windowMs = 1_000;
/** "30 requests per second per webhook" (help.zapier.com, Webhooks by Zapier rate limits). */
const perWindow = 30;

const isOverLimit = ({ requests }: Hook, now: number): boolean =>
	requests.filter(({ at }) => at > now - windowMs).length > perWindow;

const json = { 'content-type': 'application/json' };

/** A status with its headers, and the document that Zapier sends with it. */
export type HookReply = Required<HookAnswer> & { readonly body: object };

/** Takes a request at a hook URL and says what Zapier answers to it. */
export const receive = (hook: Hook, request: HookRequest): HookReply => {
	const reply = (answer: HookAnswer, body: object): HookReply => ({
		afterMs: 0,
		...answer,
		headers: { ...json, ...answer.headers },
		body,
	});
	if (request.method === 'DELETE') {
		if (hook.state === 'on') hook.state = 'paused';
		return reply({ status: 200 }, { status: 'success' });
	}
	hook.requests.push(request);
	if (hook.state !== 'on') return reply({ status: 410 }, { status: 'please unsubscribe me!' });
	const scripted = hook.answer(hook.requests.length);
	if (scripted !== null) return reply(scripted, { status: 'scripted' });
	if (isOverLimit(hook, request.at)) {
		return reply({ status: 429, headers: { 'retry-after': '1' } }, { status: 'throttled' });
	}
	const id = `${hook.path}-${hook.requests.length}`;
	return reply({ status: 200 }, { status: 'success', id, attempt: id, request_id: id });
};
