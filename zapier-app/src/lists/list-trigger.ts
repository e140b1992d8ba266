import { type Localized, valueAt } from '@voicehooks/core';
import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { itemsIn } from '../service/events.ts';
import { ask, type Query } from '../service/request.ts';

/** An item of a dropdown. */
export type Choice = { readonly id: string; readonly name: string };

export type ListPlan = {
	readonly key: string;
	readonly label: Localized;
	/** Where the service lists them, and what narrows the list. */
	readonly path: string;
	readonly query: (inputs: Readonly<Record<string, unknown>>) => Query;
	/** The dropdown's item of a listed one; null leaves it out. */
	readonly choice: (item: unknown) => Choice | null;
};

/** Several events tell of one call: Zapier wants each id of a list once. The newest stays. */
const once = (choices: readonly Choice[]): Choice[] =>
	choices.filter(({ id }, at) => choices.findIndex((other) => other.id === id) === at);

/**
 * One page. The service's pages follow each other by cursor, so that a later one is reached through
 * those before: dropdowns are short, and nothing must be kept between two calls.
 */
const perform =
	(build: Build, { path, query, choice }: ListPlan) =>
	async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
		const wanted = bundle.meta?.page ?? 0;
		let cursor: string | undefined;
		for (let page = 0; page <= wanted; page += 1) {
			const request = {
				method: 'GET',
				path,
				query: { ...query(bundle.inputData), cursor },
			} as const;
			const { data } = await ask(build, { z, bundle }, request);
			if (page === wanted) return once(itemsIn(data).flatMap((item) => choice(item) ?? []));
			const next = valueAt(data, 'next_cursor');
			if (typeof next !== 'string') break;
			cursor = next;
		}
		return [];
	};

/** A hidden trigger that fills dropdowns, page by page. */
export const listTrigger = (build: Build, plan: ListPlan): Trigger => ({
	key: plan.key,
	noun: say(build, { en: 'item', fr: 'élément' }),
	display: { label: say(build, plan.label), description: say(build, plan.label), hidden: true },
	operation: { type: 'polling', canPaginate: true, perform: perform(build, plan) },
});
