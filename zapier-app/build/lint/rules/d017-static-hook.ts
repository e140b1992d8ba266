import type { Rule } from '../finding.ts';
import { isStaticHook } from '../static-hook.ts';
import { triggersOf } from '../walk.ts';

export const staticHook: Rule = {
	tag: 'D017',
	title: 'A hook subscribes and unsubscribes by itself',
	check: ({ definition }) =>
		triggersOf(definition)
			.filter(isStaticHook)
			.map(({ place }) => ({
				place,
				message: 'A hook needs performSubscribe and performUnsubscribe.',
			})),
};
