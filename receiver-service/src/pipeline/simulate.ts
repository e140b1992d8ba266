import { randomUUID } from 'node:crypto';
import { eventTypeOf, simulatedBody, vendorRequest } from '@voicehooks/core';
import { Refusal } from '../domain/refusal.ts';
import type { Source } from '../domain/types.ts';
import type { Context } from './context.ts';
import { type ReceiveOptions, vendorOf } from './receive.ts';

export type Simulation = {
	readonly source: Source;
	/** The vendor's own name of the event. */
	readonly event: string;
	/** Fields to set in the sample, under the vendor's names. */
	readonly overrides?: Readonly<Record<string, unknown>>;
	/** Who gets it beside the sandbox; null: whoever subscribed. */
	readonly onlySubscriptionIds: readonly string[] | null;
	/** Marks the message as a test. */
	readonly test: boolean;
};

/** The request a vendor would send for this event: its sample with fresh ids, signed. */
export const simulatedRequest = (
	context: Pick<Context, 'clock' | 'vault'>,
	{ source, event, overrides }: Pick<Simulation, 'source' | 'event' | 'overrides'>,
) => {
	const vendor = vendorOf(source);
	const eventType = eventTypeOf(vendor, event);
	if (eventType === undefined) throw new Refusal('event_unknown', { event, vendor: vendor.name });
	const now = context.clock.now();
	const raw = Buffer.from(
		simulatedBody(vendor, eventType, {
			uuid: randomUUID,
			now,
			...(overrides ? { overrides } : {}),
		}),
	);
	const [secret] = source.secrets;
	const { headers, body } = vendorRequest(vendor, {
		event,
		body: raw,
		contentType: 'application/json',
		secret: secret === undefined ? null : context.vault.open('source_secret', secret.value),
		id: randomUUID(),
		timestampSeconds: Math.floor(now / 1_000),
	});
	const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	return {
		method: 'POST',
		headers: Object.fromEntries(names) as Record<string, string>,
		raw: body,
		event,
	};
};

/**
 * Plays a vendor's event to a source through the whole pipe, signature included. Answers the
 * message and to how many it goes.
 */
export const simulate = async (
	context: Context,
	simulation: Simulation,
): Promise<{ readonly id: string; readonly deliveries: number }> => {
	const { source, onlySubscriptionIds, test } = simulation;
	const sandbox = context.directory.sandboxOf(source.orgId);
	const options: ReceiveOptions = {
		origin: 'test',
		test,
		only: onlySubscriptionIds === null ? null : [sandbox.id, ...onlySubscriptionIds],
		deduplication: { by: 'nothing' },
	};
	const received = await context.receive(source, simulatedRequest(context, simulation), options);
	if (received.kind !== 'accepted') throw new Error(`A simulated event was ${received.kind}.`);
	return { id: received.id, deliveries: received.deliveries };
};
