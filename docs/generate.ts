/**
 * `npm run generate`: writes every derived file. With `--check` it writes nothing and fails when
 * one is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { catalogue, type Language, type Localized, languages, vendors } from '@voicehooks/core';
import { appFiles } from '../make-blueprints/src/app/index.ts';
import { blueprintFiles } from '../make-blueprints/src/blueprints/index.ts';
import { n8nManifest, n8nNodeFiles } from '../n8n-nodes/generator/index.mts';
import { asyncApiDocument } from '../receiver-service/src/http/asyncapi.ts';
import { openApiDocument } from '../receiver-service/src/http/openapi.ts';
import { routes } from '../receiver-service/src/http/routes/index.ts';
import { nextSnapshot } from '../zapier-app/src/definition/next-snapshot.ts';
import { apiTypes } from './api-types.ts';
import { zapierFigures } from './zapier/figures.ts';
import { zapierPage } from './zapier/page.ts';

const root = join(import.meta.dirname, '..');
/** What documents show where the service's own URL stands. */
const exampleUrl = 'https://hooks.example.com';

const json = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;

const signed: Readonly<Record<(typeof vendors)[number]['secret'], Localized>> = {
	always: { en: 'always', fr: 'toujours' },
	optional: { en: 'when a secret is set', fr: 'si un secret est défini' },
	none: { en: 'never', fr: 'jamais' },
};
const provenance: Readonly<Record<'documented' | 'inferred', Localized>> = {
	documented: { en: 'documented', fr: 'documenté' },
	inferred: { en: 'inferred: the vendor shows none', fr: "déduit : l'éditeur n'en montre aucun" },
};
const heading: Localized = {
	en: '| vendor | event type | | signed | payload |\n|---|---|---|---|---|',
	fr: '| éditeur | type d’événement | | signé | contenu |\n|---|---|---|---|---|',
};

/** Every event type of every vendor, a row each. */
const vendorTable = (language: Language): string =>
	[
		heading[language],
		...vendors.flatMap((vendor) =>
			vendor.events.map(
				(event) =>
					`| ${[
						`[${vendor.name}](${vendor.documentation})`,
						`\`${vendor.id}.${event.name}\``,
						event.label[language],
						signed[vendor.secret][language],
						provenance[event.provenance][language],
					].join(' | ')} |`,
			),
		),
	].join('\n');

/** What each vendor is, a line each. */
const vendorList = (language: Language): string =>
	vendors
		.map(({ name, homepage, about }) => `- [${name}](${homepage}): ${about[language]}`)
		.join('\n');

/** Replaces what stands between a page's two marks. */
const between = (page: string, name: string, text: string): string => {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const from = page.indexOf(start);
	const to = page.indexOf(end);
	if (from === -1 || to === -1) throw new Error(`The marks of ${name} are missing.`);
	return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
};

const page = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Folders whose every file is generated: one that is not generated any more is left over. */
const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'make-blueprints/app': appFiles(),
	'make-blueprints/blueprints': blueprintFiles(),
	'n8n-nodes/nodes': n8nNodeFiles(page, openApiDocument(routes, exampleUrl)),
};

/** The committed keys of the Zapier app, which the next ones must not break. */
const zapierSnapshot = 'zapier-app/definition.snapshot.json';
const releasedZapierApp = existsSync(join(root, zapierSnapshot))
	? JSON.parse(page(zapierSnapshot))
	: null;

const files: Readonly<Record<string, string>> = {
	'README.md': between(page('README.md'), 'vendors', vendorTable('en')),
	'docs/lisez-moi.md': between(page('docs/lisez-moi.md'), 'vendors', vendorTable('fr')),
	'n8n-nodes/README.md': between(
		between(page('n8n-nodes/README.md'), 'vendor-list', vendorList('en')),
		'vendors',
		vendorTable('en'),
	),
	'core/catalogue.json': json(catalogue()),
	'docs/api/openapi.json': json(openApiDocument(routes, exampleUrl)),
	'receiver-service/src/dashboard/api/schema.ts': apiTypes(openApiDocument(routes, exampleUrl)),
	'docs/api/asyncapi.json': json(asyncApiDocument(exampleUrl)),
	'docs/zapier.md': zapierPage(page('docs/zapier.md'), 'en', between),
	'docs/zapier.fr.md': zapierPage(page('docs/zapier.fr.md'), 'fr', between),
	...Object.fromEntries(
		languages.flatMap((language) =>
			Object.entries(zapierFigures(language)).map(([file, svg]) => [`docs/images/${file}`, svg]),
		),
	),
	[zapierSnapshot]: json(nextSnapshot(releasedZapierApp)),
	'n8n-nodes/package.json': n8nManifest(page('n8n-nodes/package.json')),
	...Object.fromEntries(
		Object.entries(folders).flatMap(([folder, inside]) =>
			Object.entries(inside).map(([path, text]) => [`${folder}/${path}`, text]),
		),
	),
};

const stale = Object.entries(files).filter(([file, text]) => {
	const path = join(root, file);
	return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});

const filesIn = (folder: string): readonly string[] =>
	existsSync(join(root, folder))
		? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => relative(root, join(entry.parentPath, entry.name)))
		: [];
const leftOver = Object.keys(folders)
	.flatMap(filesIn)
	.filter((file) => !Object.hasOwn(files, file));

if (process.argv.includes('--check')) {
	for (const [file] of stale) process.stderr.write(`${file} is stale: run npm run generate.\n`);
	for (const file of leftOver) {
		process.stderr.write(`${file} is left over: run npm run generate.\n`);
	}
	process.exitCode = stale.length + leftOver.length > 0 ? 1 : 0;
} else {
	for (const file of leftOver) {
		rmSync(join(root, file));
		process.stdout.write(`removed ${relative(process.cwd(), join(root, file))}\n`);
	}
	for (const [file, text] of stale) {
		mkdirSync(dirname(join(root, file)), { recursive: true });
		writeFileSync(join(root, file), text);
		process.stdout.write(`wrote ${relative(process.cwd(), join(root, file))}\n`);
	}
}
