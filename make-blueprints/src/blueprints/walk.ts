import type { Module } from './scenario.ts';

/** A module and where it stands: what ran before it on the way there. */
export type Visit = {
	readonly module: Module;
	/** In the order they run. */
	readonly before: readonly Module[];
	/** Whether an error handler holds it. */
	readonly handler: boolean;
};

/** Every module of a flow with its way: routes and error handlers included. */
export const visits = (
	flow: readonly Module[],
	before: readonly Module[] = [],
	handler = false,
): readonly Visit[] =>
	flow.flatMap((module, index) => {
		const earlier = [...before, ...flow.slice(0, index)];
		return [
			{ module, before: earlier, handler },
			...visits(module.onerror ?? [], [...earlier, module], true),
			...(module.routes ?? []).flatMap((route) =>
				visits(route.flow, [...earlier, module], handler),
			),
		];
	});

/** Every text inside a value, with the keys that lead to it. */
export const textsIn = (
	value: unknown,
	path: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly text: string }[] => {
	if (typeof value === 'string') return [{ path, text: value }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
};
