import { type EventType, vendorById } from '@voicehooks/core';
import { clientOf } from '../../support/client.ts';
import { newSecret } from '../../support/secret.ts';
import { testApiKey } from '../../support/service.ts';
import { type HookUrls, startHookUrls } from './hook-urls.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createSeeded } from './random.ts';
import { type Senders, startSenders } from './senders.ts';

/** Hook URLs of each event type, each a target of its own. */
const hooksPerType = 3;

const vendor = vendorById('inboundflow');
if (vendor === undefined) throw new Error('InboundFlow is declared');

/** The world around a service that is killed: vendors that send and hook URLs that receive. */
export type World = {
	readonly ledger: Ledger;
	readonly hooks: HookUrls;
	/** Makes a source and the subscriptions; begins to send. */
	readonly begin: (url: string) => Promise<void>;
	/** Where the service listens now; none: it is down. */
	readonly serveAt: (urls: readonly string[]) => void;
	/** Which hook URL a subscription is. */
	readonly hookOf: (subscriptionId: string) => number;
	readonly acknowledged: () => number;
	/** Ends the sending; every event got its 200 then. */
	readonly rest: () => Promise<void>;
	readonly stop: () => Promise<void>;
};

export const crashEnvironment = {
	PORT: '0',
	VOICEHOOKS_API_KEY: testApiKey,
	VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
	LOG_LEVEL: 'silent',
};

/** The answers of its hook URLs are drawn apart from the moments of the kills: their order is not ours. */
export const startWorld = async (seed: number, pauseMs: number): Promise<World> => {
	const ledger = createLedger();
	const hooks = await startHookUrls(
		vendor.events.length * hooksPerType,
		ledger,
		createSeeded(~seed),
	);
	const secret = newSecret();
	const hookOfSubscription = new Map<string, number>();
	let urls: readonly string[] = [];
	let path = '';
	let senders: Senders | null = null;

	const hooksOf = (eventType: EventType): readonly number[] => {
		const first = vendor.events.indexOf(eventType) * hooksPerType;
		return Array.from({ length: hooksPerType }, (_, more) => first + more);
	};

	return {
		ledger,
		hooks,
		begin: async (url) => {
			const call = clientOf(url, testApiKey);
			const source = await call('POST', '/v1/sources', {
				vendor: vendor.id,
				name: 'Crash',
				signing_secret: secret,
			});
			path = new URL(source.body.ingest_url).pathname;
			for (const eventType of vendor.events) {
				for (const hook of hooksOf(eventType)) {
					const { status, body } = await call('POST', '/v1/subscriptions', {
						url: hooks.urls[hook],
						platform: 'custom',
						event_types: [`${vendor.id}.${eventType.name}`],
					});
					if (status !== 201) throw new Error(`A subscription was refused: ${body.title}`);
					hookOfSubscription.set(body.id, hook);
				}
			}
			senders = startSenders({
				vendor,
				secret,
				ledger,
				pauseMs,
				hooksOf,
				urls: () => urls.map((base) => `${base}${path}`),
			});
		},
		serveAt: (bases) => {
			urls = bases;
		},
		hookOf: (subscriptionId) => {
			const hook = hookOfSubscription.get(subscriptionId);
			if (hook === undefined) throw new Error('A delivery goes where nothing subscribed.');
			return hook;
		},
		acknowledged: () => senders?.count() ?? 0,
		rest: async () => {
			await senders?.stop();
		},
		stop: () => hooks.stop(),
	};
};
