import type { AddedDelivery } from './tables/delivery-rows.ts';

/**
 * Deliveries of many messages in one row of `owed`. Names that come again and again stand once, in a
 * list, and are called by their places in it: ids of messages and deliveries are most of what is left.
 */
export type Plan = {
	readonly names: readonly string[];
	readonly messages: readonly PlannedMessage[];
};
/** Place of the organisation, id, time of its arrival, deliveries. */
type PlannedMessage = [number, string, number, PlannedDelivery[]];
/** Id, places of the subscription and of the target, 1 for a replay, due time. */
type PlannedDelivery = readonly [string, number, number, 0 | 1, number];

/** Pending ones, those of a message in a row. */
export const planOf = (deliveries: readonly AddedDelivery[]): Plan => {
	const places = new Map<string, number>();
	const place = (name: string): number => {
		const known = places.get(name);
		if (known !== undefined) return known;
		places.set(name, places.size);
		return places.size - 1;
	};
	const messages: PlannedMessage[] = [];
	let last: AddedDelivery | null = null;
	let planned: PlannedDelivery[] = [];
	for (const one of deliveries) {
		if (last?.messageId !== one.messageId || last.orgId !== one.orgId) {
			planned = [];
			messages.push([place(one.orgId), one.messageId, one.createdAt, planned]);
			last = one;
		}
		const { id, subscriptionId, targetId, replay, dueAt } = one;
		planned.push([id, place(subscriptionId), place(targetId), replay ? 1 : 0, dueAt]);
	}
	return { names: [...places.keys()], messages };
};

export const deliveriesOf = ({ names, messages }: Plan): readonly AddedDelivery[] => {
	const name = (place: number): string => names[place] ?? '';
	return messages.flatMap(([org, messageId, createdAt, planned]) =>
		planned.map(([id, subscription, target, replay, dueAt]) => ({
			orgId: name(org),
			messageId,
			createdAt,
			id,
			subscriptionId: name(subscription),
			targetId: name(target),
			status: 'pending' as const,
			replay: replay === 1,
			dueAt,
		})),
	);
};
