import type { App, Create, Search, Trigger } from 'zapier-platform-core';
import { version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authenticationOf } from './authentication.ts';
import { type AppOptions, type Build, buildOf, type Clock, systemClock } from './build.ts';
import { byKey } from './by-key.ts';
import { createsOf } from './creates/index.ts';
import { hydratorsOf } from './hydrators.ts';
import { listTrigger } from './lists/list-trigger.ts';
import { listPlans } from './lists/plans.ts';
import { searchesOf } from './searches/index.ts';
import { throwForFailure } from './service/request.ts';
import { triggerPlans } from './triggers/plans.ts';
import { hookTrigger } from './triggers/trigger.ts';

export type { AppOptions } from './build.ts';

/** A whole Zapier app. */
export type ZapierApp = App<
	Record<string, Trigger>,
	Record<string, Create>,
	Record<string, Search>
>;

/** The hidden lists that some field refers to, as `agent_list.id.name`. */
const neededLists = (build: Build, items: readonly (Trigger | Create | Search)[]): Trigger[] => {
	const fields = items.flatMap(({ operation }) => operation.inputFields ?? []);
	const needed = new Set(
		fields.flatMap((field) =>
			'dynamic' in field && field.dynamic !== undefined ? [field.dynamic.split('.')[0]] : [],
		),
	);
	return listPlans(build)
		.filter(({ key }) => needed.has(key))
		.map((plan) => listTrigger(build, plan));
};

/**
 * The app for every vendor, or a white-label one for `vendor` alone, in one language. Throws a
 * TypeError for a vendor that core does not declare.
 */
export const createApp = (options: AppOptions, clock: Clock = systemClock): ZapierApp => {
	const build = buildOf(options, clock);
	const hydrators = hydratorsOf(build);
	const triggers = triggerPlans(build).map((plan) => hookTrigger(build, plan, hydrators));
	const creates = createsOf(build);
	const searches = searchesOf(build, hydrators);
	return {
		version: packageJson.version,
		platformVersion,
		flags: {
			// Blank fields mean "all": we read them ourselves.
			cleanInputData: false,
			// Our own middleware says what to do, in the app's language.
			skipThrowForStatus: true,
			throwForThrottlingEarly: false,
		},
		authentication: authenticationOf(build),
		afterResponse: [throwForFailure(build)],
		hydrators: { ...hydrators },
		triggers: byKey([...triggers, ...neededLists(build, [...triggers, ...creates, ...searches])]),
		creates: byKey(creates),
		searches: byKey(searches),
	};
};
