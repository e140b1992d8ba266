import type { Definition, InputField } from './definition.ts';
import type { Place } from './finding.ts';
import { authFieldsOf, inputFieldsOf, partsOf } from './walk.ts';

/** A description or a help text, where links may stand. */
export type HelpText = { readonly place: Place; readonly text: string };

const helpOf = (place: Place, fields: readonly InputField[]): readonly HelpText[] =>
	fields.flatMap(({ helpText }) => (helpText === undefined ? [] : [{ place, text: helpText }]));

/** Every description and help text of an app. */
export const helpTextsOf = (definition: Definition): readonly HelpText[] => [
	...helpOf({ type: 'auth', name: 'fields' }, authFieldsOf(definition)),
	...partsOf(definition).flatMap(({ place, step }) => [
		{ place, text: step.display.description },
		...helpOf(place, inputFieldsOf(step.operation)),
	]),
];

const markdownLink = /\[[^\]]+\]\([^()\s]+\)/g;
const code = /`[^`]*`/g;

/** Whether a text has a link that one can click. */
export const hasLink = (text: string): boolean => text.search(markdownLink) !== -1;

/** A text without its whole links and without what stands in backticks. */
export const withoutLinks = (text: string): string =>
	text.replace(code, '').replace(markdownLink, '');
