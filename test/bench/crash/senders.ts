import { setTimeout as sleep } from 'node:timers/promises';
import type { EventType, Vendor } from '@voicehooks/core';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';
import type { Ledger } from './ledger.ts';

export type Senders = {
	/** Acknowledgements so far. */
	readonly count: () => number;
	/** Resolves when each sender's last event got its 200. */
	readonly stop: () => Promise<void>;
};

const senders = 16;
/** Before an event is sent again that got no 200, as a vendor would. */
const againMs = 20;
const patienceMs = 5_000;

/** Sends one event; its message's id once it got its 200, null where it did not. */
const send = async (
	url: string,
	{ headers, body }: ReturnType<typeof signedRequest>,
): Promise<string | null> => {
	try {
		const signal = AbortSignal.timeout(patienceMs);
		const response = await fetch(url, { method: 'POST', headers, body, signal });
		const { id } = (await response.json()) as { readonly id: string };
		return response.status === 200 ? id : null;
	} catch {
		return null;
	}
};

/**
 * Vendors under load: each sends an event until it gets its 200, then the next. `urls` are where
 * the service listens at the moment.
 */
export const startSenders = (plan: {
	readonly vendor: Vendor;
	readonly secret: string;
	readonly urls: () => readonly string[];
	/** The hook URLs that an event of this type goes to. */
	readonly hooksOf: (eventType: EventType) => readonly number[];
	readonly ledger: Ledger;
	/** Between an answer and the next event. */
	readonly pauseMs: number;
}): Senders => {
	const { vendor, secret, ledger } = plan;
	let stopped = false;
	let count = 0;

	const one = async (first: number): Promise<void> => {
		for (let turn = first; !stopped; turn += senders + 1) {
			const eventType = vendor.events[turn % vendor.events.length];
			if (eventType === undefined) throw new Error('The vendor has events.');
			const fresh = freshBody(vendor, eventType);
			const event = String(fresh.delivery_id);
			let id: string | null = null;
			for (let attempt = turn; id === null; attempt += 1) {
				const urls = plan.urls();
				const request = signedRequest(vendor, eventType.name, JSON.stringify(fresh), secret);
				id = await send(urls[attempt % urls.length] ?? '', request);
				if (id === null) await sleep(againMs);
			}
			count += 1;
			ledger.acknowledged(event, id, plan.hooksOf(eventType));
			await sleep(plan.pauseMs);
		}
	};
	const all = Promise.all(Array.from({ length: senders }, (_, first) => one(first)));
	return {
		count: () => count,
		stop: async () => {
			stopped = true;
			await all;
		},
	};
};
