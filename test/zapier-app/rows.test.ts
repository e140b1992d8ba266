import { type CatalogueEntry, catalogue, type HookBody } from '@voicehooks/core';
import fc from 'fast-check';
import type { Pointers } from '../../zapier-app/src/rows/column.ts';
import { eventColumns } from '../../zapier-app/src/rows/event-columns.ts';
import { outputFields, rowOf, sampleRow } from '../../zapier-app/src/rows/row.ts';
import { canonicalColumns, unionColumns } from '../../zapier-app/src/rows/shared-columns.ts';

const entryOf = (type: string): CatalogueEntry => {
	const entry = catalogue().find((one) => one.type === type);
	if (entry === undefined) throw new Error(`There is no ${type}.`);
	return entry;
};
const pointers: Pointers = {
	file: (event, kind) => (event.links[kind] === null ? null : `file of ${event.id}`),
	text: (event) => (event.links.transcript === null ? null : `text of ${event.id}`),
};
const shapeOf = (type: string) => ({ columns: eventColumns(entryOf(type)), hasExtras: true });
const rowWith = (type: string, change: Partial<HookBody> = {}) =>
	rowOf({ ...entryOf(type).sample, ...change }, shapeOf(type), pointers);
const everyType = catalogue().map(({ type }) => type);

describe('the row of an event', () => {
	it('is flat, under the vendor’s own names', () => {
		expect(rowWith('vocalis.call.ended')).toMatchObject({
			call_id: 'c_01HXYZ',
			duration_sec: 184,
			emotion_summary__satisfaction: 0.71,
			emotion_summary__anger: 0.02,
		});
		expect(rowWith('inboundflow.call.completed')).toMatchObject({
			envelope__organization_id: expect.any(String),
			envelope__timestamp: '2026-02-24T21:00:00.000Z',
		});
	});

	it('has the answers of an interview as line items, each with every key', () => {
		const type = 'voicehire.candidate.interview.completed.extended';
		const { data } = entryOf(type).sample;
		const row = rowWith(type, { data: { ...data, responses: [{ question: 'Why?' }, 'odd'] } });
		expect(row.responses).toEqual([
			{ question: 'Why?', answer: null, score: null, explanation: null },
			'odd',
		]);
		expect(rowWith(type, { data: { ...data, responses: null } }).responses).toBeNull();
	});

	it.each(everyType)('of %s has null for what is missing', (type) => {
		const empty = {
			data: {},
			envelope: {},
			context: {},
			links: { recording: null, transcript: null },
		};
		const keys = shapeOf(type).columns.map(({ key }) => key);
		const row = rowWith(type, empty);
		expect(Object.keys(row)).toEqual(keys);
		expect(Object.values(row)).not.toContain(undefined);
	});

	it('has phone numbers as received and in international form', () => {
		expect(rowWith('voicehire.candidate.added')).toMatchObject({
			phone: '0612345678',
			phone_e164: '+33612345678',
		});
		const { data } = entryOf('inboundflow.call.transferred').sample;
		const row = rowWith('inboundflow.call.transferred', {
			data: { ...data, transferred_to_number: 'reception' },
		});
		expect(row).toMatchObject({
			caller_phone_e164: row.caller_phone,
			transferred_to_number: 'reception',
			transferred_to_number_e164: null,
		});
	});

	it('joins first and last names, and repeats nothing that the event says itself', () => {
		const row = rowWith('voicehire.candidate.added');
		expect(row.caller_name).toBe('Jean Dupont');
		expect(Object.keys(row)).not.toContain('score');
		expect(Object.keys(row)).not.toContain('caller_phone_e164');
	});

	it('has every canonical field where the vendor documents none of its own', () => {
		const { normalized } = entryOf('dexem.cdr').sample;
		const mapped = { ...normalized, caller_phone_e164: '+33612345678', duration_seconds: 62 };
		expect(rowWith('dexem.cdr', { normalized: mapped })).toMatchObject(mapped);
	});

	it('is followed by what nobody documented, flat too, without taking a key of its own', () => {
		const deep = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } };
		const row = rowWith('vocalis.call.ended', {
			data: {
				...entryOf('vocalis.call.ended').sample.data,
				emotion_summary: { anger: 0.5, 'joy & fun': 0.4 },
				type: 'outbound',
				tags: ['vip'],
				deep,
				nothing: {},
			},
			envelope: { region: 'eu' },
			context: { to: '+33612345678', variables: { first_name: 'Ada' } },
		});
		expect(row).toMatchObject({
			emotion_summary__anger: 0.5,
			emotion_summary__satisfaction: null,
			emotion_summary__joy___fun: 0.4,
			type: 'vocalis.call.ended',
			data__type: 'outbound',
			tags: ['vip'],
			deep__a__b__c__d__e: '{"f":{"g":1}}',
			envelope__region: 'eu',
			context__to: '+33612345678',
			context__variables__first_name: 'Ada',
		});
		expect(Object.keys(row)).not.toContain('nothing');
	});

	it('keeps its own keys whatever a payload calls itself', () => {
		const data = JSON.parse('{"id":"x","__proto__":{"polluted":true},"constructor":"c"}');
		const row = rowWith('dexem.user', { data });
		expect(row).toMatchObject({ id: entryOf('dexem.user').sample.id, data__id: 'x' });
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('is sound whatever a payload holds', () => {
		const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 }));
		fc.assert(
			fc.property(fc.constantFrom(...everyType), object, object, (type, data, context) => {
				const row = rowWith(type, { data, context, envelope: data });
				const stable = shapeOf(type).columns.map(({ key }) => key);
				expect(Object.keys(row).slice(0, stable.length)).toEqual(stable);
				expect(row.id).toBe(entryOf(type).sample.id);
				for (const [key, value] of Object.entries(row)) {
					expect(key).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
					expect(value).toBeDefined();
					if (typeof value === 'object' && value !== null) expect(Array.isArray(value)).toBe(true);
				}
			}),
			{ examples: [['vocalis.call.started', {}, { to: {} }]] },
		);
	});

	it('has at most 200 undocumented keys', () => {
		const data = Object.fromEntries(
			Array.from({ length: 500 }, (_, index) => [`k${index}`, index]),
		);
		const row = rowWith('dexem.user', { data });
		expect(Object.keys(row).length).toBe(shapeOf('dexem.user').columns.length + 200);
	});

	it('shows as text what should be a single value and is not', () => {
		const { data } = entryOf('vocalis.call.ended').sample;
		const row = rowWith('vocalis.call.ended', { data: { ...data, result: { code: 1 } } });
		expect(row.result).toBe('{"code":1}');
	});

	it('points to files only where the event has them', () => {
		expect(rowWith('vocalis.call.ended')).toMatchObject({
			transcript_file: expect.stringContaining('file of msg_'),
			transcript_text: expect.stringContaining('text of msg_'),
		});
		const links = { recording: null, transcript: null };
		expect(rowWith('vocalis.call.ended', { links })).toMatchObject({
			transcript_file: null,
			transcript_text: null,
		});
		expect(Object.keys(rowWith('voicehire.credits.low'))).not.toContain('recording_file');
	});
});

describe('the columns across event types', () => {
	it('are the same canonical keys whichever vendor sent the event', () => {
		const entries = ['vocalis.call.ended', 'inboundflow.call.completed', 'dexem.cdr'].map(entryOf);
		const shape = { columns: canonicalColumns(entries), hasExtras: false };
		const rows = entries.map(({ sample }) => rowOf(sample, shape, pointers));
		const [first] = rows;
		for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(first ?? {}));
		expect(rows[1]).toMatchObject({
			caller_phone: '+1234567890',
			caller_phone_e164: '+1234567890',
			duration_seconds: 55,
		});
		expect(rows[0]).toMatchObject({ duration_seconds: 184, caller_phone: null });
	});

	it('hold those of every event of a vendor, each key once, with one type', () => {
		for (const vendor of new Set(catalogue().map((entry) => entry.vendor))) {
			const entries = catalogue().filter((entry) => entry.vendor === vendor);
			const union = unionColumns(entries);
			expect(new Set(union.map(({ key }) => key)).size).toBe(union.length);
			for (const column of entries.flatMap(eventColumns)) {
				const same = union.find(({ key }) => key === column.key);
				expect({ vendor, key: column.key, type: same?.type }).toEqual({
					vendor,
					key: column.key,
					type: column.type,
				});
			}
		}
	});

	it('say their unit once', () => {
		const labels = outputFields({ locale: 'en' }, shapeOf('vocalis.call.ended')).map(
			({ label }) => label,
		);
		expect(labels).toContain('Duration (Seconds)');
		expect(labels).toContain('Emotions: Anger (0 to 1)');
		const credits = outputFields({ locale: 'fr' }, shapeOf('voicehire.credits.low'));
		expect(credits.map(({ label }) => label)).toContain('Crédits restants');
		expect(credits.map(({ label }) => label)).toContain('Seuil (crédits)');
	});

	it.each(everyType)('of %s have a label and a type that its sample fits', (type) => {
		const shape = shapeOf(type);
		const row = sampleRow(entryOf(type).sample, shape);
		for (const field of outputFields({ locale: 'en' }, shape)) {
			expect(field.label).toMatch(/^\p{Lu}|^\d/u);
			const value = row[field.key];
			if (value === null) continue;
			if (field.children !== undefined) expect(Array.isArray(value)).toBe(true);
			else if (field.type === 'datetime') expect(value).toMatch(/T.*(?:Z|[+-]\d\d:\d\d)$/);
			else if (field.type === 'integer') expect(Number.isInteger(value)).toBe(true);
			else if (field.type === 'number' || field.type === 'boolean')
				expect(typeof value).toBe(field.type);
			else expect(typeof value).toBe('string');
		}
	});
});

it('shares nothing with the catalogue, which Zapier’s core could freeze or change', () => {
	const type = 'voicehire.candidate.interview.completed.extended';
	const { sample } = entryOf(type);
	const question = { text: 'Why?' };
	const deep = { ...sample, data: { ...sample.data, responses: [{ question }] } };
	const row = sampleRow(deep, shapeOf(type));
	expect(row.responses).toMatchObject([{ question }]);
	question.text = 'changed';
	expect(row.responses).toMatchObject([{ question: { text: 'Why?' } }]);
});
