import type { Localized } from '@voicehooks/core';
import type { Option, Property } from '../property.mts';

/** One thing the action node can do. */
export type Operation = Option & {
	readonly action: string;
	readonly properties: readonly Property[];
	/** The route that answers what comes out of it; null: only that it is done. */
	readonly route: readonly [method: 'get' | 'post', path: string] | null;
};

export type Resource = {
	readonly name: Localized;
	readonly value: string;
	readonly operations: readonly Operation[];
};
