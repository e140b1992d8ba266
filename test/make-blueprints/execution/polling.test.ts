import { type EventType, type Vendor, vendorById } from '@voicehooks/core';
import { everyEvent } from '../../support/vendor-request.ts';
import { type AppEngine, createAppEngine, type TriggerState } from '../support/app-engine.ts';
import { type MakeBench, startMakeBench } from '../support/make-bench.ts';

/** The trigger leaves the last seconds to the next run, so runs happen later than the events. */
const laterMs = 60_000;
const start: TriggerState = { lastDate: null, ids: [] };
const trigger = 'watchNewEvents';

let bench: MakeBench;
let engine: AppEngine;
const played: string[] = [];

const callEnded = (): { readonly vendor: Vendor; readonly eventType: EventType } => {
	const vendor = vendorById('vocalis');
	const eventType = vendor?.events.find(({ name }) => name === 'call.ended');
	if (vendor === undefined || eventType === undefined) throw new Error('no such event');
	return { vendor, eventType };
};

beforeAll(async () => {
	bench = await startMakeBench();
	engine = createAppEngine(
		{ baseUrl: bench.service.url, apiKey: bench.service.apiKey },
		() => Date.now() + laterMs,
	);
	for (const { vendor, eventType } of everyEvent) played.push(await bench.play(vendor, eventType));
});
afterAll(() => bench.stop());

/** Runs until nothing new comes; every id in the order it came. */
const drain = async (
	from: TriggerState,
	parameters: Readonly<Record<string, unknown>> = {},
): Promise<{
	readonly ids: readonly unknown[];
	readonly state: TriggerState;
	readonly runs: number;
}> => {
	const ids: unknown[] = [];
	let state = from;
	for (let runs = 1; runs < 100; runs += 1) {
		const polled = await engine.poll(trigger, parameters, state);
		state = polled.state;
		if (polled.bundles.length === 0) return { ids, state, runs };
		ids.push(...polled.bundles.map(({ id }) => id));
	}
	throw new Error('It never came to an end.');
};

it('gives every event once, oldest first, over as many runs as the limit needs', async () => {
	const { ids, runs } = await drain(start, { limit: 5 });
	expect(ids).toEqual(played);
	expect(runs).toBe(Math.ceil(played.length / 5) + 1);
});

it('goes on where it stopped', async () => {
	const { state } = await drain(start, { limit: 10 });
	const { vendor, eventType } = callEnded();
	const id = await bench.play(vendor, eventType);
	played.push(id);
	expect((await drain(state, { limit: 10 })).ids).toEqual([id]);
});

it('reads several pages in one run, and loses none that came in one burst', async () => {
	const { state } = await drain(start, { limit: 100 });
	const { vendor, eventType } = callEnded();
	const burst = await Promise.all(Array.from({ length: 230 }, () => bench.play(vendor, eventType)));
	const once = await engine.poll(trigger, { limit: 220 }, state);
	expect(once.bundles).toHaveLength(220);
	const rest = await drain(once.state, { limit: 220 });
	const ids = [...once.bundles.map(({ id }) => id), ...rest.ids];
	expect(ids).toHaveLength(burst.length);
	expect(new Set(ids)).toEqual(new Set(burst));
});

it('gives only what the user asked for', async () => {
	const { vendor } = callEnded();
	const { ids } = await drain(start, {
		event_types: ['vocalis.lead.qualified'],
		source_id: bench.sourceOf(vendor).id,
	});
	const expected = everyEvent.findIndex(({ type }) => type === 'vocalis.lead.qualified');
	expect(ids).toEqual([played[expected]]);
});

it('lists where to start, newest first, with a label and a date', async () => {
	const choices = await engine.epoch(trigger);
	expect(choices.length).toBeGreaterThan(0);
	expect(choices.length).toBeLessThanOrEqual(300);
	for (const choice of choices) {
		expect(choice).toEqual({
			label: expect.stringContaining(String(choice.date)),
			date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		});
	}
	const dates = choices.map(({ date }) => String(date));
	expect(dates).toEqual(dates.toSorted().toReversed());
	const [newest] = dates;
	const { ids } = await drain({ lastDate: newest ?? null, ids: [] });
	expect(ids.length).toBeGreaterThan(0);
});

it('leaves the last seconds to the next run, so that an event that is still being stored is not skipped', async () => {
	const { vendor, eventType } = callEnded();
	const id = await bench.play(vendor, eventType);
	const atOnce = createAppEngine({ baseUrl: bench.service.url, apiKey: bench.service.apiKey });
	const { bundles, state } = await atOnce.poll(trigger, { limit: 1_000 }, start);
	expect(bundles.map((bundle) => bundle.id)).not.toContain(id);
	expect((await drain(state, { limit: 1_000 })).ids).toContain(id);
});
