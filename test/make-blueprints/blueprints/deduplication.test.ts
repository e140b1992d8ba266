import { trust } from '../../../make-blueprints/src/blueprints/settings.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import {
	deliverTo,
	enteredSettings,
	gotOf,
	plainBlueprints,
	scenarioOf,
} from '../support/blueprint-bench.ts';
import type { Arrived } from '../support/gateway.ts';
import { hookBodyOf, type MakeBench, startMakeBench } from '../support/make-bench.ts';
import { until } from '../support/until.ts';

let bench: MakeBench;
let target: Hook;
beforeAll(async () => {
	bench = await startMakeBench();
	target = await startHook();
});
afterAll(async () => {
	await bench.stop();
	await target.stop();
});

/** All but the one that only forwards. */
const deduplicating = plainBlueprints.filter(({ recipe }) => recipe.routes.length > 0);

describe.each(deduplicating)('$slug in $language deduplicates', ({ slug, language, recipe }) => {
	let delivery: Awaited<ReturnType<typeof deliverTo>>;
	beforeAll(async () => {
		delivery = await deliverTo(bench, slug);
	});

	it('a delivery that came twice is posted once', async () => {
		const scenario = scenarioOf(
			slug,
			language,
			enteredSettings(recipe, language, delivery.subscribed.secret, target),
		);
		const before = target.hits.length;
		await scenario.run(delivery.arrived);
		const again = await scenario.run(delivery.arrived);
		expect(target.hits.length - before).toBe(1);
		expect(again).toEqual({ operations: [1, 2, 3, 4], stoppedBefore: [5] });
		expect([...scenario.dataStore.keys()]).toEqual([hookBodyOf(delivery.arrived).id]);
		expect([...scenario.dataStore.values()]).toEqual([
			{
				type: hookBodyOf(delivery.arrived).type,
				received_at: hookBodyOf(delivery.arrived).received_at,
			},
		]);
	});

	it('a replay that was asked for passes, and its own retry does not', async () => {
		const scenario = scenarioOf(
			slug,
			language,
			enteredSettings(recipe, language, delivery.subscribed.secret, target),
		);
		const { id } = hookBodyOf(delivery.arrived);
		const replay = async (): Promise<Arrived> => {
			const { hook, id: subscription_id } = delivery.subscribed;
			const known = hook.arrived.length;
			await bench.service.call('POST', `/v1/messages/${id}/replay`, { subscription_id });
			return until(() => hook.arrived[known]);
		};
		const before = target.hits.length;
		await scenario.run(delivery.arrived);
		const first = await replay();
		expect(hookBodyOf(first)).toMatchObject({ id, replay: true });
		await scenario.run(first);
		await scenario.run(first);
		await scenario.run(await replay());
		const got = gotOf(target.hits.slice(before));
		expect(got).toHaveLength(3);
		expect(got[0]?.key).toBe(id);
		expect(new Set(got.map(({ key }) => key)).size).toBe(3);
	});

	it('a replay whose header was taken off passes too', async () => {
		const scenario = scenarioOf(slug, language, {
			...enteredSettings(recipe, language, '', target),
			[trust.name[language]]: 'x-make-apikey',
		});
		const before = target.hits.length;
		await scenario.run(delivery.arrived);
		const text = delivery.arrived.body.toString().replace('"replay":false', '"replay":true');
		await scenario.run({ ...delivery.arrived, body: Buffer.from(text) });
		expect(target.hits.length - before).toBe(2);
	});

	it('a header that calls an event a replay does not make it one', async () => {
		const scenario = scenarioOf(
			slug,
			language,
			enteredSettings(recipe, language, delivery.subscribed.secret, target),
		);
		const before = target.hits.length;
		await scenario.run(delivery.arrived);
		const headers = { ...delivery.arrived.headers, 'voicehooks-replay': 'dlv_forged' };
		await scenario.run({ ...delivery.arrived, headers });
		expect(target.hits.length - before).toBe(1);
	});

	it('of two runs that race, the later is kept instead of posting twice', async () => {
		const scenario = scenarioOf(
			slug,
			language,
			enteredSettings(recipe, language, delivery.subscribed.secret, target),
		);
		const before = target.hits.length;
		await Promise.all([scenario.run(delivery.arrived), scenario.run(delivery.arrived)]);
		expect(target.hits.length - before).toBe(1);
		expect(scenario.incomplete.length).toBeLessThanOrEqual(1);
	});
});
