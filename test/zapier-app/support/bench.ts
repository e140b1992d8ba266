import { createApp, type ZapierApp } from '../../../zapier-app/src/app.ts';
import type { AppOptions, Clock } from '../../../zapier-app/src/build.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { everyEvent, freshBody, signedRequest } from '../../support/vendor-request.ts';
import { type Zap, zapOf } from './zap.ts';

/** The signing secret of every source of the bench. */
const vendorSecret = 'a secret that both sides know';

type AnsweredSource = {
	readonly id: string;
	readonly ingest_url: string;
	readonly ingest_urls?: Readonly<Record<string, string>>;
};

export type ZapierBench = {
	readonly service: TestService;
	readonly app: ZapierApp;
	readonly zap: Zap;
	readonly hook: Hook;
	/** A hook URL that no other Zap has. */
	readonly freshUrl: () => string;
	/** Another app that talks to the same service. */
	readonly appOf: (
		options: AppOptions,
		clock?: Clock,
	) => { readonly app: ZapierApp; readonly zap: Zap };
	/** Adds a source; answers its id. */
	readonly addSource: (vendor: string, fields?: object) => Promise<string>;
	/** Has the vendor send an event, signed, to a source of its own; answers the message's id. */
	readonly send: (type: string, fields?: object, sourceId?: string) => Promise<string>;
	/** Publishes an event without a vendor call; answers the message's id. */
	readonly publish: (type: string, data: object) => Promise<string>;
	readonly stop: () => Promise<void>;
};

const eventOf = (type: string) => {
	const found = everyEvent.find((event) => event.type === type);
	if (found === undefined) throw new Error(`There is no event type ${type}.`);
	return found;
};

/** A real service, the app connected to it, and a hook URL in place of Zapier's. */
export const startZapierBench = async ({
	vendorApis = {},
	clock,
}: {
	readonly vendorApis?: Readonly<Record<string, string>>;
	readonly clock?: Clock;
} = {}): Promise<ZapierBench> => {
	const service = await startTestService({}, { vendorApis });
	await liftRateLimit(service.context);
	const hook = await startHook();
	const sources = new Map<string, AnsweredSource>();
	let count = 0;
	const addSource = async (vendor: string, fields: object = {}) => {
		const { body } = await service.call<AnsweredSource>('POST', '/v1/sources', {
			vendor,
			name: `${vendor} line`,
			...(vendor === 'dexem' ? {} : { signing_secret: vendorSecret }),
			...fields,
		});
		sources.set(body.id, body);
		return body.id;
	};
	const ownSource = new Map<string, string>();
	const appOf: ZapierBench['appOf'] = (options, appClock = clock) => {
		const app = appClock === undefined ? createApp(options) : createApp(options, appClock);
		return { app, zap: zapOf(app, service.url, service.apiKey) };
	};
	return {
		...appOf({ locale: 'en' }),
		service,
		hook,
		freshUrl: () => {
			count += 1;
			return `${hook.url}/${count}`;
		},
		appOf,
		addSource,
		send: async (type, fields = {}, sourceId) => {
			const { vendor, eventType } = eventOf(type);
			const id = sourceId ?? ownSource.get(vendor.id) ?? (await addSource(vendor.id));
			if (sourceId === undefined) ownSource.set(vendor.id, id);
			const source = sources.get(id);
			if (source === undefined) throw new Error(`There is no source ${id}.`);
			const body = freshBody(vendor, eventType);
			const inner =
				vendor.envelope.kind === 'enveloped'
					? { data: { ...Object(body.data), ...fields } }
					: fields;
			const request = signedRequest(
				vendor,
				eventType.name,
				JSON.stringify({ ...body, ...inner }),
				vendorSecret,
			);
			const url = source.ingest_urls?.[eventType.name] ?? source.ingest_url;
			const response = await fetch(url, {
				method: 'POST',
				...request,
				body: request.body.toString(),
			});
			const answer = (await response.json()) as { readonly id: string };
			if (response.status !== 200) throw new Error(`Ingest answered ${response.status}.`);
			return answer.id;
		},
		publish: async (type, data) => {
			const dot = type.indexOf('.');
			const { body } = await service.call<{ id: string }>('POST', '/v1/messages', {
				vendor: type.slice(0, dot),
				event: type.slice(dot + 1),
				data,
			});
			return body.id;
		},
		stop: async () => {
			await service.stop();
			await hook.stop();
		},
	};
};
