import { catalogue } from '@voicehooks/core';
import { definitionOf } from '../../../zapier-app/build/definition.ts';
import type {
	Definition,
	Operation,
	OutputField,
} from '../../../zapier-app/build/lint/definition.ts';
import { shapeFaults } from '../../../zapier-app/build/lint/result-shape.ts';
import { outputFieldsOf } from '../../../zapier-app/build/lint/walk.ts';
import { createApp } from '../../../zapier-app/src/app.ts';
import type { AppRow } from '../../zapier-app/stand-in/operations.ts';
import { describeWithTools, toolsNote } from './built-zip.ts';
import { startWorld, type World } from './world.ts';

const variant = { vendor: null, locale: 'en' } as const;

/** The triggers that users see. */
const triggers = Object.entries(createApp({ locale: 'en' }).triggers ?? {})
	.filter(([, trigger]) => trigger.display.hidden !== true)
	.map(([key]) => key);

/** The event types that a subscription asks for, by name. */
const typesOf = (patterns: readonly string[]): readonly string[] =>
	catalogue()
		.filter(({ type, vendor }) => patterns.includes(type) || patterns.includes(`${vendor}.*`))
		.map(({ type }) => type);

/** What our own events have where nothing else tells two of them apart (core, simulate.ts). */
const simulated = 'simulation_id';

const idOf = (row: AppRow) => row.id;

const declaredOf = (row: AppRow, fields: readonly OutputField[]): AppRow =>
	Object.fromEntries(fields.map(({ key }) => [key, row[key]]));

describeWithTools(`every trigger of the built app${toolsNote}`, () => {
	let world: World;
	let definition: Definition;
	beforeAll(async () => {
		world = await startWorld(variant);
		definition = await definitionOf(variant);
	});
	afterAll(() => world.stop());

	const operationOf = (key: string): Operation => {
		const trigger = definition.triggers?.[key];
		if (trigger === undefined) throw new Error(`There is no ${key}.`);
		return trigger.operation;
	};
	const subscriptionOf = async (id: unknown) =>
		(await world.api('GET', `/v1/subscriptions/${id}`)).body as unknown as {
			readonly url: string;
			readonly platform: string;
			readonly event_types: readonly string[];
		};

	it('is a good many, one for each event type at least', () => {
		expect(triggers.length).toBeGreaterThan(catalogue().length);
	});

	it.each(triggers)('%s runs its zap for each of its event types, and ends', async (key) => {
		const operation = operationOf(key);
		const zap = world.zapier.zap(key, world);
		await zap.turnOn();
		const { id } = zap.subscription();
		const { url, platform, event_types } = await subscriptionOf(id);
		expect([url, platform]).toEqual([zap.targetUrl, 'zapier']);

		const types = typesOf(event_types);
		expect(types.length).toBeGreaterThan(0);
		for (const [at, type] of types.entries()) {
			const messageId = await world.send(type);
			const live = (await zap.waitForRuns(at + 1))[at] ?? {};
			expect(live).toMatchObject({ id: messageId, type, verified: expect.any(Boolean) });
			const polled = await world.zapier.recentRows(key, world);
			// Asked for again: where no vendor names its fields, they are learned from events.
			const outputFields = await world.zapier.outputFields(key, world);
			const named = new Set([...outputFields.map((field) => field.key), simulated]);
			expect(Object.keys(live).filter((name) => !named.has(name))).toEqual([]);
			expect(polled.map(idOf)).toContain(messageId);
			expect(polled.find((row) => idOf(row) === messageId)).toEqual(live);
			for (const row of polled) {
				// What no vendor documents differs between event types: only declared keys never do.
				const shown = row.type === type ? row : declaredOf(row, outputFieldsOf(operation));
				expect(
					shapeFaults({ sample: operation.sample ?? {}, outputFields, polled: shown, live }),
				).toEqual([]);
			}
		}
		expect(zap.faults).toEqual([]);
		expect(zap.runs).toHaveLength(types.length);

		// Zapier's word that a zap is off can be lost: its 410 then ends the subscription.
		zap.vanish();
		await world.send(types[0] ?? '');
		await world.waitUntilGone(id);
		expect(zap.requests).toHaveLength(types.length + 1);
		await zap.turnOff();

		const next = world.zapier.zap(key, world);
		await next.turnOn();
		await next.turnOff();
		expect((await world.api('GET', `/v1/subscriptions/${next.subscription().id}`)).status).toBe(
			404,
		);
		const unheard = await world.send(types[0] ?? '');
		const deliveries = await world.api('GET', `/v1/deliveries?message_id=${unheard}`);
		expect(deliveries.body.data).toEqual([]);
	});

	it.each(triggers)('%s shows a sample with a key for every output field', (key) => {
		const { sample = {} } = operationOf(key);
		const declared = outputFieldsOf(operationOf(key)).map((field) => field.key);
		expect(Object.keys(sample).sort()).toEqual(declared.sort());
	});
});
