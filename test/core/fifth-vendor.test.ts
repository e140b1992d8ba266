import { defineEvent, defineVendor } from '../../core/src/define.ts';
import {
	filterFieldsOf,
	interpret,
	simulatedBody,
	standardPolicy,
	valueAt,
	vendorRequest,
	verify,
} from '../../core/src/index.ts';
import { hookBodySchema } from '../../core/src/json-schema.ts';
import { eventName, integer, list, optional, section, text } from '../../core/src/schema.ts';

const label = { en: 'A label', fr: 'Un libellé' };

const rang = defineEvent({
	name: 'phone.rang',
	category: 'call',
	label,
	description: { en: 'Triggers when it rings.', fr: 'Se déclenche quand ça sonne.' },
	provenance: 'documented',
	schema: section(label, {
		event: eventName('phone.rang'),
		legs: list(label, {
			summary: text(label, { normalized: 'summary', filter: 'result', personal: 'name' }),
			seconds: integer(label, { filter: 'duration_seconds' }),
		}),
		note: optional(text(label)),
	}),
	sample: { event: 'phone.rang', legs: [{ summary: 'Hello', seconds: 3 }] },
});

const vendor = defineVendor({
	id: 'fifth',
	name: 'Fifth',
	homepage: 'https://example.com',
	documentation: 'https://example.com/docs',
	about: label,
	setup: [label],
	signature: {
		kind: 'hmac-sha256',
		header: 'X-Fifth',
		prefix: 'v0=',
		encoding: 'base64',
		content: '{timestamp}.{body}',
		timestampHeader: 'X-Fifth-Time',
		key: 'utf8',
	},
	secret: 'always',
	envelope: { kind: 'flat' },
	headers: { 'X-Fifth-Time': '{timestamp}' },
	fileHosts: [],
	deliveryPolicy: standardPolicy,
	events: [rang],
});

describe('a fifth vendor, from its declaration alone', () => {
	const read = (value: unknown) =>
		interpret(vendor, { kind: 'json', value }, { event: null, fieldMap: {} });

	it('signs, verifies, simulates and describes itself', () => {
		const text = simulatedBody(vendor, rang, { uuid: () => 'u-1', now: 0 });
		expect(JSON.parse(text)).toEqual({ ...rang.sample, simulation_id: 'u-1' });
		const { headers, body } = vendorRequest(vendor, {
			event: rang.name,
			body: Buffer.from(text),
			contentType: null,
			secret: 's',
			id: 'x',
			timestampSeconds: 7,
		});
		const lower = { 'x-fifth': headers['X-Fifth'], 'x-fifth-time': headers['X-Fifth-Time'] };
		if (vendor.signature.kind === 'none') throw new Error('It signs.');
		expect(verify(vendor.signature, { headers: lower, body, secrets: ['s'] })).toMatchObject({
			valid: true,
			timestamp: 7,
		});
		expect(hookBodySchema(vendor, rang)).toMatchObject({
			properties: {
				data: {
					required: ['legs'],
					properties: { legs: { items: { required: ['summary', 'seconds'] } } },
				},
			},
		});
	});

	it('has no canonical value, filter or person inside a list: there could be many', () => {
		const result = read({
			event: 'phone.rang',
			legs: [{ summary: 'A', seconds: 3 }],
			summary: 'B',
			seconds: 9,
		});
		expect(result.normalized.summary).toBeNull();
		expect(result.filterFields).toEqual({});
		expect(result.personal.names).toEqual([]);
		expect(filterFieldsOf(rang, {}).size).toBe(0);
	});

	it('may leave out what is optional', () => {
		expect(read(rang.sample)).toMatchObject({ data: { legs: rang.sample.legs }, marks: [] });
		expect(Object.keys(read({ event: 'phone.rang' }).data)).toEqual(['legs']);
	});
});

describe('the value at a path', () => {
	it.each([
		['a.b', 1],
		['a.c.d', 2],
		['a.list.1.x', 3],
		['a.list.length', 2],
		['a.missing', undefined],
		['a.b.c', undefined],
		['', undefined],
		['.', undefined],
		['a..b', undefined],
		['constructor', undefined],
		['a.__proto__', undefined],
		['a.list.map', undefined],
	])('%j is %j', (path, value) => {
		expect(valueAt({ a: { b: 1, 'c.d': 2, list: [0, { x: 3 }] } }, path)).toBe(value);
	});
});
