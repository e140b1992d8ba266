import { catalogue, vendors } from '@voicehooks/core';
import { canonicalKey, eventKey } from '../../zapier-app/src/triggers/keys.ts';
import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { deliveryOf } from './support/zap.ts';

let bench: ZapierBench;
beforeAll(async () => {
	bench = await startZapierBench();
});
afterAll(() => bench.stop());

/** Waits for the one delivery of a message to a hook URL. */
const hitOf = async (url: string, id: string) => {
	const path = new URL(url).pathname;
	for (let count = 1; ; count += 1) {
		const hits = await bench.hook.waitFor(count);
		const hit = hits.find((one) => one.path === path && one.headers['webhook-id'] === id);
		if (hit !== undefined) return hit;
	}
};

const subscriptionsOf = async (id: string) => {
	const { status } = await bench.service.call('GET', `/v1/subscriptions/${id}`);
	return status;
};

/** The keys that users may choose before any event came. */
const promisedKeys = (key: string): readonly string[] => {
	const operation = bench.app.triggers[key]?.operation;
	const fields = (operation?.outputFields ?? []).flatMap((field) =>
		'key' in field ? field.key : [],
	);
	expect(Object.keys(operation?.sample ?? {})).toEqual(fields);
	expect(fields.length).toBeGreaterThan(10);
	return fields;
};

/** Which triggers an event starts: its own, any event of its vendor, and the one across vendors. */
const triggersOf = catalogue().flatMap((entry) => [
	[eventKey(entry.vendor, entry.event), entry.type] as const,
	[`${entry.vendor}_any_event`, entry.type] as const,
	...(entry.canonical === null ? [] : [[canonicalKey(entry.canonical), entry.type] as const]),
]);

it('has a trigger for each event type, each vendor and each canonical type', () => {
	const keys = new Set(Object.keys(bench.app.triggers));
	expect(triggersOf.filter(([key]) => !keys.has(key))).toEqual([]);
	expect(new Set(triggersOf.map(([key]) => key)).size).toBe(
		catalogue().length +
			vendors.length +
			new Set(catalogue().flatMap(({ canonical }) => canonical ?? [])).size,
	);
});

describe.each(triggersOf)('the trigger %s', (key, type) => {
	it(`turns a signed ${type} into the row that its list shows too, until it is off`, async () => {
		const url = bench.freshUrl();
		const subscription = await bench.zap.subscribe(key, url);
		expect(await subscriptionsOf(subscription.id)).toBe(200);

		const id = await bench.send(type);
		const delivery = deliveryOf(await hitOf(url, id));
		const [row, ...others] = await bench.zap.perform(key, {
			...delivery,
			subscribeData: subscription,
		});
		expect(others).toEqual([]);
		expect(row).toMatchObject({
			id,
			type,
			verified: vendorSigns(type),
			test: false,
			replay: false,
		});

		const listed = await bench.zap.list(key);
		expect(listed[0]).toEqual(row);
		const keys = new Set(Object.keys(row ?? {}));
		expect(promisedKeys(key).filter((name) => !keys.has(name))).toEqual([]);
		expect(Object.values(row ?? {})).not.toContain(undefined);

		expect(await bench.zap.unsubscribe(key, subscription.id)).toEqual({ id: subscription.id });
		expect(await subscriptionsOf(subscription.id)).toBe(404);
		expect(await bench.zap.unsubscribe(key, subscription.id)).toEqual({ id: subscription.id });
	});
});

const vendorSigns = (type: string): boolean =>
	vendors.find(({ id }) => type.startsWith(`${id}.`))?.secret !== 'none';
