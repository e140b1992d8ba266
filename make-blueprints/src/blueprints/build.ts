import type { Language, Localized } from '@voicehooks/core';
import {
	ageSeconds,
	event,
	expectedSignature,
	expression,
	idempotencyKey,
	ids,
	rawBody,
	rememberedUnder,
	signatures,
} from './expressions.ts';
import {
	addRecord,
	existRecord,
	parseJson,
	postJson,
	router,
	scenarioSettings,
	setVariables,
	toJson,
	webhook,
} from './modules.ts';
import type { Recipe, Route } from './recipe.ts';
import type { Blueprint, Filter, Module } from './scenario.ts';
import {
	editHere,
	maxAge,
	type Setting,
	settingIn,
	signingSecret,
	trust,
	trusts,
	variableOf,
} from './settings.ts';
import { say } from './typography.ts';

const names = {
	webhook: { en: 'voicehooks delivers here', fr: 'voicehooks livre ici' },
	event: { en: 'Read the event', fr: 'Lire l’événement' },
	seen: { en: 'Seen before?', fr: 'Déjà reçu ?' },
	remember: { en: 'Remember it', fr: 'S’en souvenir' },
	router: { en: 'By event', fr: 'Selon l’événement' },
	json: { en: 'Write as JSON', fr: 'Écrire en JSON' },
	retry: { en: 'Keep and retry', fr: 'Conserver et réessayer' },
	forward: { en: 'Post the event', fr: 'Envoyer l’événement' },
	trusted: { en: 'Sent by voicehooks', fr: 'Envoyé par voicehooks' },
	unseen: { en: 'Not seen before', fr: 'Jamais reçu' },
} as const satisfies Record<string, Localized>;

/** A secret that is missing or no secret must not pass: an empty key makes an unkeyed hash. */
const secretPattern = '^whsec_[A-Za-z0-9+/=]{32,88}$';

/** Lets pass what voicehooks signed lately, or what Make's own API key already let pass. */
const trusted = (language: Language): Filter => {
	const secret = settingIn(signingSecret, language);
	const chosen = expression(settingIn(trust, language));
	return {
		name: say(names.trusted, language),
		conditions: [
			[
				{ a: chosen, o: 'text:equal', b: trusts.signature },
				{ a: expression(secret), o: 'text:pattern', b: secretPattern },
				{
					a: expression(ageSeconds),
					o: 'number:lessorequal',
					b: expression(settingIn(maxAge, language)),
				},
				{ a: expression(signatures), o: 'text:contain', b: expectedSignature(secret) },
			],
			[{ a: chosen, o: 'text:equal', b: trusts.apiKey }],
		],
	};
};

/** The settings that a recipe asks for, in the order of its module "EDIT HERE". */
export const settingsOf = (recipe: Recipe): readonly Setting[] => [
	trust,
	signingSecret,
	maxAge,
	...recipe.settings,
];

const jsonHeaders = (key: string) => [{ name: 'Idempotency-Key', value: expression(key) }];

/** The modules of one route, from this id on. */
const routeModules = (
	route: Route,
	row: number,
	firstId: number,
	language: Language,
): readonly Module[] => {
	const filter = { name: say(route.name, language), conditions: route.when(language) };
	const retry = say(names.retry, language);
	const url = expression(settingIn(route.url, language));
	const headers = jsonHeaders(rememberedUnder);
	const post = (id: number, column: number, json: string, entry?: Filter) =>
		postJson(
			{ id, column, row, name: say(route.names.post, language), filter: entry },
			{ url, headers, json },
			retry,
		);
	if (route.body === 'event') return [post(firstId, 6, expression(rawBody), filter)];
	const [fields, json, sent] = [firstId, firstId + 1, firstId + 2];
	return [
		setVariables(
			{ id: fields, column: 6, row, name: say(route.names.fields, language), filter },
			route.body.fields(language),
		),
		// A field alone would not do: quotes and line breaks in a value would break the JSON.
		toJson(
			{ id: json, column: 7, row, name: say(names.json, language) },
			expression(`\`${fields}\``),
			retry,
		),
		post(sent, 8, expression(`${json}.json`)),
	];
};

/** Ids of a route start at ten times its place, so that a further field or route moves no other. */
const firstIdOf = (index: number): number => (index + 1) * 10;

const fullFlow = (recipe: Recipe, language: Language): readonly Module[] => {
	const retry = say(names.retry, language);
	const key = expression(rememberedUnder);
	return [
		parseJson(
			{ id: ids.event, column: 2, name: say(names.event, language), filter: trusted(language) },
			expression(rawBody),
			retry,
		),
		existRecord({ id: ids.seen, column: 3, name: say(names.seen, language) }, key, retry),
		addRecord(
			{
				id: ids.remember,
				column: 4,
				name: say(names.remember, language),
				filter: {
					name: say(names.unseen, language),
					conditions: [[{ a: expression(`${ids.seen}.exist`), o: 'boolean:equal', b: 'false' }]],
				},
			},
			key,
			{ type: expression(event('type')), received_at: expression(event('received_at')) },
			retry,
		),
		router(
			{ id: ids.router, column: 5, name: say(names.router, language) },
			recipe.routes.map((route, index) => routeModules(route, index, firstIdOf(index), language)),
		),
	];
};

const minimalFlow = (recipe: Recipe, language: Language): readonly Module[] => {
	const [url] = recipe.settings;
	if (url === undefined) throw new TypeError(`${recipe.slug} names no URL.`);
	return [
		postJson(
			{ id: ids.event, column: 2, name: say(names.forward, language), filter: trusted(language) },
			{
				url: expression(settingIn(url, language)),
				headers: jsonHeaders(idempotencyKey),
				json: expression(rawBody),
			},
			say(names.retry, language),
		),
	];
};

/** Lays a recipe out as a scenario in one language. */
export const blueprintOf = (recipe: Recipe, language: Language): Blueprint => ({
	name: say(recipe.name, language),
	description: say(recipe.purpose, language),
	flow: [
		webhook({ id: ids.webhook, column: 0, name: say(names.webhook, language) }),
		setVariables(
			{ id: ids.settings, column: 1, name: say(editHere, language) },
			settingsOf(recipe).map((one) => variableOf(one, language)),
		),
		...(recipe.routes.length === 0 ? minimalFlow(recipe, language) : fullFlow(recipe, language)),
	],
	metadata: {
		instant: true,
		version: 1,
		scenario: scenarioSettings,
		designer: { orphans: [] },
	},
});
