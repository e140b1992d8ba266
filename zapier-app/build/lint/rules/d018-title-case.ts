import type { Rule } from '../finding.ts';
import { titleCase } from '../title-case.ts';
import { partsOf, visible } from '../walk.ts';

/** English titles alone: French ones begin with a capital and go on small. */
const capital = (text: string): string => text.replace(/\p{L}/u, (first) => first.toUpperCase());

export const titleCaseLabel: Rule = {
	tag: 'D018',
	title: 'Labels are in title case',
	check: ({ definition, locale }) =>
		visible(partsOf(definition)).flatMap(({ place, step }) => {
			const { label } = step.display;
			const wanted = locale === 'en' ? titleCase(label) : capital(label);
			return label === wanted ? [] : [{ place, message: `"${label}" should be "${wanted}".` }];
		}),
};
