import type { CatalogueEntry, Category, HookBody } from '@voicehooks/core';
import type { Recipe } from '../../../make-blueprints/src/blueprints/recipe.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { everyEvent } from '../../support/vendor-request.ts';
import {
	enteredSettings,
	everyBlueprint,
	gotOf,
	importBlueprint,
	type Subscribed,
	subscribe,
} from '../support/blueprint-bench.ts';
import type { Arrived } from '../support/gateway.ts';
import { hookBodyOf, type MakeBench, startMakeBench } from '../support/make-bench.ts';
import { createScenario } from '../support/scenario-engine.ts';
import { until } from '../support/until.ts';

let bench: MakeBench;
let target: Hook;
const subscribed = new Map<string, Subscribed>();

beforeAll(async () => {
	bench = await startMakeBench();
	target = await startHook();
	for (const { recipe } of everyBlueprint) {
		if (!subscribed.has(recipe.slug)) subscribed.set(recipe.slug, await subscribe(bench, recipe));
	}
	for (const { vendor, eventType } of everyEvent) await bench.play(vendor, eventType);
	for (const { recipe } of everyBlueprint)
		await subscribed.get(recipe.slug)?.hook.waitFor(recipe.entries.length);
});
afterAll(async () => {
	await bench.stop();
	await target.stop();
});

const cases = everyBlueprint.flatMap((one) =>
	one.recipe.entries.map((entry) => ({ ...one, entry, type: entry.type })),
);

const deliveredTo = (slug: string, type: string): { readonly arrived: Arrived } & Subscribed => {
	const one = subscribed.get(slug);
	const arrived = one?.hook.arrived.find((each) => hookBodyOf(each).type === type);
	if (one === undefined || arrived === undefined) throw new Error(`${type} did not arrive.`);
	return { ...one, arrived };
};

const runOnce = async ({ slug, language, recipe, type }: (typeof cases)[number]) => {
	const { secret, arrived } = deliveredTo(slug, type);
	const scenario = createScenario(importBlueprint(slug, language), {
		settings: enteredSettings(recipe, language, secret, target),
	});
	const before = target.hits.length;
	const run = await scenario.run(arrived);
	return { scenario, run, arrived, hits: target.hits.slice(before), event: hookBodyOf(arrived) };
};

/** Where a field of what was posted comes from in the event: under its own name, whichever part. */
const sourceOf = (event: HookBody, key: string): unknown => {
	if (key === 'event_id') return event.id;
	if (key === 'data') return event.data;
	const { data, normalized, links } = event;
	for (const part of [event, data, normalized, links] as const) {
		if (Object.hasOwn(part, key)) return (part as Readonly<Record<string, unknown>>)[key];
	}
	return undefined;
};

/** What an event that is posted costs (docs/make.md). */
const operationsOf = ({ routes }: Recipe): number => {
	const [route] = routes;
	if (route === undefined) return 3;
	return route.body === 'event' ? 6 : 8;
};

/** Fields that a blueprint composes. */
const composed = ['title', 'text', 'phone'];

/** Where an event of each category belongs. */
const places: Readonly<Record<Category, string>> = {
	call: 'calls_url',
	conversation: 'calls_url',
	appointment: 'bookings_url',
	lead: 'bookings_url',
	candidate: 'interviews_url',
	interview: 'interviews_url',
	campaign: 'campaigns_url',
	credit: 'campaigns_url',
	account: 'account_url',
};

/** Whether a blueprint that chooses takes the event as its vendor's sample is. */
const taken = (slug: string, { sample, category }: CatalogueEntry): string | null => {
	if (slug === 'missed-call-to-task') return null;
	if (slug === 'verify-deduplicate-route') return places[category];
	if (slug === 'booking-to-calendar')
		return sample.normalized.appointment_start === null ? 'review_url' : 'calendar_url';
	return '';
};

describe.each(cases)('$slug in $language: $type', (one) => {
	it('posts it once where it belongs, with its values', async () => {
		const { run, hits, event, scenario } = await runOnce(one);
		expect(scenario.active()).toBe(true);
		expect(scenario.incomplete).toEqual([]);
		const place = taken(one.slug, one.entry);
		if (place === null) {
			expect(hits).toEqual([]);
			return;
		}
		const [got, ...others] = gotOf(hits);
		expect(others).toEqual([]);
		expect(got?.at).toMatch(place === '' ? /^[a-z]+_url$/ : place);
		expect(got?.key).toBe(event.id);
		expect(run.operations).toHaveLength(operationsOf(one.recipe));
		const posted = got?.body as Readonly<Record<string, unknown>>;
		if (Object.hasOwn(posted, 'normalized')) {
			expect(posted).toEqual(event);
			return;
		}
		for (const [key, value] of Object.entries(posted)) {
			if (composed.includes(key)) expect(value).toMatch(/\S/);
			else expect([key, value]).toEqual([key, sourceOf(event, key)]);
		}
		expect(posted).toMatchObject({ event_id: event.id, type: event.type });
	});

	it('passes the bytes on unchanged where it forwards the event', async () => {
		const { hits, arrived } = await runOnce(one);
		const [hit] = hits;
		if (hit === undefined || one.recipe.anything !== true) return;
		expect(hit.body).toEqual(arrived.body);
		expect(hit.headers['content-type']).toMatch(/^application\/json/);
	});
});

it('an event that the catalogue does not know goes the way of everything else', async () => {
	for (const language of ['en', 'fr'] as const) {
		const slug = 'verify-deduplicate-route';
		const one = cases.find((each) => each.slug === slug && each.language === language);
		const subscription = subscribed.get(slug);
		const named = everyEvent.find(({ vendor }) => vendor.envelope.kind !== 'unnamed');
		if (one === undefined || subscription === undefined || named === undefined)
			throw new Error('nothing to try');
		const { hook, secret } = subscription;
		const id = await bench.play(named.vendor, named.eventType, (body) => {
			body.event = `brand.new.${language}`;
		});
		const arrived = await until(() => hook.arrived.find((each) => hookBodyOf(each).id === id));
		const scenario = createScenario(importBlueprint(slug, language), {
			settings: enteredSettings(one.recipe, language, secret, target),
		});
		const before = target.hits.length;
		await scenario.run(arrived);
		expect(gotOf(target.hits.slice(before))).toMatchObject([
			{ at: 'others_url', body: { id, type: `${named.vendor.id}.unknown` } },
		]);
	}
});
