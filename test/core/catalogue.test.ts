import { catalogue, languages, normalizedKeys, vendorCatalogue, vendors } from '@voicehooks/core';
import { z } from 'zod';
import { everyEvent } from '../support/vendor-request.ts';

const hookKeys = [
	'id',
	'type',
	'vendor',
	'event',
	'source_id',
	'occurred_at',
	'received_at',
	'verified',
	'test',
	'replay',
	'data',
	'envelope',
	'normalized',
	'links',
	'context',
];

describe('the catalogue', () => {
	it('has every event type of every vendor, in order', () => {
		expect(catalogue().map(({ type }) => type)).toEqual(everyEvent.map(({ type }) => type));
	});

	it('is plain JSON, the same on each call', () => {
		expect(JSON.parse(JSON.stringify(catalogue()))).toEqual(catalogue());
		expect(catalogue()).toBe(catalogue());
	});
});

describe.each(catalogue().map((entry) => [entry.type, entry] as const))('%s', (_type, entry) => {
	// zod reads JSON Schema 2020-12 itself: an independent check of what was written by hand.
	const schema = z.fromJSONSchema(entry.schema as z.core.JSONSchema.JSONSchema);

	it('has a sample with exactly the keys of a hook body, in order', () => {
		expect(Object.keys(entry.sample)).toEqual(hookKeys);
		expect(Object.keys(entry.sample.normalized)).toEqual([...normalizedKeys]);
		expect(JSON.stringify(JSON.parse(JSON.stringify(entry.sample)))).toBe(
			JSON.stringify(entry.sample),
		);
	});

	it('has a sample that its schema takes', () => {
		expect(schema.safeParse(entry.sample).error?.issues ?? []).toEqual([]);
	});

	it('has a schema that refuses another event, a lost key and a wrong kind', () => {
		expect(schema.safeParse({ ...entry.sample, event: 'another' }).success).toBe(false);
		expect(schema.safeParse({ ...entry.sample, verified: 'yes' }).success).toBe(false);
		const { normalized: _, ...lost } = entry.sample;
		expect(schema.safeParse(lost).success).toBe(false);
	});

	it('has a schema that lets documented fields be null and new ones come', () => {
		const data = Object.fromEntries(Object.keys(entry.sample.data).map((key) => [key, null]));
		expect(schema.safeParse({ ...entry.sample, data: { ...data, new_field: [1] } }).success).toBe(
			true,
		);
	});

	it('has fields whose paths lead to values of its sample', () => {
		for (const field of entry.fields) {
			const [head = '', ...rest] = field.path.split('.');
			const part: unknown = entry.sample[head as keyof typeof entry.sample];
			expect(part).toBeDefined();
			if (rest.length > 0) expect(part).toHaveProperty(rest);
		}
	});

	it('carries its personal fields as such', () => {
		const personal =
			/phone|_number$|email|_name$|summary|answer|explanation|strengths|concerns|salary|reason$/;
		const check = (fields: typeof entry.fields) => {
			for (const field of fields) {
				const isPersonal = personal.test(field.path) && !/emotion|failure/.test(field.path);
				expect([field.path, field.personal !== undefined]).toEqual([
					field.path,
					isPersonal || field.personal !== undefined,
				]);
				check(field.children ?? []);
			}
		};
		check(entry.fields);
	});
});

describe('the list of vendors', () => {
	it('is plain JSON and names every event type once', () => {
		const list = vendorCatalogue();
		expect(JSON.parse(JSON.stringify(list))).toEqual(list);
		expect(list.flatMap(({ events }) => events)).toEqual(catalogue().map(({ type }) => type));
		expect(list.map(({ id }) => id)).toEqual(vendors.map(({ id }) => id));
	});

	it.each([
		['vocalis', true, 'always', false, ['start_call']],
		['inboundflow', true, 'optional', false, []],
		['voicehire', true, 'optional', false, ['source_candidates']],
		['dexem', false, 'none', true, []],
	])('says how %s signs and what it can do', (id, signed, secret, event_in_url, actions) => {
		const vendor = vendorCatalogue().find((entry) => entry.id === id);
		expect(vendor).toMatchObject({ signed, secret, event_in_url, actions });
		for (const step of vendor?.setup ?? []) expect(Object.keys(step)).toEqual([...languages]);
	});
});
