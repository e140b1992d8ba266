import type { CatalogueEntry } from '@voicehooks/core';
import type { PlainInputField, Trigger } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import type { Hydrators } from '../hydrators.ts';
import { learnedFields } from '../rows/learned-fields.ts';
import { outputFields, sampleRow } from '../rows/row.ts';
import { filterInputs } from './filters.ts';
import { performList } from './list.ts';
import { perform } from './perform.ts';
import type { TriggerPlan } from './plan.ts';
import { performSubscribe, performUnsubscribe } from './subscribe.ts';

const eventsInput = (build: Build, choices: readonly CatalogueEntry[]): PlainInputField => ({
	key: 'events',
	label: say(build, { en: 'Events', fr: 'Événements' }),
	type: 'string',
	required: false,
	list: true,
	choices: choices.map(({ type, label }) => ({
		value: type,
		sample: type,
		label: say(build, label),
	})),
	helpText: say(build, {
		en: 'Only these. Blank means all, also those that the vendor may add.',
		fr: 'Uniquement ceux-ci. Laissez vide pour tout recevoir, y compris ce que l’éditeur ajouterait.',
	}),
});

/** Makes a REST-hook trigger of a plan. */
export const hookTrigger = (build: Build, plan: TriggerPlan, hydrators: Hydrators): Trigger => ({
	key: plan.key,
	noun: say(build, plan.noun),
	display: {
		label: say(build, plan.label),
		description: say(build, plan.description),
		...(plan.directions === undefined ? {} : { directions: say(build, plan.directions) }),
	},
	operation: {
		type: 'hook',
		perform: perform(build, plan, hydrators),
		performList: performList(build, plan, hydrators),
		performSubscribe: performSubscribe(build, plan),
		performUnsubscribe: performUnsubscribe(build),
		inputFields: [
			...(plan.choices === undefined ? [] : [eventsInput(build, plan.choices)]),
			...filterInputs(build, plan.sources, plan.filters),
		],
		outputFields: [
			...outputFields(build, plan.shape),
			...(plan.undocumented === null
				? []
				: [learnedFields(build, plan.undocumented, plan.shape.columns)]),
		],
		sample: { ...sampleRow(plan.sample, plan.shape) },
	},
});
