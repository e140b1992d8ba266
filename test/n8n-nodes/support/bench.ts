import {
	derivedSecret,
	sign,
	signingRoot,
	standardWebhooksScheme,
} from '@voicehooks/core/signature';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { type N8n, startN8n, type Trigger } from './n8n.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** A subscription as the service shows it. */
export type Held = {
	readonly id: string;
	readonly url: string;
	readonly event_types: readonly string[];
	readonly status: string;
	readonly [key: string]: unknown;
};

export type Bench = {
	readonly service: TestService;
	readonly n8n: N8n;
	readonly traffic: Traffic;
	/** Puts the credential back as it was. */
	readonly restore: () => void;
	/** Nothing listens there. */
	readonly takeDown: () => void;
	/** The subscriptions the service holds for a trigger's webhook URL. */
	readonly heldFor: (trigger: Trigger) => Promise<readonly Held[]>;
	/** The only one of them. */
	readonly onlyHeld: (trigger: Trigger) => Promise<Held>;
	readonly stop: () => Promise<void>;
};

/** Port 9 (discard) is no one's on a test machine. */
export const nowhere = 'http://127.0.0.1:9';

/** The real service, n8n's own contexts, and a source of every vendor. */
export const startBench = async (): Promise<Bench> => {
	const service = await startTestService();
	await liftRateLimit(service.context);
	const traffic = await createTraffic(service);
	const credential = { baseUrl: service.url, apiKey: service.apiKey };
	const n8n = await startN8n(credential);
	const heldFor: Bench['heldFor'] = async ({ webhookUrl }) => {
		const { body } = await service.call<{ readonly data: readonly Held[] }>(
			'GET',
			'/v1/subscriptions?limit=100',
		);
		return body.data.filter(({ url }) => url === webhookUrl);
	};
	return {
		service,
		n8n,
		traffic,
		heldFor,
		onlyHeld: async (trigger) => {
			const held = await heldFor(trigger);
			const [only] = held;
			if (only === undefined || held.length > 1) throw new Error(`${held.length} are held.`);
			return only;
		},
		restore: () => Object.assign(credential, { baseUrl: service.url, apiKey: service.apiKey }),
		takeDown: () => {
			credential.baseUrl = nowhere;
		},
		stop: async () => {
			await n8n.stop();
			await service.stop();
		},
	};
};

export type Delivery = {
	readonly subscriptionId: string;
	/** The keys that sign, in the order of the header. */
	readonly apiKeys: readonly string[];
	readonly type: string;
	/** Unix milliseconds of signing; now unless said otherwise. */
	readonly at?: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Changes the body once it is signed. */
	readonly tamper?: (body: string) => string;
};

/** Posts a delivery of our own making to a trigger; answers its status. */
export const deliver = async (
	{ webhookUrl }: Pick<Trigger, 'webhookUrl'>,
	{ subscriptionId, apiKeys, type, at = Date.now(), headers, tamper = (body) => body }: Delivery,
): Promise<number> => {
	const body = JSON.stringify({ id: 'msg_1', type, vendor: type.split('.')[0], data: {} });
	const timestamp = Math.floor(at / 1_000);
	const signatures = apiKeys.map((apiKey) =>
		sign(standardWebhooksScheme, {
			secret: derivedSecret(signingRoot(apiKey), subscriptionId),
			body,
			id: 'msg_1',
			timestamp,
		}),
	);
	const response = await fetch(webhookUrl, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'webhook-id': 'msg_1',
			'webhook-timestamp': String(timestamp),
			'webhook-signature': signatures.join(' '),
			...headers,
		},
		body: tamper(body),
	});
	return response.status;
};
