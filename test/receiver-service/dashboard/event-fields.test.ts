import { catalogue } from '@voicehooks/core';
import {
	fieldRows,
	leavesOf,
	shownFields,
	valueAt,
} from '../../../receiver-service/src/dashboard/vendor/field-list.ts';
import { firstChoice } from '../../../receiver-service/src/dashboard/vendor/first-choice.ts';
import { lettersOf } from '../../../receiver-service/src/dashboard/vendor/letters.ts';
import type { Field } from '../../../receiver-service/src/dashboard/vendor/query.ts';
import { isSettled } from '../../../receiver-service/src/dashboard/vendor/state.ts';

const label = { en: 'A', fr: 'A' };
const field = (path: string, more: Partial<Field> = {}): Field => ({
	path,
	label,
	kind: 'text',
	...more,
});

/** As the API says it: the page knows no other. */
const overTheWire = catalogue().map(({ fields, sample, type }) => ({
	type,
	sample,
	fields: JSON.parse(JSON.stringify(fields)) as readonly Field[],
}));

describe('the fields of an event', () => {
	it('are listed without the sections that hold them, and items of lists under their list', () => {
		const fields = [
			field('event'),
			field('data', {
				kind: 'object',
				children: [
					field('data.name'),
					field('data.answers', { kind: 'list', children: [field('score', { kind: 'decimal' })] }),
				],
			}),
		];
		expect(fieldRows(fields).map(({ path, inList }) => [path, inList])).toEqual([
			['event', false],
			['data.name', false],
			['data.answers', false],
			['data.answers[].score', true],
		]);
	});

	it.each(overTheWire)('of $type are all there in its sample', ({ fields, sample }) => {
		const shown = shownFields(fields, sample);
		expect(shown.filter(({ row }) => row === null)).toEqual(
			fieldRows(fields).length === 0
				? leavesOf(sample.data).map(({ path, value }) => ({
						row: null,
						path: `data.${path}`,
						value,
					}))
				: [],
		);
		expect(new Set(shown.map(({ path }) => path)).size).toBe(shown.length);
	});

	it('that nobody documented come after those that somebody did', () => {
		const body = { data: { extra: { deep: 1 }, name: 'Léa', list: [1] } };
		const fields = [field('data.name'), field('data.list', { kind: 'list' })];
		expect(shownFields(fields, body).map(({ path, row }) => [path, row !== null])).toEqual([
			['data.name', true],
			['data.list', true],
			['data.extra.deep', false],
		]);
	});
});

describe('a dotted path', () => {
	it('finds own values only, a key with dots in it first, items of lists by index', () => {
		expect(valueAt({ a: { b: 1 }, 'a.b': 2 }, 'a.b')).toBe(2);
		expect(valueAt({ a: { b: [{ c: 3 }] } }, 'a.b.0.c')).toBe(3);
		expect(valueAt({}, 'constructor.name')).toBeUndefined();
		expect(valueAt(null, 'a')).toBeUndefined();
	});

	it('is no longer than the service takes', () => {
		const deep = JSON.parse(`${'{"a":'.repeat(12)}1${'}'.repeat(12)}`);
		expect(leavesOf(deep).map(({ path }) => path.split('.').length)).toEqual([10]);
	});
});

describe('what a newcomer sees first', () => {
	it('is the end of a call, where the vendor has one', () => {
		expect(firstChoice(['call.started', 'call.ended'])).toBe('call.ended');
		expect(firstChoice(['something', 'else'])).toBe('something');
		expect(firstChoice([])).toBe('');
	});

	it('is two letters for each vendor, all different', () => {
		expect(['VOCALIS', 'InboundFlow', 'VoiceHire', 'Dexem'].map(lettersOf)).toEqual([
			'VO',
			'IF',
			'VH',
			'DE',
		]);
	});

	it('is asked for again until every delivery has ended', () => {
		expect(isSettled([])).toBe(true);
		expect(isSettled([{ status: 'succeeded' }, { status: 'held' }])).toBe(true);
		expect(isSettled([{ status: 'succeeded' }, { status: 'pending' }])).toBe(false);
	});
});
