import { type EventType, type HookBody, type Vendor, vendorById, vendors } from '@voicehooks/core';
import type { ServiceOptions } from '../../../receiver-service/src/service.ts';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';
import type { Received } from './app-engine.ts';
import { type Arrived, type Gateway, startGateway } from './gateway.ts';

type Source = { readonly id: string; readonly ingest_url: string };

export type MakeBench = {
	readonly service: TestService;
	readonly gateway: Gateway;
	/** The source of a vendor. */
	readonly sourceOf: (vendor: Vendor) => Source;
	/** Posts an event as its vendor does, signed; `change` may alter its body. Answers its message id. */
	readonly play: (
		vendor: Vendor,
		eventType: EventType,
		change?: (body: Record<string, unknown>) => void,
	) => Promise<string>;
	readonly stop: () => Promise<void>;
};

/** The real receiver-service with a source of every vendor, and a stand-in of Make's gateway. */
export const startMakeBench = async (options: ServiceOptions = {}): Promise<MakeBench> => {
	const service = await startTestService({}, options);
	await liftRateLimit(service.context);
	const gateway = await startGateway();
	const secret = newSecret();
	const sources = new Map<string, Source>();
	for (const vendor of vendors) {
		const { body } = await service.call<Source>('POST', '/v1/sources', {
			vendor: vendor.id,
			name: vendor.name,
			...(vendor.secret === 'none' ? {} : { signing_secret: secret }),
		});
		sources.set(vendor.id, body);
	}
	const sourceOf = (vendor: Vendor): Source => {
		const source = sources.get(vendor.id);
		if (source === undefined) throw new Error(`${vendor.id} has no source.`);
		return source;
	};
	return {
		service,
		gateway,
		sourceOf,
		play: async (vendor, eventType, change = () => {}) => {
			const body = freshBody(vendor, eventType);
			change(body);
			const { ingest_url: url } = sourceOf(vendor);
			const named = vendor.envelope.kind === 'unnamed' ? `${url}/${eventType.name}` : url;
			const now = service.context.clock.now();
			const request = signedRequest(vendor, eventType.name, JSON.stringify(body), secret, now);
			const response = await fetch(named, { method: 'POST', ...request });
			const answer = (await response.json()) as { readonly id?: string };
			if (answer.id === undefined) throw new Error(`Ingest answered ${response.status}.`);
			return answer.id;
		},
		stop: async () => {
			await service.stop();
			await gateway.stop();
		},
	};
};

/** A request as Make's gateway hands it to an app: the body parsed, never as it was sent. */
export const asReceived = ({ method, headers, query, body }: Arrived): Received => ({
	method,
	headers,
	query,
	body: JSON.parse(body.toString('utf8')),
});

/** The hook body of a delivery. */
export const hookBodyOf = ({ body }: Pick<Arrived, 'body'>): HookBody =>
	JSON.parse(body.toString('utf8'));

/** A vendor by its id. */
export const vendorNamed = (id: string): Vendor => {
	const vendor = vendorById(id);
	if (vendor === undefined) throw new Error(`There is no ${id}.`);
	return vendor;
};
