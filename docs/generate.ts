/**
 * `npm run generate`: writes every derived file. With `--check` it writes nothing and fails when
 * one is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalogue, type Language, type Localized, vendors } from '@voicehooks/core';
import { asyncApiDocument } from '../receiver-service/src/http/asyncapi.ts';
import { openApiDocument } from '../receiver-service/src/http/openapi.ts';
import { routes } from '../receiver-service/src/http/routes/index.ts';

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

/** Replaces what stands between a page's two marks. */
const between = (page: string, name: string, text: string): string => {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const from = page.indexOf(start);
	const to = page.indexOf(end);
	if (from === -1 || to === -1) throw new Error(`The marks of ${name} are missing.`);
	return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
};

const page = (file: string): string => readFileSync(join(root, file), 'utf8');

const files: Readonly<Record<string, string>> = {
	'README.md': between(page('README.md'), 'vendors', vendorTable('en')),
	'docs/lisez-moi.md': between(page('docs/lisez-moi.md'), 'vendors', vendorTable('fr')),
	'core/catalogue.json': json(catalogue()),
	'docs/api/openapi.json': json(openApiDocument(routes, exampleUrl)),
	'docs/api/asyncapi.json': json(asyncApiDocument(exampleUrl)),
};

const stale = Object.entries(files).filter(([file, text]) => {
	const path = join(root, file);
	return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});

if (process.argv.includes('--check')) {
	for (const [file] of stale) process.stderr.write(`${file} is stale: run npm run generate.\n`);
	process.exitCode = stale.length > 0 ? 1 : 0;
} else {
	for (const [file, text] of stale) {
		writeFileSync(join(root, file), text);
		process.stdout.write(`wrote ${relative(process.cwd(), join(root, file))}\n`);
	}
}
