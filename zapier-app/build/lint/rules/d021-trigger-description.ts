import type { Localized } from '@voicehooks/core';
import type { Rule } from '../finding.ts';
import { triggersOf, visible } from '../walk.ts';

/** The French one is ours: Zapier publishes English apps alone. */
const beginning: Localized = { en: 'Triggers when ', fr: 'Se déclenche ' };

export const triggerDescription: Rule = {
	tag: 'D021',
	title: 'A trigger’s description begins "Triggers when " and ends with a full stop',
	check: ({ definition, locale }) =>
		visible(triggersOf(definition))
			.filter(({ step: { display } }) => {
				const { description } = display;
				return !description.startsWith(beginning[locale]) || !description.endsWith('.');
			})
			.map(({ place, step }) => ({
				place,
				message: `"${step.display.description}" should be "${beginning[locale]}….".`,
			})),
};
