import { createIdMaker } from '../../receiver-service/src/domain/id.ts';
import type { Sealed, Subscription } from '../../receiver-service/src/domain/types.ts';
import type { DeliveryContext } from '../../receiver-service/src/pipeline/attempts.ts';
import { createDirectory, type Directory } from '../../receiver-service/src/pipeline/directory.ts';
import {
	createDispatcher,
	type Dispatcher,
} from '../../receiver-service/src/pipeline/dispatcher.ts';
import type {
	DueDelivery,
	OutboundRequest,
	OutboundResult,
	Vault,
} from '../../receiver-service/src/ports.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { createVirtualClock, settle, type VirtualClock } from './virtual-clock.ts';

/** What a target answers: a status, more of a response, or nothing at all until the timeout. */
export type ScriptedAnswer =
	| number
	| 'hang'
	| {
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body?: string;
			readonly takesMs?: number;
			readonly privateAddress?: boolean;
	  };

/** One request that a target got, at its virtual time. */
export type Sent = OutboundRequest & { readonly at: number; readonly delivery: string };

type Line = { readonly event: string; readonly data: Readonly<Record<string, unknown>> };

export type DeliveryRig = {
	readonly clock: VirtualClock;
	readonly store: MemoryStore;
	readonly directory: Directory;
	readonly dispatcher: Dispatcher;
	readonly sent: readonly Sent[];
	readonly lines: readonly Line[];
	/** What another replica would have to wait for, had it the target: until when, by target. */
	readonly pauses: ReadonlyMap<string, number>;
	/** Requests to one URL, as seconds since the first of them. */
	readonly secondsOf: (url: string) => readonly number[];
	/** Most requests that were open at one URL at once. */
	readonly mostOpen: (url: string) => number;
	readonly addSubscription: (
		fields?: Partial<Subscription> & { readonly target?: string },
	) => Subscription;
	/** Commits one delivery of a fresh message for a subscription and offers it; returns its id. */
	readonly deliver: (
		subscription: Subscription,
		options?: {
			readonly vendor?: string;
			readonly offered?: boolean;
			readonly body?: string;
			readonly raw?: string;
			readonly replay?: boolean;
		},
	) => string;
	/** A dispatcher on the same rows, as after a crash. */
	readonly another: () => Dispatcher;
};

/** Not a secret keeper: tests of delivering read what they seal. */
const plainVault: Vault = {
	seal: (_purpose, text) => text as Sealed,
	open: (_purpose, sealed) => sealed,
	index: (purpose, text) => `${purpose}:${text}`,
	tokenKey: () => Buffer.alloc(32),
};

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}` as Sealed;

/** A dispatcher on a virtual clock, an in-memory store and scripted targets. */
export const createDeliveryRig = async (
	answer: (request: Sent, nth: number) => ScriptedAnswer = () => 200,
	options: {
		readonly fraction?: () => number;
		readonly start?: boolean;
		/** As of one of several replicas: the number of its lease on a target, or null. */
		readonly fenceOf?: (targetId: string) => number | null;
	} = {},
): Promise<DeliveryRig> => {
	const clock = createVirtualClock();
	const store = createMemoryStore();
	const directory = createDirectory({
		organisations: [],
		keys: [],
		sources: [],
		subscriptions: [],
		subscriptionHealth: [],
		sourceHealth: [],
		sourcesWithCalls: [],
	});
	const sent: Sent[] = [];
	const lines: Line[] = [];
	const openNow = new Map<string, number>();
	const openMost = new Map<string, number>();
	let seed = 0;
	const newId = createIdMaker(clock.now, (count) => {
		seed += 1;
		return Buffer.alloc(count, seed);
	});

	const wait = (milliseconds: number) =>
		new Promise<void>((resolve) => clock.after(milliseconds, resolve));
	const respond = async (
		request: OutboundRequest,
		scripted: ScriptedAnswer,
	): Promise<OutboundResult> => {
		const full = typeof scripted === 'number' ? { status: scripted } : scripted;
		if (full === 'hang' || (full.takesMs ?? 0) > request.timeoutMs) {
			await wait(request.timeoutMs);
			const durationMs = request.timeoutMs;
			return {
				kind: 'failure',
				reason: 'timeout',
				message: 'There was no response.',
				sent: true,
				durationMs,
			};
		}
		const { status, headers = {}, body = '', takesMs = 0, privateAddress = false } = full;
		if (takesMs > 0) await wait(takesMs);
		const shown = Buffer.from(body);
		return { kind: 'response', status, headers, body: shown, durationMs: takesMs, privateAddress };
	};
	const count = (url: string, by: number) => {
		const open = (openNow.get(url) ?? 0) + by;
		openNow.set(url, open);
		openMost.set(url, Math.max(openMost.get(url) ?? 0, open));
	};
	const sender: DeliveryContext['sender'] = {
		send: async (request) => {
			const { url } = request;
			const nth = sent.filter((other) => other.url === url).length + 1;
			const delivery = request.headers['webhook-id'] ?? '';
			const one = { ...request, at: clock.now(), delivery };
			sent.push(one);
			count(url, 1);
			const result = await respond(request, answer(one, nth));
			count(url, -1);
			return result;
		},
		download: async () => ({
			kind: 'failure',
			reason: 'connection_error',
			message: 'No files here.',
		}),
		inspect: async () => null,
		close: async () => {},
	};
	const line = (event: string, data: Readonly<Record<string, unknown>> = {}) =>
		lines.push({ event, data });
	const { fenceOf } = options;
	const pauses = new Map<string, number>();
	const leased: Pick<DeliveryContext, 'store' | 'leases'> =
		fenceOf === undefined
			? { store }
			: {
					store: {
						...store,
						claimDue: async (targetId, ...rest) => {
							const fence = fenceOf(targetId);
							if (fence === null) return [];
							return (await store.claimDue(targetId, ...rest)).map((due) => ({ ...due, fence }));
						},
					},
					leases: {
						fenceOf,
						pause: (targetId, until) => pauses.set(targetId, until),
						readHanded: async () => [],
					},
				};
	const context: DeliveryContext = {
		...leased,
		vault: plainVault,
		clock,
		random: { bytes: (size) => Buffer.alloc(size), fraction: options.fraction ?? (() => 0.5) },
		newId,
		log: { info: line, warn: line, error: line },
		metrics: { attempted: () => {}, deliveryLag: () => {} },
		sender,
		directory,
		receiveInSandbox: async (orgId, request) => {
			sent.push({
				...request,
				method: 'POST',
				url: `sandbox:${orgId}`,
				timeoutMs: 0,
				keepResponseBytes: 0,
				at: clock.now(),
				delivery: request.headers['webhook-id'] ?? '',
			});
			return 200;
		},
	};
	const dispatcher = createDispatcher(context);
	if (options.start !== false) await dispatcher.start();

	return {
		clock,
		store,
		directory,
		dispatcher,
		sent,
		lines,
		pauses,
		secondsOf: (url) => {
			const times = sent
				.filter((one) => one.url === url && one.method === 'POST')
				.map(({ at }) => at);
			return times.map((at) => (at - (times[0] ?? 0)) / 1_000);
		},
		mostOpen: (url) => openMost.get(url) ?? 0,
		addSubscription: ({ target, ...fields } = {}) => {
			const id = newId('sub');
			const url = target ?? `https://${id.slice(-8)}.example/hook`;
			const subscription: Subscription = {
				id,
				orgId: 'org_1',
				keyId: 'key_1',
				kind: 'hook',
				platform: 'custom',
				name: null,
				url: url as Sealed,
				urlHash: url,
				identity: id,
				targetId: `target:${url}`,
				eventTypes: ['vocalis.*'],
				sourceId: null,
				filter: {},
				format: 'message',
				policy: 'standard',
				headers: null,
				headerNames: [],
				rateLimitPerSecond: null,
				signing: 'secret',
				secrets: [{ value: secret, expiresAt: null }],
				formerKeyIds: [],
				mode: 'live',
				expiresAt: null,
				client: null,
				status: 'active',
				disabledReason: null,
				createdAt: clock.now(),
				updatedAt: clock.now(),
				...fields,
			};
			directory.putSubscription(subscription);
			store.putSubscription(subscription);
			return subscription;
		},
		deliver: (
			subscription,
			{ vendor = 'vocalis', offered = true, body, raw: rawText, replay = false } = {},
		) => {
			const id = newId('dlv');
			const messageId = newId('msg');
			const raw = Buffer.from(rawText ?? '{"event":"call.ended"}');
			const due: DueDelivery = {
				delivery: {
					id,
					orgId: subscription.orgId,
					messageId,
					subscriptionId: subscription.id,
					targetId: subscription.targetId,
					status: subscription.status === 'active' ? 'pending' : 'held',
					replay,
					attemptCount: 0,
					createdAt: clock.now(),
					firstAttemptAt: null,
					dueAt: clock.now(),
					endedAt: null,
					lastStatusCode: null,
					lastError: null,
				},
				message: {
					id: messageId,
					orgId: subscription.orgId,
					vendor,
					event: 'call.ended',
					type: `${vendor}.call.ended`,
					test: false,
					raw,
					contentType: 'application/json',
					body: Buffer.from(body ?? `{"id":"${messageId}","replay":false,"data":{}}`),
					receivedAt: clock.now(),
				},
			};
			store.add([due]);
			const fence = fenceOf?.(subscription.targetId) ?? undefined;
			if (offered && due.delivery.status === 'pending') dispatcher.offer([{ ...due, fence }]);
			return id;
		},
		another: () => createDispatcher(context),
	};
};

/** Lets everything that is due now happen, without time going on. */
export const quiet = async (): Promise<void> => {
	for (let turn = 0; turn < 4; turn += 1) await settle();
};
