import { definitionOf } from '../../../zapier-app/build/definition.ts';
import type { Definition, Step } from '../../../zapier-app/build/lint/definition.ts';
import { shapeFaults } from '../../../zapier-app/build/lint/result-shape.ts';
import { outputFieldsOf } from '../../../zapier-app/build/lint/walk.ts';
import { createApp } from '../../../zapier-app/src/app.ts';
import type { AppRow } from '../../zapier-app/stand-in/operations.ts';
import { describeWithTools, toolsNote } from './built-zip.ts';
import { startWorld, type World } from './world.ts';

const variant = { vendor: null, locale: 'en' } as const;
const app = createApp({ locale: 'en' });
const dropdowns = Object.entries(app.triggers ?? {})
	.filter(([, trigger]) => trigger.display.hidden === true)
	.map(([key]) => key);

describeWithTools(`actions and searches of the built app${toolsNote}`, () => {
	let world: World;
	let definition: Definition;
	const sandboxes = new Map<string, string>();
	beforeAll(async () => {
		world = await startWorld(variant);
		definition = await definitionOf(variant);
		for (const vendor of ['vocalis', 'voicehire']) {
			const { body } = await world.api('POST', '/v1/sources', {
				vendor,
				name: 'Sandbox',
				sandbox: true,
			});
			sandboxes.set(vendor, body.id);
		}
	});
	afterAll(() => world.stop());

	const create = (key: string, inputData: Readonly<Record<string, unknown>>) =>
		world.zapier.create(key, { authData: world.authData, inputData });
	const search = (key: string, inputData: Readonly<Record<string, unknown>>) =>
		world.zapier.search(key, { authData: world.authData, inputData });
	const zapOn = async (trigger: string, inputData: Readonly<Record<string, unknown>> = {}) => {
		const zap = world.zapier.zap(trigger, { authData: world.authData, inputData });
		await zap.turnOn();
		return zap;
	};
	/** Zapier checks the results of actions and searches as it does those of triggers. */
	const expectShape = (step: Step | undefined, live: AppRow | undefined) => {
		const sample = step?.operation.sample ?? {};
		const outputFields = step === undefined ? [] : outputFieldsOf(step.operation);
		expect(shapeFaults({ sample, outputFields, polled: sample, live: live ?? {} })).toEqual([]);
	};

	describe('Start Call', () => {
		const fields = () => ({
			agent_id: 'agt_1',
			to: '+33612345678',
			variables: { first_name: 'Léa' },
			source_id: sandboxes.get('vocalis'),
		});

		it('has a call made, whose events say what was asked', async () => {
			const zap = await zapOn('vocalis_call_ended', { source_id: sandboxes.get('vocalis') });
			const call = await create('start_call', fields());
			expect(call).toMatchObject({ to: '+33612345678', sandbox: true, done_before: false });
			expectShape(definition.creates?.start_call, call);
			const [row] = await zap.waitForRuns(1);
			expect(row).toMatchObject({ call_id: call.call_id, agent_id: 'agt_1' });
			expect(JSON.stringify(row)).toContain('Léa');
			await zap.turnOff();
		});

		it('calls nobody twice when a step is run again, and again when its reference differs', async () => {
			const zap = await zapOn('vocalis_call_ended', { source_id: sandboxes.get('vocalis') });
			const ask = (reference: string) => create('start_call', { ...fields(), reference });
			const [first, again, other] = [await ask('one'), await ask('one'), await ask('two')];
			expect(again).toEqual({ ...first, done_before: true });
			expect(other?.call_id).not.toBe(first?.call_id);
			const runs = await zap.waitForRuns(2);
			expect(runs.map((row) => row.call_id)).toEqual([first?.call_id, other?.call_id]);
			await zap.turnOff();
		});

		it('says what is missing where the source has no token of the vendor’s', async () => {
			const step = { ...fields(), source_id: world.sourceOf('vocalis') };
			await expect(create('start_call', step)).rejects.toMatchObject({
				message: expect.stringMatching(/token/i),
			});
		});

		it('says which field is wrong', async () => {
			await expect(create('start_call', { ...fields(), to: 'nobody' })).rejects.toMatchObject({
				message: expect.stringMatching(/to|phone/i),
			});
		});
	});

	it('Source Candidates has each of them texted', async () => {
		const zap = await zapOn('voicehire_candidate_sourced');
		const person = (first_name: string, phone: string) => ({ first_name, last_name: 'Roy', phone });
		const answer = await create('source_candidates', {
			campaign_id: 'cmp_1',
			candidates: [person('Zoé', '+33612345678'), person('Max', '+33687654321')],
			source_id: sandboxes.get('voicehire'),
		});
		expect(answer).toMatchObject({ campaign_id: 'cmp_1', sandbox: true });
		expectShape(definition.creates?.source_candidates, answer);
		const rows = await zap.waitForRuns(2);
		expect(rows.map((row) => row.campaign_id)).toEqual(['cmp_1', 'cmp_1']);
		await zap.turnOff();
	});

	it('Replay Event delivers it again under its id, to all or to one', async () => {
		const zaps = [await zapOn('dexem_cdr'), await zapOn('dexem_any_event')];
		const id = await world.send('dexem.cdr');
		for (const zap of zaps) await zap.waitForRuns(1);
		const answer = await create('replay_event', { event_id: id });
		expect(answer).toEqual({ id, deliveries: 2 });
		expectShape(definition.creates?.replay_event, answer);
		for (const zap of zaps) {
			expect((await zap.waitForRuns(2))[1]).toMatchObject({ id, replay: true });
		}
		const [one, other] = zaps;
		await create('replay_event', { event_id: id, subscription_id: one?.subscription().id });
		await one?.waitForRuns(3);
		expect(other?.requests).toHaveLength(2);
		for (const zap of zaps) await zap.turnOff();
	});

	it('Find Event finds one by its id, by its call and by a phone number, or nothing', async () => {
		const data = { call_id: 'c_find_event', caller_phone: '+33699000111' };
		const id = await world.send('inboundflow.call.completed', data);
		for (const inputData of [
			{ event_id: id },
			{ call_id: 'c_find_event' },
			{ phone: '06 99 00 01 11' },
			{ phone: '+33699000111', event_types: ['inboundflow.call.completed'] },
		]) {
			const found = await search('find_event', inputData);
			expect(found).toEqual([expect.objectContaining({ id })]);
			expectShape(definition.searches?.find_event, found[0]);
		}
		expect(await search('find_event', { event_id: 'msg_nobody' })).toEqual([]);
		expect(await search('find_event', { phone: '+33699999999' })).toEqual([]);
	});

	it('Find Call finds the newest call by its id and by a phone number, or nothing', async () => {
		const data = { call_id: 'c_find_call', caller_phone: '+33699000222' };
		const id = await world.send('inboundflow.call.completed', data);
		for (const inputData of [{ call_id: 'c_find_call' }, { phone: '+33699000222' }]) {
			const found = await search('find_call', inputData);
			expect(found).toEqual([expect.objectContaining({ id, call_id: 'c_find_call' })]);
			expectShape(definition.searches?.find_call, found[0]);
		}
		expect(await search('find_call', { call_id: 'c_nobody' })).toEqual([]);
		await expect(search('find_call', {})).rejects.toMatchObject({ name: 'HaltedError' });
	});

	it.each(dropdowns)('the dropdown %s lists what a field takes, by a name', async (key) => {
		const rows = await world.zapier.dropdown(key, world);
		for (const row of rows) {
			expect(row).toMatchObject({ id: expect.any(String), name: expect.any(String) });
		}
		expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
	});

	it('a dropdown lists the sources and the values seen so far, and its pages end', async () => {
		await world.send('vocalis.call.ended', { agent_id: 'agt_seen' });
		const idsOf = async (key: string, page?: number) =>
			(await world.zapier.dropdown(key, world, page)).map(({ id }) => id);
		expect(await idsOf('vocalis_source_list')).toContain(world.sourceOf('vocalis'));
		expect(await idsOf('agent_list')).toContain('agt_seen');
		expect(await idsOf('agent_list', 1)).toEqual([]);
	});
});
