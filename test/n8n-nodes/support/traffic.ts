import { randomUUID } from 'node:crypto';
import { listFilterKeys, simulatedBody, vendors } from '@voicehooks/core';
import { newSecret } from '../../support/secret.ts';
import type { TestService } from '../../support/service.ts';
import { everyEvent, signedRequest } from '../../support/vendor-request.ts';

type Source = { readonly id: string; readonly ingest_url: string };

export type Traffic = {
	readonly sourceOf: (vendor: string) => Source;
	/** Plays a vendor's signed event into its ingest URL; answers the message's id. */
	readonly send: (type: string, fields?: Readonly<Record<string, unknown>>) => Promise<string>;
};

/** Where each filter stands in deliveries of a vendor that documents none. */
const fieldMap = Object.fromEntries(listFilterKeys.map((key) => [key, `mapped.${key}`]));

/** A signed source of every vendor, and their events. */
export const createTraffic = async (service: TestService): Promise<Traffic> => {
	const secret = newSecret();
	const sources = new Map<string, Source>();
	for (const vendor of vendors) {
		const { body } = await service.call<Source>('POST', '/v1/sources', {
			vendor: vendor.id,
			name: `${vendor.name} account`,
			...(vendor.secret === 'none' ? {} : { signing_secret: secret }),
			...(vendor.envelope.kind === 'unnamed' ? { field_map: fieldMap } : {}),
		});
		sources.set(vendor.id, body);
	}
	const sourceOf: Traffic['sourceOf'] = (vendor) => {
		const source = sources.get(vendor);
		if (source === undefined) throw new Error(`There is no source of ${vendor}.`);
		return source;
	};
	return {
		sourceOf,
		send: async (type, fields = {}) => {
			const found = everyEvent.find((event) => event.type === type);
			if (found === undefined) throw new Error(`There is no ${type}.`);
			const { vendor, eventType } = found;
			const body = simulatedBody(vendor, eventType, {
				uuid: randomUUID,
				now: Date.now(),
				overrides: { ...fields, nonce: randomUUID() },
			});
			const request = signedRequest(vendor, eventType.name, body, secret);
			const { ingest_url: url } = sourceOf(vendor.id);
			const to = vendor.envelope.kind === 'unnamed' ? `${url}/${eventType.name}` : url;
			const response = await fetch(to, { method: 'POST', ...request });
			const answer = (await response.json()) as { readonly id: string };
			if (response.status !== 200) throw new Error(`Ingest answered ${response.status}.`);
			return answer.id;
		},
	};
};
