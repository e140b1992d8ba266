import type { Rule } from '../finding.ts';
import { misfits } from '../value-fits.ts';
import { outputFieldsOf, partsOf } from '../walk.ts';

export const sampleFits: Rule = {
	tag: 'D024',
	title: 'Samples respect their output fields',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step: { operation } }) =>
			operation.sample === undefined
				? []
				: misfits(outputFieldsOf(operation), operation.sample).map((message) => ({
						place,
						message: `${message}.`,
					})),
		),
};
