import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languages } from '@voicehooks/core';
import { settingsOf } from '../../../make-blueprints/src/blueprints/build.ts';
import { subscribedTypes } from '../../../make-blueprints/src/blueprints/guide.ts';
import type { Recipe } from '../../../make-blueprints/src/blueprints/recipe.ts';
import { recipes } from '../../../make-blueprints/src/blueprints/recipes/index.ts';
import type { Blueprint } from '../../../make-blueprints/src/blueprints/scenario.ts';
import { signingSecret } from '../../../make-blueprints/src/blueprints/settings.ts';
import type { Hit, Hook } from '../../support/hooks.ts';
import { everyEvent } from '../../support/vendor-request.ts';
import type { Arrived, GatewayHook } from './gateway.ts';
import { makeFolder } from './generated.ts';
import { hookBodyOf, type MakeBench } from './make-bench.ts';
import { createScenario, type Scenario } from './scenario-engine.ts';
import { until } from './until.ts';

/** A committed blueprint, as a user imports it. */
export const importBlueprint = (slug: string, language: Language): Blueprint =>
	JSON.parse(readFileSync(join(makeFolder, 'blueprints', language, `${slug}.json`), 'utf8'));

/** Every committed blueprint, for tables. */
export const everyBlueprint: readonly {
	readonly slug: string;
	readonly language: Language;
	readonly recipe: Recipe;
}[] = recipes().flatMap((recipe) =>
	languages.map((language) => ({ slug: recipe.slug, language, recipe })),
);

/** A recipe by its slug. */
export const recipeNamed = (slug: string): Recipe => {
	const found = recipes().find((recipe) => recipe.slug === slug);
	if (found === undefined) throw new Error(`There is no blueprint ${slug}.`);
	return found;
};

/** What a user enters in module 2: the secret, and for each URL a path of the target. */
export const enteredSettings = (
	recipe: Recipe,
	language: Language,
	secret: string,
	target: Hook,
): Readonly<Record<string, string>> =>
	Object.fromEntries([
		...settingsOf(recipe)
			.filter(({ name }) => name.en.endsWith('_url'))
			.map(({ name }) => [name[language], `${target.url}/${name.en}`] as const),
		[signingSecret.name[language], secret] as const,
	]);

export type Subscribed = {
	readonly id: string;
	readonly secret: string;
	readonly hook: GatewayHook;
};

/** Subscribes a webhook of Make to what a blueprint is for, as its guide says. */
export const subscribe = async (
	{ service, gateway }: MakeBench,
	recipe: Recipe,
	apiKey?: string,
): Promise<Subscribed> => {
	const hook = gateway.createHook(apiKey === undefined ? {} : { apiKey });
	const { body } = await service.call<{ readonly id: string; readonly secret: string }>(
		'POST',
		'/v1/subscriptions',
		{
			url: hook.url,
			platform: 'make',
			event_types: subscribedTypes(recipe),
			...(apiKey === undefined ? {} : { headers: { 'x-make-apikey': apiKey } }),
		},
	);
	return { ...body, hook };
};

/** What a target got, by the English name of the setting that held its URL. */
export const gotOf = (
	hits: readonly Hit[],
): readonly { readonly at: string; readonly key: string; readonly body: unknown }[] =>
	hits.map(({ path, headers, body }) => ({
		at: path.split('/').at(-1) ?? '',
		key: String(headers['idempotency-key']),
		body: JSON.parse(body.toString('utf8')),
	}));

/** A blueprint with what its user entered. */
export const scenarioOf = (
	slug: string,
	language: Language,
	settings: Readonly<Record<string, string>>,
	options: Parameters<typeof createScenario>[1] = {},
): Scenario => createScenario(importBlueprint(slug, language), { ...options, settings });

/** Those that take an event as its vendor's sample is. */
export const plainBlueprints = everyBlueprint.filter(({ slug }) => slug !== 'missed-call-to-task');

/** Subscribes a blueprint and has its first event delivered. */
export const deliverTo = async (
	bench: MakeBench,
	slug: string,
	apiKey?: string,
): Promise<{ readonly subscribed: Subscribed; readonly arrived: Arrived }> => {
	const recipe = recipeNamed(slug);
	const subscribed = await subscribe(bench, recipe, apiKey);
	const event = everyEvent.find(({ type }) => type === recipe.entries[0]?.type);
	if (event === undefined) throw new Error(`${slug} names no event.`);
	const id = await bench.play(event.vendor, event.eventType);
	const arrived = await until(() =>
		subscribed.hook.arrived.find((each) => hookBodyOf(each).id === id),
	);
	return { subscribed, arrived };
};
