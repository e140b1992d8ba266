import type { Localized } from '@voicehooks/core';
import type { Literal } from './literal.mts';

type LiteralObject = { readonly [key: string]: Literal };

/** A choice of a list. */
export type Option = {
	readonly name: Localized;
	readonly value: string;
	readonly description?: Localized;
	/** What the nodes panel shows for an operation; n8n shows it in English only. */
	readonly action?: string;
};

/** A parameter of a node, in both languages. */
export type Property = {
	readonly name: string;
	readonly displayName: Localized;
	readonly type:
		| 'boolean'
		| 'collection'
		| 'dateTime'
		| 'fixedCollection'
		| 'json'
		| 'multiOptions'
		| 'number'
		| 'options'
		| 'string';
	readonly default: Literal;
	readonly description?: Localized;
	readonly placeholder?: Localized;
	readonly options?: readonly Option[];
	/** Of a collection. */
	readonly fields?: readonly Property[];
	/** Of a fixedCollection: one list of rows. */
	readonly rows?: {
		readonly name: string;
		readonly displayName: Localized;
		readonly fields: readonly Property[];
	};
	/** Keys that hold no text for people. */
	readonly more?: LiteralObject;
};

/** n8n's style: one sentence ends without a full stop, several end with one. */
const asDescription = (text: string): string => {
	const bare = text.replace(/\.$/, '');
	return /[.?!] \S/.test(bare) ? `${bare}.` : bare;
};

const byName = <Item,>(nameOf: (item: Item) => Localized) => {
	const compare = new Intl.Collator('en', { sensitivity: 'base' }).compare;
	return (one: Item, two: Item): number => compare(nameOf(one).en, nameOf(two).en);
};

const optionLiteral = ({ name, value, description, action }: Option): LiteralObject => ({
	name: name.en,
	value,
	...(description === undefined ? {} : { description: asDescription(description.en) }),
	...(action === undefined ? {} : { action }),
});

const inner = (property: Property): LiteralObject => {
	const { options, fields, rows } = property;
	if (options !== undefined) {
		return { options: [...options].sort(byName(({ name }) => name)).map(optionLiteral) };
	}
	if (fields !== undefined) {
		const sorted = [...fields].sort(byName(({ displayName }) => displayName));
		return { options: sorted.map(propertyLiteral) };
	}
	if (rows === undefined) return {};
	const { name, displayName } = rows;
	const values = rows.fields.map(propertyLiteral);
	return { options: [{ name, displayName: displayName.en, values }] };
};

/** A parameter as n8n's description holds it, in English; lists by name, as n8n wants them. */
export const propertyLiteral = (property: Property): LiteralObject => ({
	displayName: property.displayName.en,
	name: property.name,
	type: property.type,
	...property.more,
	...inner(property),
	default: property.default,
	...(property.description === undefined
		? {}
		: { description: asDescription(property.description.en) }),
	...(property.placeholder === undefined ? {} : { placeholder: property.placeholder.en }),
});

export type Translation = { [key: string]: string | Translation };

/**
 * Puts a text where n8n's editor looks for it: dots in a name are steps there. Parameters of several
 * operations that share a name share their texts. Throws an Error when those differ.
 */
const put = (tree: Translation, path: string, text: string): void => {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	let place = tree;
	for (const key of keys) {
		const next = place[key];
		const branch: Translation = typeof next === 'object' ? next : {};
		place[key] = branch;
		place = branch;
	}
	const known = place[last];
	if (known !== undefined && known !== text) {
		throw new Error(`${path} has two French texts: "${String(known)}" and "${text}".`);
	}
	place[last] = text;
};

const translateInto = (tree: Translation, path: string, property: Property): void => {
	put(tree, `${path}.displayName`, property.displayName.fr);
	for (const key of ['description', 'placeholder'] as const) {
		const text = property[key];
		if (text !== undefined) put(tree, `${path}.${key}`, text.fr);
	}
	for (const { name, value, description } of property.options ?? []) {
		put(tree, `${path}.options.${value}.displayName`, name.fr);
		if (description !== undefined) {
			put(tree, `${path}.options.${value}.description`, description.fr);
		}
	}
	for (const field of property.fields ?? []) {
		translateInto(tree, `${path}.options.${field.name}`, field);
	}
	if (property.rows === undefined) return;
	const rowsPath = `${path}.options.${property.rows.name}`;
	put(tree, `${rowsPath}.displayName`, property.rows.displayName.fr);
	for (const field of property.rows.fields) {
		translateInto(tree, `${rowsPath}.values.${field.name}`, field);
	}
};

/** The French texts of parameters, as n8n reads them from a node's translation file. */
export const frenchOf = (properties: readonly Property[]): Translation => {
	const tree: Translation = {};
	for (const property of properties) translateInto(tree, property.name, property);
	return tree;
};
