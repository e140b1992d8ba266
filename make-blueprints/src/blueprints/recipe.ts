import type { CatalogueEntry, Language, Localized } from '@voicehooks/core';
import type { Variable } from './modules.ts';
import type { Condition } from './scenario.ts';
import type { Setting } from './settings.ts';

/** A branch of a blueprint: which events take it, and what it posts where. */
export type Route = {
	readonly name: Localized;
	/** Passes when every condition of one of the groups holds. */
	readonly when: (language: Language) => readonly (readonly Condition[])[];
	/** Where it posts. */
	readonly url: Setting;
	/** What it posts: fields under their names, or the event as it was received. */
	readonly body: { readonly fields: (language: Language) => readonly Variable[] } | 'event';
	/** The name of the module that lays the fields out, and of the one that posts. */
	readonly names: { readonly fields: Localized; readonly post: Localized };
};

/** A blueprint, before it is laid out. */
export type Recipe = {
	/** File name in both languages. */
	readonly slug: string;
	readonly name: Localized;
	/** One or two sentences. */
	readonly purpose: Localized;
	/** The events it is for, in the order of the catalogue. */
	readonly entries: readonly CatalogueEntry[];
	/** Whether it is for unknown events of the vendors too. */
	readonly anything?: boolean;
	/** What the user sets beside what every blueprint asks. */
	readonly settings: readonly Setting[];
	/** None: the minimal form, which posts every event as it was received to the first setting. */
	readonly routes: readonly Route[];
	/** What to know before using it. */
	readonly notes: readonly Localized[];
};
