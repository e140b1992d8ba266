import { randomUUID } from 'node:crypto';
import {
	type EventType,
	eventTypeOf,
	interpret,
	parseBody,
	simulatedBody,
	type Vendor,
	vendorById,
} from '@voicehooks/core';
import { invalidField } from '../domain/invalid-field.ts';
import { Refusal } from '../domain/refusal.ts';
import { matches, typesInclude } from '../domain/subscription-match.ts';
import type { Message, Subscription } from '../domain/types.ts';
import type { Context } from './context.ts';
import { fieldMapOf } from './fan-out.ts';
import type { ReadEvent } from './normalise.ts';

/** How far back a real event that the filter lets through is looked for. */
const searchedMessages = 100;

export type TestChoice = {
	/** `<vendor>.<event>`, or the event's own name; null: whatever fits. */
	readonly event: string | null;
	/** The last real event where there is one, or the catalogue's sample. */
	readonly prefer: 'latest' | 'sample';
};

export type Tested = {
	readonly id: string;
	readonly type: string;
	readonly deliveries: number;
	readonly used: TestChoice['prefer'];
};

type Typed = { readonly vendor: Vendor; readonly eventType: EventType };

/** The event types a subscription asks for, in its own order. */
const subscribedTypes = ({ eventTypes }: Subscription): readonly Typed[] =>
	eventTypes.flatMap((type) => {
		const vendor = vendorById(type.slice(0, type.indexOf('.')));
		if (vendor === undefined) return [];
		const named = eventTypeOf(vendor, type.slice(type.indexOf('.') + 1));
		const all = named === undefined ? vendor.events : [named];
		return all.map((eventType) => ({ vendor, eventType }));
	});

const chosenTypes = (subscription: Subscription, event: string | null): readonly Typed[] => {
	const all = subscribedTypes(subscription);
	if (event === null) return all;
	const chosen = all.filter(
		({ vendor, eventType }) =>
			event === eventType.name || event === `${vendor.id}.${eventType.name}`,
	);
	if (chosen.length > 0) return chosen;
	throw invalidField('event', {
		en: 'this subscription does not ask for it',
		fr: 'cet abonnement ne le demande pas',
	});
};

/** The last real message that this subscription would get. */
const latestMessage = async (
	context: Context,
	subscription: Subscription,
	types: readonly Typed[],
): Promise<Message | null> => {
	const { orgId, sourceId } = subscription;
	const query = {
		orgId,
		types: types.map(({ vendor, eventType }) => `${vendor.id}.${eventType.name}`),
		sourceId,
		filter: {},
		callId: null,
		candidateId: null,
		subjects: [],
		statuses: [],
		includeTests: false,
	};
	const options = {
		limit: searchedMessages,
		order: 'desc',
		after: null,
		since: null,
		until: null,
	} as const;
	const { items } = await context.store.listSummaries(query, options);
	const found = items.find(
		(item) =>
			typesInclude(subscription.eventTypes, item.vendor, item.type) &&
			matches(subscription, item, fieldMapOf(context, item.sourceId)),
	);
	return found === undefined ? null : context.store.getMessage(orgId, found.id);
};

const eventOf = (
	context: Context,
	{
		orgId,
		sourceId,
		vendor: vendorId,
		raw,
		contentType,
		verified,
	}: Pick<ReadEvent, 'orgId' | 'sourceId' | 'vendor' | 'raw' | 'contentType' | 'verified'>,
	event: string,
): ReadEvent => {
	const vendor = vendorById(vendorId);
	if (vendor === undefined) throw new Error(`There is no vendor ${vendorId}.`);
	const fieldMap = fieldMapOf(context, sourceId);
	const interpretation = interpret(vendor, parseBody(raw, contentType), { event, fieldMap });
	return {
		orgId,
		sourceId,
		vendor: vendorId,
		interpretation,
		raw,
		contentType,
		verified,
		test: true,
		status: 'accepted',
		origin: 'test',
	};
};

const sampleEvent = (
	context: Context,
	subscription: Subscription,
	{ vendor, eventType }: Typed,
): ReadEvent => {
	const now = context.clock.now();
	const raw = Buffer.from(simulatedBody(vendor, eventType, { uuid: randomUUID, now }));
	const { orgId, sourceId } = subscription;
	const source = sourceId === null ? undefined : context.directory.source(sourceId);
	const facts = {
		orgId,
		sourceId: source?.vendor === vendor.id ? source.id : null,
		vendor: vendor.id,
		raw,
		contentType: 'application/json',
		verified: vendor.signature.kind !== 'none',
	};
	return eventOf(context, facts, eventType.name);
};

/**
 * Sends one test event, marked `test: true`, to this subscription alone. Throws a `Refusal` when
 * it is not active or does not ask for the event.
 */
export const testSubscription = async (
	context: Context,
	subscription: Subscription,
	{ event, prefer }: TestChoice,
): Promise<Tested> => {
	if (subscription.status !== 'active') throw new Refusal('subscription_not_active');
	const types = chosenTypes(subscription, event);
	const [first] = types;
	if (first === undefined)
		throw new Error(`Subscription ${subscription.id} asks for no known event.`);
	const message = prefer === 'latest' ? await latestMessage(context, subscription, types) : null;
	const read =
		message === null
			? sampleEvent(context, subscription, first)
			: eventOf(context, message, message.event);
	const accepted = await context.accept(read, {
		deduplication: { by: 'nothing' },
		only: [subscription.id],
	});
	return {
		id: accepted.id,
		type: read.interpretation.type,
		deliveries: accepted.kind === 'accepted' ? accepted.deliveries : 0,
		used: message === null ? 'sample' : 'latest',
	};
};
