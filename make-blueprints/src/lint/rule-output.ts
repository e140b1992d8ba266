import { type CatalogueEntry, catalogue } from '@voicehooks/core';
import { parseTemplate } from '../iml/parse.ts';
import {
	type AppComponent,
	type AppModel,
	contentOf,
	isRecord,
	listOf,
	ofType,
	recordOf,
} from './app-model.ts';
import type { Finding } from './finding.ts';
import { pathsOf, type Shape, shapeOf, uncovered, unshown } from './shape.ts';
import { expressionsIn } from './texts.ts';

/** The event types a webhook subscribes to by default: the texts of its `split`. */
const defaultTypes = (text: unknown): readonly string[] => {
	const parsed = parseTemplate(String(text), 'app');
	if (!parsed.ok) return [];
	return parsed.template
		.flatMap((part) => (part.kind === 'expression' ? expressionsIn(part.expression) : []))
		.flatMap((expression) => {
			if (expression.kind !== 'call' || expression.name !== 'split') return [];
			const [list] = expression.operands;
			return list?.kind === 'literal' ? String(list.value).split(',') : [];
		});
};

const matching = (patterns: readonly string[]): readonly CatalogueEntry[] =>
	catalogue().filter(
		({ type, vendor }) => patterns.includes(type) || patterns.includes(`${vendor}.*`),
	);

/** The event types whose bundles a module gives; null where it gives something else. */
const entriesOf = (app: AppModel, module: AppComponent): readonly CatalogueEntry[] | null => {
	const sample = recordOf(contentOf(module, 'samples'));
	if (!isRecord(sample.normalized)) return null;
	const webhook = ofType(app, 'webhook').find(({ id }) => id === module.meta.webhook);
	if (webhook !== undefined) {
		return matching(
			defaultTypes(recordOf(recordOf(contentOf(webhook, 'attach')).body).event_types),
		);
	}
	const types = recordOf(recordOf(contentOf(module, 'communication')).body).type;
	return Array.isArray(types) ? matching(types.map(String)) : catalogue();
};

/** Paths that no event type of the module has, in schema or sample. */
const invented = (
	fields: ReadonlyMap<string, Shape>,
	entries: readonly CatalogueEntry[],
): readonly string[] => {
	const parts = ['data', 'envelope', 'normalized', 'links'];
	const known = new Set(
		entries.flatMap(({ schema, sample }) => [...schemaPaths(schema), ...samplePaths(sample)]),
	);
	return pathsOf(fields).filter(
		(path) => parts.some((part) => path.startsWith(`${part}.`)) && !known.has(path),
	);
};

const schemaPaths = (schema: unknown, at = ''): readonly string[] =>
	Object.entries(recordOf(recordOf(schema).properties)).flatMap(([name, child]) => {
		const place = at === '' ? name : `${at}.${name}`;
		const record = recordOf(child);
		return [place, ...schemaPaths(record.items ?? record, place)];
	});

const samplePaths = (sample: unknown, at = ''): readonly string[] =>
	Object.entries(recordOf(sample)).flatMap(([name, value]) => {
		const place = at === '' ? name : `${at}.${name}`;
		return [place, ...samplePaths(Array.isArray(value) ? value[0] : value, place)];
	});

const sampleFaults = (
	sample: Readonly<Record<string, unknown>>,
	entries: readonly CatalogueEntry[],
): readonly string[] => {
	const entry = entries.find(({ type }) => type === sample.type);
	if (entry === undefined) return [`the sample's type ${sample.type} is not among its events`];
	return Object.entries(entry.sample)
		.filter(([key, value]) => JSON.stringify(sample[key]) !== JSON.stringify(value))
		.map(([key]) => `${key} of the sample is not the catalogue's`);
};

const faultsOf = (app: AppModel, module: AppComponent): readonly string[] => {
	const sample = recordOf(contentOf(module, 'samples'));
	const fields = shapeOf(contentOf(module, 'interface'));
	const entries = entriesOf(app, module);
	const unsampled = [...fields.keys()]
		.filter((name) => !Object.hasOwn(sample, name))
		.map((name) => `${name} is not in the sample`);
	return [
		...(listOf(contentOf(module, 'interface')).length === 0 ? ['it has no interface'] : []),
		...unshown(fields, sample),
		...unsampled,
		...(entries === null
			? []
			: [
					...sampleFaults(sample, entries),
					...new Set(entries.flatMap(({ schema }) => uncovered(fields, schema))),
					...invented(fields, entries).map((path) => `no event has ${path}`),
				]),
	];
};

/** What a module shows is what its events have: sample = interface = catalogue. */
export const outputIsTheCatalogue = (app: AppModel): readonly Finding[] =>
	ofType(app, 'module').flatMap((module) =>
		faultsOf(app, module).map((message) => ({
			rule: 'output',
			path: module.sections.get('interface')?.path ?? '',
			message,
		})),
	);
