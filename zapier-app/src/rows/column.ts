import type { FieldKind, HookBody, Localized, Unit } from '@voicehooks/core';

/** Zapier's types of output fields. */
export type ColumnType = 'string' | 'number' | 'integer' | 'boolean' | 'datetime' | 'file';

/** What a row can hold that is fetched only when a Zap uses it. */
export type Pointers = {
	readonly file: (event: HookBody, kind: 'recording' | 'transcript') => string | null;
	readonly text: (event: HookBody) => string | null;
};

/** One key of a row: always there, null when the event has no value for it. */
export type Column = {
	readonly key: string;
	readonly label: Localized;
	readonly type: ColumnType;
	/** Of a list: the keys of each line item. */
	readonly children?: readonly Pick<Column, 'key' | 'label' | 'type'>[];
	/** Dotted path in the hook body that the column shows; absent where it shows none directly. */
	readonly path?: string;
	readonly read: (event: HookBody, pointers: Pointers) => unknown;
};

/** A day has no time and no zone: Zapier would read it as midnight somewhere. */
const types: Readonly<Record<FieldKind, ColumnType>> = {
	identifier: 'string',
	text: 'string',
	long_text: 'string',
	integer: 'integer',
	decimal: 'number',
	boolean: 'boolean',
	date: 'string',
	datetime: 'datetime',
	phone: 'string',
	email: 'string',
	url: 'string',
	list: 'string',
	object: 'string',
};

/** Zapier's type for values of a kind. */
export const columnType = (kind: FieldKind): ColumnType => types[kind];

const units: Readonly<Record<Unit, Localized>> = {
	seconds: { en: 'Seconds', fr: 'secondes' },
	credits: { en: 'Credits', fr: 'crédits' },
	questions: { en: 'Questions', fr: 'questions' },
	ratio: { en: '0 to 1', fr: 'de 0 à 1' },
};

const labelled = (label: string, unit: string): string =>
	label.toLowerCase().includes(unit.toLowerCase()) ? label : `${label} (${unit})`;

/** A label that says the unit, unless it does already. */
export const withUnit = (label: Localized, unit: Unit | undefined): Localized =>
	unit === undefined
		? label
		: { en: labelled(label.en, units[unit].en), fr: labelled(label.fr, units[unit].fr) };

/** A label under that of what it belongs to. */
export const under = (parent: Localized, label: Localized): Localized => ({
	en: `${parent.en}: ${label.en}`,
	fr: `${parent.fr} : ${label.fr}`,
});
