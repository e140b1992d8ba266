import { type AppComponent, type AppModel, manifestPath, ofType } from './app-model.ts';
import type { Finding } from './finding.ts';

/** Make's rules for ids (vscode-apps-sdk, validate-id). */
const idPatterns: Readonly<Record<AppComponent['type'], RegExp>> = {
	connection: /^[a-z][0-9a-z-]{2,34}$/,
	webhook: /^[a-z][0-9a-z-]{2,34}$/,
	rpc: /^[a-zA-Z][0-9a-zA-Z]{2,47}$/,
	module: /^[a-zA-Z][0-9a-zA-Z]{2,47}$/,
};

/** How a label begins, and a description, by the kind of module (Make, "Labels and descriptions"). */
const starts: Readonly<Record<string, readonly [label: RegExp, description: RegExp]>> = {
	instant_trigger: [/^Watch /, /^Triggers when /],
	trigger: [/^Watch /, /^Triggers when /],
	search: [/^(?:List|Find|Search) /, /^(?:Lists|Finds|Searches) /],
	action: [/^[A-Z][a-z]+ /, /^(?:[A-Z][a-z]+s|Has) /],
	universal: [/^Make an API Call$/, /^Performs an arbitrary authorized API call\.$/],
};

const small: ReadonlySet<string> = new Set([
	'a',
	'an',
	'and',
	'by',
	'for',
	'in',
	'of',
	'the',
	'to',
]);

const isTitleCase = (label: string): boolean =>
	label.split(' ').every((word) => small.has(word) || /^[A-Z0-9(]/.test(word));

const labelFaults = ({ type, id, meta }: AppComponent): readonly string[] => {
	const label = String(meta.label ?? '');
	const named = `${type} ${id}`;
	const faults =
		isTitleCase(label) && label !== '' ? [] : [`${named}: “${label}” is not in Title Case`];
	if (type !== 'module') return faults;
	const [labelStart, descriptionStart] = starts[String(meta.moduleType)] ?? [];
	const description = String(meta.description ?? '');
	return [
		...faults,
		...(labelStart?.test(label) === true ? [] : [`${named}: “${label}” does not say what it does`]),
		...(descriptionStart?.test(description) === true && description.endsWith('.')
			? []
			: [`${named}: “${description}” is no sentence in the third person`]),
	];
};

const repeated = (app: AppModel, type: AppComponent['type']): readonly string[] => {
	const labels = ofType(app, type).map(({ meta }) => String(meta.label));
	return labels
		.filter((label, at) => labels.indexOf(label) !== at)
		.map((label) => `${type}: “${label}” is there twice`);
};

/** Ids and labels as Make's review wants them; labels tell components of a kind apart. */
export const namesAreGood = (app: AppModel): readonly Finding[] =>
	[
		...app.components
			.filter(({ type, id }) => !idPatterns[type].test(id))
			.map(({ type, id }) => `${type} ${id}: Make does not take this id`),
		...app.components.flatMap(labelFaults),
		...repeated(app, 'connection'),
		...repeated(app, 'webhook'),
		...repeated(app, 'module'),
	].map((message) => ({ rule: 'names', path: manifestPath, message }));
