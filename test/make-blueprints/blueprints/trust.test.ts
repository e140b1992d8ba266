import { createHash, createHmac } from 'node:crypto';
import { languages } from '@voicehooks/core';
import { maxAge, signingSecret, trust } from '../../../make-blueprints/src/blueprints/settings.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import {
	deliverTo,
	enteredSettings,
	gotOf,
	plainBlueprints,
	recipeNamed,
	scenarioOf,
} from '../support/blueprint-bench.ts';
import type { Arrived } from '../support/gateway.ts';
import { hookBodyOf, type MakeBench, startMakeBench } from '../support/make-bench.ts';

let bench: MakeBench;
let target: Hook;
/** What the target answers next. */
let targetStatus = 200;

beforeAll(async () => {
	bench = await startMakeBench();
	target = await startHook(() => targetStatus);
});
beforeEach(() => {
	targetStatus = 200;
});
afterAll(async () => {
	await bench.stop();
	await target.stop();
});

describe.each(plainBlueprints)('$slug in $language', ({ slug, language, recipe }) => {
	let delivery: Awaited<ReturnType<typeof deliverTo>>;
	beforeAll(async () => {
		delivery = await deliverTo(bench, slug);
	});
	const entered = (secret = delivery.subscribed.secret) =>
		enteredSettings(recipe, language, secret, target);

	/** How many posts a request makes, and how the scenario is afterwards. */
	const posts = async (
		arrived: Pick<Arrived, 'headers' | 'body'>,
		settings = entered(),
		now: () => number = Date.now,
	): Promise<number> => {
		const before = target.hits.length;
		const scenario = scenarioOf(slug, language, settings, { now });
		const { operations } = await scenario.run(arrived);
		expect(scenario.active()).toBe(true);
		if (target.hits.length === before) expect(operations).toEqual([1, 2]);
		return target.hits.length - before;
	};

	it('takes what voicehooks signed', async () => {
		expect(await posts(delivery.arrived)).toBe(1);
	});

	it('stops at the settings when one character was changed', async () => {
		const text = delivery.arrived.body.toString().replace('"test":false', '"test":true');
		expect(await posts({ ...delivery.arrived, body: Buffer.from(text) })).toBe(0);
	});

	it('stops at the settings without a signature, with a wrong one, or with the standard one', async () => {
		const { 'x-voicehooks-signature': own, ...headers } = delivery.arrived.headers;
		expect(own).toMatch(/^v1=/);
		for (const signature of [undefined, '', `v1=${'0'.repeat(64)}`, headers['webhook-signature']]) {
			const sent = {
				...headers,
				...(signature === undefined ? {} : { 'x-voicehooks-signature': signature }),
			};
			expect(await posts({ ...delivery.arrived, headers: sent })).toBe(0);
		}
	});

	it('stops at the settings while no secret is entered, or something else than one', async () => {
		const { arrived } = delivery;
		const document = `${arrived.headers['webhook-timestamp']}.${arrived.body}`;
		for (const secret of ['', ' ', 'whsec_', 'secret', `sub_${'0'.repeat(40)}`]) {
			// An empty key makes Make hash without a key.
			const hash = secret === '' ? createHash('sha256') : createHmac('sha256', secret);
			const signature = `v1=${hash.update(document).digest('hex')}`;
			const headers = { ...arrived.headers, 'x-voicehooks-signature': signature };
			expect(await posts({ ...arrived, headers }, entered(secret))).toBe(0);
		}
	});

	it('stops at the settings for a signature that is older than the user allows, or from the future', async () => {
		const sentMs = Number(delivery.arrived.headers['webhook-timestamp']) * 1_000;
		const ranAfter = (seconds: number, settings = entered()) =>
			posts(delivery.arrived, settings, () => sentMs + seconds * 1_000);
		expect(await ranAfter(300)).toBe(1);
		expect(await ranAfter(301)).toBe(0);
		expect(await ranAfter(-301)).toBe(0);
		expect(await ranAfter(3_600, { ...entered(), [maxAge.name[language]]: '3600' })).toBe(1);
		const headers = { ...delivery.arrived.headers, 'webhook-timestamp': '' };
		expect(await posts({ ...delivery.arrived, headers })).toBe(0);
	});

	it('takes both signatures while one secret replaces another', async () => {
		const { subscribed } = delivery;
		const headers = {
			...delivery.arrived.headers,
			'x-voicehooks-signature': `v1=${'0'.repeat(64)},${delivery.arrived.headers['x-voicehooks-signature']}`,
		};
		expect(await posts({ ...delivery.arrived, headers }, entered(subscribed.secret))).toBe(1);
	});

	it('takes anything once the user leaves the check to the API key of Make', async () => {
		const settings = {
			...entered(''),
			[trust.name[language]]: 'x-make-apikey',
		};
		const { 'x-voicehooks-signature': _, ...headers } = delivery.arrived.headers;
		expect(await posts({ ...delivery.arrived, headers }, settings)).toBe(1);
		expect(await posts(delivery.arrived, { ...settings, [trust.name[language]]: 'x' })).toBe(0);
	});

	it('fails when the webhook does not pass its headers on', async () => {
		const webhook = { headers: false, passThrough: true };
		const scenario = scenarioOf(slug, language, entered(), { webhook });
		await expect(scenario.run(delivery.arrived)).rejects.toThrow('not an array');
	});

	it('stops at the settings when the webhook does not pass the raw body on', async () => {
		const webhook = { headers: true, passThrough: false };
		const scenario = scenarioOf(slug, language, entered(), { webhook });
		expect(await scenario.run(delivery.arrived)).toEqual({
			operations: [1, 2],
			stoppedBefore: [3],
		});
	});

	it('keeps a run that the target refuses, stays on, and finishes it later', async () => {
		targetStatus = 503;
		const scenario = scenarioOf(slug, language, entered());
		const before = target.hits.length;
		await scenario.run(delivery.arrived);
		expect(scenario.active()).toBe(true);
		expect(scenario.incomplete).toMatchObject([{ error: 'HTTP 503' }]);
		await scenario.retryIncomplete();
		expect(scenario.incomplete).toHaveLength(1);
		targetStatus = 200;
		await scenario.retryIncomplete();
		expect(scenario.incomplete).toEqual([]);
		const got = gotOf(target.hits.slice(before));
		expect(got).toHaveLength(3);
		expect(new Set(got.map(({ key }) => key))).toEqual(new Set([hookBodyOf(delivery.arrived).id]));
		expect(new Set(got.map(({ body }) => JSON.stringify(body))).size).toBe(1);
	});
});

describe('an API key of Make', () => {
	it('comes with every delivery, and without it Make refuses', async () => {
		const slug = 'low-credits-alert';
		const { arrived, subscribed } = await deliverTo(bench, slug, 'key-of-the-webhook');
		expect(arrived.headers['x-make-apikey']).toBe('key-of-the-webhook');
		expect(arrived.answered).toBe(200);
		const refused = await fetch(subscribed.hook.url, { method: 'POST', body: '{}' });
		expect(refused.status).toBe(401);
		expect(subscribed.hook.queue).toHaveLength(1);
	});

	it.each(languages)('is enough for the %s scenario without a secret', async (language) => {
		const slug = 'low-credits-alert';
		const { arrived } = await deliverTo(bench, slug, 'key-of-the-webhook');
		const settings = {
			...enteredSettings(recipeNamed(slug), language, '', target),
			[trust.name[language]]: 'x-make-apikey',
			[signingSecret.name[language]]: '',
		};
		const before = target.hits.length;
		await scenarioOf(slug, language, settings).run(arrived);
		expect(target.hits.length - before).toBe(1);
	});
});

it('a scenario that was off runs what waited, but nothing that waited too long', async () => {
	const slug = 'low-credits-alert';
	const { arrived, subscribed } = await deliverTo(bench, slug);
	expect(subscribed.hook.queue).toHaveLength(1);
	const settings = enteredSettings(recipeNamed(slug), 'en', subscribed.secret, target);
	const at = (minutes: number) => () => Date.now() + minutes * 60_000;
	const before = target.hits.length;
	await scenarioOf(slug, 'en', settings, { now: at(10) }).run(arrived);
	expect(target.hits.length).toBe(before);
	await scenarioOf(slug, 'en', settings, { now: at(4) }).run(arrived);
	expect(target.hits.length).toBe(before + 1);
});
