import fc from 'fast-check';
import { anyText, anyValue } from './values.ts';

/** A change of a document at one place: the place is chosen by number, whatever its shape. */
type Mutation = (document: unknown) => unknown;

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container =>
	typeof value === 'object' && value !== null;

/** Every object and list of a document, itself first. */
const containersOf = (document: unknown): readonly Container[] => {
	const found: Container[] = [];
	const visit = (value: unknown) => {
		if (!isContainer(value)) return;
		found.push(value);
		for (const inner of Object.values(value)) visit(inner);
	};
	visit(document);
	return found;
};

const at = <Item>(items: readonly Item[], nth: number): Item | undefined =>
	items[nth % Math.max(1, items.length)];

/** Changes one container of a copy of the document. */
const changing =
	(place: number, change: (container: Container) => void): Mutation =>
	(document) => {
		const copy = structuredClone(document);
		const container = at(containersOf(copy), place);
		if (container !== undefined) change(container);
		return copy;
	};

const replacing = (place: number, key: number, value: unknown): Mutation =>
	changing(place, (container) => {
		const name = at(Object.keys(container), key);
		if (name !== undefined) (container as Record<string, unknown>)[name] = value;
	});

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
	fc
		.tuple(fc.nat(20), fc.nat(20), anyValue)
		.map(([place, key, value]) => replacing(place, key, value)),
	fc.tuple(fc.nat(20), fc.nat(20)).map(([place, key]) =>
		changing(place, (container) => {
			const name = at(Object.keys(container), key);
			if (name !== undefined) Reflect.deleteProperty(container, name);
		}),
	),
	fc.tuple(fc.nat(20), anyText, anyValue).map(([place, name, value]) =>
		changing(place, (container) => {
			if (Array.isArray(container)) container.push(value);
			else
				Object.defineProperty(container, name, {
					value,
					enumerable: true,
					configurable: true,
					writable: true,
				});
		}),
	),
	anyValue.map((value) => () => value),
);

/** A document with up to three such changes. */
export const mutated = (document: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
	fc
		.tuple(document, fc.array(mutation, { minLength: 1, maxLength: 3 }))
		.map(([whole, mutations]) => mutations.reduce((value, change) => change(value), whole));

/** JSON texts that no `JSON.stringify` writes. */
const oddTexts: readonly string[] = [
	'',
	'{',
	'nul',
	'[1,]',
	'{"a":1,"a":2}',
	'{"__proto__":{"scopes":["admin"]}}',
	'{"a":{"__proto__":{"polluted":1}}}',
	'{"\\u005f_proto__":{"polluted":1}}',
	'{"constructor":{"prototype":{"polluted":1}}}',
	'"\\ud800"',
	'1e400',
	'-',
	'\ufeff{}',
	'{"a":\u00001}',
	`${'['.repeat(5_000)}${']'.repeat(5_000)}`,
	`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
	`[${'0,'.repeat(20_000)}0]`,
	`{${Array.from({ length: 3_000 }, (_, nth) => `"k${nth}":0`).join(',')}}`,
];

/** How the bytes of a body are damaged after it was written. */
export type Damage =
	| { readonly kind: 'none' }
	| { readonly kind: 'cut'; readonly share: number }
	| { readonly kind: 'byte'; readonly share: number; readonly value: number }
	| { readonly kind: 'replace'; readonly text: string };

const noDamage: Damage = { kind: 'none' };

export const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
	{ weight: 12, arbitrary: fc.constant(noDamage) },
	{
		weight: 1,
		arbitrary: fc
			.double({ min: 0, max: 1, noNaN: true })
			.map((share): Damage => ({ kind: 'cut', share })),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255))
			.map(([share, value]): Damage => ({ kind: 'byte', share, value })),
	},
	{
		weight: 2,
		arbitrary: fc.constantFrom(...oddTexts).map((text): Damage => ({ kind: 'replace', text })),
	},
);

/** A copy of the bytes, or a text's in UTF-8, with the damage done. */
export const damaged = (whole: string | Uint8Array, damage: Damage): Buffer => {
	const bytes = Buffer.from(whole as string);
	switch (damage.kind) {
		case 'none':
			return bytes;
		case 'cut':
			return bytes.subarray(0, Math.floor(bytes.length * damage.share));
		case 'byte': {
			const place = Math.floor((bytes.length - 1) * damage.share);
			if (place >= 0) bytes[place] = damage.value;
			return bytes;
		}
		case 'replace':
			return Buffer.from(damage.text);
	}
};
