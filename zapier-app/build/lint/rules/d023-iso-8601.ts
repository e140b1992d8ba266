import type { Rule } from '../finding.ts';
import { isIso8601, looksLikeTime } from '../iso-8601.ts';
import { partsOf, stringsIn } from '../walk.ts';

export const iso8601: Rule = {
	tag: 'D023',
	title: 'Times in samples are ISO 8601 with their zone',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step }) =>
			stringsIn(step.operation.sample)
				.filter(({ text }) => looksLikeTime(text) && !isIso8601(text))
				.map(({ path, text }) => ({
					place,
					message: `"${path.join('.')}" is "${text}", which is not ISO 8601 with a zone.`,
				})),
		),
};
