import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueEntry, catalogue, languages, vendors } from '@voicehooks/core';
import { blueprintOf, settingsOf } from '../../../make-blueprints/src/blueprints/build.ts';
import { blueprintFiles } from '../../../make-blueprints/src/blueprints/index.ts';
import { lintBlueprint } from '../../../make-blueprints/src/blueprints/lint/index.ts';
import { recipes } from '../../../make-blueprints/src/blueprints/recipes/index.ts';
import { textsIn, visits } from '../../../make-blueprints/src/blueprints/walk.ts';
import { everyBlueprint, importBlueprint, recipeNamed } from '../support/blueprint-bench.ts';
import { makeFolder } from '../support/generated.ts';

const folder = join(makeFolder, 'blueprints');
const committed = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
	.filter((entry) => entry.isFile())
	.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

it('the folder holds what is generated, and nothing else', () => {
	const files = blueprintFiles();
	expect(committed.toSorted()).toEqual(Object.keys(files).toSorted());
	for (const [path, text] of Object.entries(files)) expect(read(path)).toBe(text);
});

it('each scenario is there in both languages, the same but for its texts', () => {
	for (const { slug } of everyBlueprint) {
		const [en, fr] = languages.map((language) =>
			visits(importBlueprint(slug, language).flow).map(({ module }) => [module.id, module.module]),
		);
		expect(fr).toEqual(en);
	}
});

/** Events named in filters, in order. */
const named = (slug: string): readonly string[] => [
	...new Set(
		visits(importBlueprint(slug, 'en').flow).flatMap(({ module }) =>
			(module.filter?.conditions.flat() ?? []).flatMap(({ a, b }) =>
				a === '{{3.type}}' && b !== undefined && catalogue().some(({ type }) => type === b)
					? [b]
					: [],
			),
		),
	),
];

const typesWhere = (includes: (entry: CatalogueEntry) => boolean): readonly string[] =>
	catalogue()
		.filter(includes)
		.map(({ type }) => type);

describe('the events of a scenario come from the catalogue', () => {
	it('routing names every event type', () => {
		expect(named('verify-deduplicate-route').toSorted()).toEqual(typesWhere(() => true).toSorted());
	});

	it.each<readonly [string, (entry: CatalogueEntry) => boolean]>([
		['low-credits-alert', ({ category }) => category === 'credit'],
		[
			'interview-completed-to-crm',
			({ category, sample }) => category === 'interview' && sample.normalized.score !== null,
		],
		[
			'tracked-call-to-crm',
			({ canonical, mapped_filters }) =>
				canonical === 'call.completed' && mapped_filters.includes('tracking_number'),
		],
		['missed-call-to-task', ({ canonical }) => canonical === 'call.completed'],
		['booking-to-calendar', ({ canonical }) => canonical === 'appointment.booked'],
	])('%s', (slug, includes) => {
		expect(named(slug)).toEqual(typesWhere(includes));
		expect(recipeNamed(slug).entries.map(({ type }) => type)).toEqual(typesWhere(includes));
	});
});

describe('a vendor that is added', () => {
	/** What a fifth vendor would add: an event like each that there is, with a field of its own. */
	const added = catalogue().map(
		(entry): CatalogueEntry => ({
			...entry,
			vendor: 'fifth',
			type: `fifth.${entry.event}`,
			fields: [
				...entry.fields,
				{ path: 'data.brand_new', kind: 'text', label: { en: 'Brand New', fr: 'Tout neuf' } },
				{ path: 'data.legs', kind: 'list', label: { en: 'Legs', fr: 'Segments' } },
			],
		}),
	);
	const fifth = recipes([...catalogue(), ...added]);

	it.each(fifth.map((recipe) => [recipe.slug, recipe] as const))(
		'is in %s without an edit',
		(slug, recipe) => {
			const known = recipeNamed(slug).entries.map(({ event }) => `fifth.${event}`);
			const types = recipe.entries.map(({ type }) => type);
			expect(types).toEqual(expect.arrayContaining(known));
			for (const language of languages) {
				const text = JSON.stringify(blueprintOf(recipe, language));
				if (recipe.routes.length > 0) for (const type of known) expect(text).toContain(type);
				const posted = recipe.routes.flatMap(({ body }) =>
					body === 'event' ? [] : body.fields(language).map(({ name }) => name),
				);
				// The others post what is alike for every vendor, and the payload as a whole.
				if (['low-credits-alert', 'interview-completed-to-crm'].includes(slug))
					expect(posted).toContain('brand_new');
				expect(posted).not.toContain('legs');
				const findings = lintBlueprint(blueprintOf(recipe, language)).filter(
					({ rule }) => rule !== 'eventsKnown' && rule !== 'referencesRun',
				);
				expect(findings).toEqual([]);
			}
		},
	);
});

describe.each(everyBlueprint)('the guide of $slug in $language', ({ slug, language, recipe }) => {
	const guide = read(`${language}/${slug}.md`);
	const blueprint = blueprintOf(recipe, language);

	it('tells what to do with every module, by its number and name', () => {
		const rows = guide.split('\n').filter((line) => /^\| \d/.test(line));
		for (const { module } of visits(blueprint.flow)) {
			const row = rows.find((line) =>
				(line.split('|')[1] ?? '').split(',').some((id) => Number(id) === module.id),
			);
			expect(row).toContain(`${module.metadata.designer.name} (\`${module.module}\`)`);
		}
	});

	it('explains every value to enter', () => {
		for (const { name } of settingsOf(recipe)) {
			expect(guide).toMatch(new RegExp(`^\\| \`${name[language]}\` \\|.*\\S.*\\|$`, 'm'));
		}
	});

	it('names its events, and subscribes to them both ways', () => {
		for (const { type, label } of recipe.entries) {
			expect(guide).toContain(`| \`${type}\` |`);
			expect(guide).toContain(label[language]);
		}
		const bodies = [...guide.matchAll(/-d '(\{"url".*\})'/g)].map(([, body = '']) =>
			JSON.parse(body),
		);
		const types =
			recipe.anything === true
				? vendors.map(({ id }) => `${id}.*`)
				: recipe.entries.map(({ type }) => type);
		expect(bodies).toMatchObject([
			{ platform: 'make', event_types: types },
			{ platform: 'make', event_types: types, headers: { 'x-make-apikey': '…' } },
		]);
		expect(bodies[0]).not.toHaveProperty('headers');
	});

	it('shows an event that the scenario takes, as the catalogue has it', () => {
		const [, text = ''] = /```json\n([\s\S]*?)\n```/.exec(guide) ?? [];
		const shown = JSON.parse(text) as { readonly type: string };
		expect(recipe.entries.find(({ type }) => type === shown.type)?.sample).toEqual(shown);
	});

	it('says that it was not run on live Make', () => {
		expect(guide).toMatch(/Not run on live Make|Non exécuté sur Make/);
	});

	it('links to files that are there', () => {
		for (const [, link = ''] of guide.matchAll(/\]\(([\w-]+\.json)\)/g))
			expect(committed).toContain(`${language}/${link}`);
	});
});

it('texts in French have typographic apostrophes and spaces before double signs', () => {
	const french = everyBlueprint
		.filter(({ language }) => language === 'fr')
		.flatMap(({ slug }) => [
			...textsIn(importBlueprint(slug, 'fr'))
				.filter(({ path }) => path.includes('designer') || path.at(-1) === 'description')
				.map(({ text }) => text),
			...read(`fr/${slug}.md`)
				.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '')
				.split('\n'),
		]);
	expect(french.filter((text) => /\w'\w/.test(text))).toEqual([]);
	expect(french.filter((text) => /[^\u00a0][;!?»](?=\s|$)|«[^\u00a0]| :/.test(text))).toEqual([]);
});
