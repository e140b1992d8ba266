import { type Language, vendorById } from '@voicehooks/core';
import { settingsOf } from './build.ts';
import { ids } from './expressions.ts';
import { afterImport, texts } from './guide-texts.ts';
import type { Recipe } from './recipe.ts';
import type { Blueprint } from './scenario.ts';
import { trust } from './settings.ts';
import { say, typeset } from './typography.ts';
import { visits } from './walk.ts';

const numbered = (lines: readonly string[]): string =>
	lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
const bulleted = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
const cell = (text: string): string => text.replaceAll('|', '\\|');
const rowOf = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** What to subscribe to: the events, or all of each vendor where unknown ones are welcome too. */
export const subscribedTypes = (recipe: Recipe): readonly string[] =>
	recipe.anything === true
		? [...new Set(recipe.entries.map(({ vendor }) => `${vendor}.*`))]
		: recipe.entries.map(({ type }) => type);

const eventTable = (recipe: Recipe, language: Language): string =>
	[
		texts.eventTable[language],
		...recipe.entries.map((entry) =>
			rowOf(
				`\`${entry.type}\``,
				vendorById(entry.vendor)?.name ?? entry.vendor,
				entry.label[language],
			),
		),
	].join('\n');

/** Modules of one name need the same, so they share a row. */
const moduleTable = (blueprint: Blueprint, language: Language): string => {
	const modules = visits(blueprint.flow).map(({ module }) => module);
	const groups = Map.groupBy(modules, (one) => `${one.metadata.designer.name} (\`${one.module}\`)`);
	return [
		texts.moduleTable[language],
		...[...groups].flatMap(([name, [first, ...others]]) =>
			first === undefined
				? []
				: [
						rowOf(
							[first, ...others].map(({ id }) => id).join(', '),
							name,
							first.id === ids.settings
								? texts.seeBelow[language]
								: afterImport[first.module][language],
						),
					],
		),
	].join('\n');
};

const settingTable = (recipe: Recipe, language: Language): string =>
	[
		texts.settingTable[language],
		...settingsOf(recipe).map(({ name, value, help }) => {
			const initial = typeof value === 'string' ? value : value[language];
			return rowOf(`\`${name[language]}\``, initial === '' ? '' : `\`${initial}\``, help[language]);
		}),
	].join('\n');

/** The request that subscribes a webhook of Make, for a terminal. */
const subscription = (recipe: Recipe, language: Language, apiKey: boolean): string => {
	const body = {
		url: 'https://hook.eu2.make.com/…',
		platform: 'make',
		name: say(recipe.name, language),
		event_types: subscribedTypes(recipe),
		...(apiKey ? { headers: { 'x-make-apikey': '…' } } : {}),
	};
	return [
		'```sh',
		'curl -X POST "$VOICEHOOKS_URL/v1/subscriptions" \\',
		'  -H "Authorization: Bearer $VOICEHOOKS_API_KEY" -H "Content-Type: application/json" \\',
		`  -d '${JSON.stringify(body)}'`,
		'```',
	].join('\n');
};

/** What to do with a blueprint after its import, as Markdown in one language. */
export const guideOf = (recipe: Recipe, blueprint: Blueprint, language: Language): string => {
	const heading = (
		key: 'events' | 'import' | 'modules' | 'subscribe' | 'try' | 'sample' | 'know',
	) => `## ${texts[key][language]}`;
	const file = `[${recipe.slug}.json](${recipe.slug}.json)`;
	const [first] = recipe.entries;
	const shown = recipe.entries.find(({ provenance }) => provenance === 'documented') ?? first;
	const sections = [
		`# ${recipe.name[language]}`,
		recipe.purpose[language],
		heading('events'),
		eventTable(recipe, language),
		heading('import'),
		numbered(texts.importSteps[language].map((step) => step.replace('{file}', file))),
		heading('modules'),
		moduleTable(blueprint, language),
		`**${blueprint.flow[1]?.metadata.designer.name}** (${ids.settings}). ${texts.settings[language]}`,
		settingTable(recipe, language),
		heading('subscribe'),
		texts.subscribeText[language],
		subscription(recipe, language, false),
		texts.apiKey[language].replace('{trust}', trust.name[language]),
		subscription(recipe, language, true),
		heading('try'),
		numbered(texts.trySteps[language].map((step) => step.replace('{event}', first?.type ?? ''))),
		heading('sample'),
		texts.sampleText[language].replace('{type}', shown?.type ?? ''),
		['```json', JSON.stringify(shown?.sample, null, '\t'), '```'].join('\n'),
		heading('know'),
		bulleted([...recipe.notes.map((note) => note[language]), ...texts.knowLines[language]]),
	];
	return typeset(`${sections.join('\n\n')}\n`, language);
};

/** The page that lists every blueprint of one language. */
export const indexOf = (recipes: readonly Recipe[], language: Language): string => {
	const list = bulleted(
		recipes.map(
			({ slug, name, purpose }) =>
				`[${name[language]}](${slug}.md) ([JSON](${slug}.json)). ${purpose[language]}`,
		),
	);
	const sections = [`# ${texts.index[language]}`, texts.indexText[language], list];
	return typeset(`${sections.join('\n\n')}\n`, language);
};
