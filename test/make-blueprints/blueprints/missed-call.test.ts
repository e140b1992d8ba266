import { languages } from '@voicehooks/core';
import { type Hook, startHook } from '../../support/hooks.ts';
import {
	enteredSettings,
	gotOf,
	importBlueprint,
	recipeNamed,
	type Subscribed,
	subscribe,
} from '../support/blueprint-bench.ts';
import { hookBodyOf, type MakeBench, startMakeBench } from '../support/make-bench.ts';
import { type Change, eventNamed, own, playInto } from '../support/play-into.ts';
import { createScenario } from '../support/scenario-engine.ts';
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

describe.each(languages)('missed call to call-back task, in %s', (language) => {
	const slug = 'missed-call-to-task';
	let subscribed: Subscribed;
	beforeAll(async () => {
		subscribed = await subscribe(bench, recipeNamed(slug));
		// A vendor without field names tells through its source's map.
		await bench.service.call(
			'PATCH',
			`/v1/sources/${bench.sourceOf(eventNamed('dexem.cdr').vendor).id}`,
			{
				field_map: {
					duration_seconds: 'talk_duration',
					caller_phone_e164: 'caller_number',
					result: 'status',
				},
			},
		);
	});
	const play = (type: string, change?: Change, settings?: Readonly<Record<string, string>>) =>
		playInto({ bench, target }, slug, language, subscribed, type, change, settings);

	it('a call of no length makes a task with the number to call back', async () => {
		const [got, ...others] = await play(
			'inboundflow.call.completed',
			own({ duration_seconds: 0, caller_phone: '+33612345678' }),
		);
		expect(others).toEqual([]);
		expect(got).toMatchObject({
			at: 'task_url',
			body: {
				title: { en: 'Call back +33612345678', fr: 'Rappeler le +33612345678' }[language],
				phone: '+33612345678',
				duration_seconds: 0,
			},
		});
	});

	it('a call that was talked does not', async () => {
		expect(await play('inboundflow.call.completed', own({ duration_seconds: 1 }))).toEqual([]);
		expect(await play('inboundflow.call.completed', own({ duration_seconds: 600 }))).toEqual([]);
	});

	it('a call of unknown length does not, unless its result says so', async () => {
		const settings = {
			[{ en: 'missed_below_seconds', fr: 'manque_sous_secondes' }[language]]: '60',
		};
		const unknown = own({ duration_seconds: null });
		expect(await play('inboundflow.call.completed', unknown, settings)).toEqual([]);
	});

	it('the user says what is short', async () => {
		const settings = {
			[{ en: 'missed_below_seconds', fr: 'manque_sous_secondes' }[language]]: '10',
		};
		const short = own({ duration_seconds: 9 });
		expect(await play('inboundflow.call.completed', short, settings)).toHaveLength(1);
	});

	it('nobody to call back, no task', async () => {
		const hidden = own({ duration_seconds: 0, caller_phone: null });
		expect(await play('inboundflow.call.completed', hidden)).toEqual([]);
	});

	it('a tracked call counts by its mapped duration or result', async () => {
		expect(await play('dexem.cdr', own({ talk_duration: 0 }))).toMatchObject([
			{ body: { phone: '+33612345678', type: 'dexem.cdr' } },
		]);
		expect(await play('dexem.cdr', own({ talk_duration: 20, status: 'missed' }))).toHaveLength(1);
		expect(await play('dexem.cdr', own({ talk_duration: 20, status: 'ok' }))).toEqual([]);
		expect(await play('dexem.cdr', own({ talk_duration: 20, status: 'miss' }))).toEqual([]);
	});

	it('whom our own call action rang is called back on that number', async () => {
		const { body: source } = await bench.service.call<{
			readonly id: string;
		}>('POST', '/v1/sources', { vendor: 'vocalis', name: 'Play', sandbox: true });
		const known = subscribed.hook.arrived.length;
		await bench.service.call(
			'POST',
			'/v1/calls',
			{ agent_id: 'a_42', to: '+33698765432', source_id: source.id },
			{ 'idempotency-key': crypto.randomUUID() },
		);
		const arrived = await until(() =>
			subscribed.hook.arrived
				.slice(known)
				.find((each) => hookBodyOf(each).type === 'vocalis.call.ended'),
		);
		const { normalized } = hookBodyOf(arrived);
		const settings = {
			...enteredSettings(recipeNamed(slug), language, subscribed.secret, target),
			[{ en: 'missed_results', fr: 'resultats_manques' }[language]]: normalized.result ?? '',
		};
		const scenario = createScenario(importBlueprint(slug, language), { settings });
		const before = target.hits.length;
		await scenario.run(arrived);
		expect(gotOf(target.hits.slice(before))).toMatchObject([{ body: { phone: '+33698765432' } }]);
	});
});
