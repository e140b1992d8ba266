import {
	defineEvent,
	defineVendor,
	type EventType,
	eventTypeOf,
	type Field,
	fieldMapKeys,
	filterFieldsOf,
	type Localized,
	languages,
	parseBody,
	sign,
	standardPolicy,
	standardSchedule,
	type Vendor,
	vendorById,
	vendorIds,
	vendors,
	verify,
} from '@voicehooks/core';
import { z } from 'zod';
import { everyEvent } from '../support/vendor-request.ts';

const everyEventRow = everyEvent.map(
	({ type, vendor, eventType }) => [type, vendor, eventType] as const,
);

const flat = (fields: readonly Field[]): readonly Field[] =>
	fields.flatMap((field) => [field, ...flat(field.children ?? [])]);

const expectLocalized = (text: Localized) => {
	expect(Object.keys(text).sort()).toEqual([...languages].sort());
	for (const language of languages) expect(text[language].trim()).not.toBe('');
};

const need = (vendorId: string, event?: string): { vendor: Vendor; eventType: EventType } => {
	const vendor = vendorById(vendorId);
	const eventType = vendor && eventTypeOf(vendor, event ?? vendor.events[0]?.name ?? '');
	if (vendor === undefined || eventType === undefined) throw new Error(`no ${vendorId} ${event}`);
	return { vendor, eventType };
};

describe('the vendors', () => {
	it('are the four of the mission, with 23 event types', () => {
		expect(vendorIds).toEqual(['vocalis', 'inboundflow', 'voicehire', 'dexem']);
		expect(vendors.map((vendor) => vendor.events.length)).toEqual([6, 4, 10, 3]);
	});

	it('say of 15 events that the vendor prints them and of 8 that it does not', () => {
		const inferred = everyEvent.filter(({ eventType }) => eventType.provenance === 'inferred');
		expect(inferred.map(({ type }) => type)).toEqual([
			'vocalis.call.started',
			'vocalis.lead.qualified',
			'vocalis.appointment.booked',
			'vocalis.conversation.tagged',
			'vocalis.emotion.spike',
			'dexem.cdr',
			'dexem.call',
			'dexem.user',
		]);
		expect(everyEvent.length - inferred.length).toBe(15);
	});

	it('are not found under a name they do not have', () => {
		expect(vendorById('aircall')).toBeUndefined();
		expect(vendorById('__proto__')).toBeUndefined();
		expect(eventTypeOf(need('dexem').vendor, 'constructor')).toBeUndefined();
	});

	it.each(vendors.map((vendor) => [vendor.id, vendor] as const))(
		'%s explains its set-up in both languages and cites its page',
		(_id, vendor) => {
			expect(vendor.setup.length).toBeGreaterThanOrEqual(4);
			for (const text of [vendor.about, ...vendor.setup]) expectLocalized(text);
			expect(vendor.documentation).toMatch(/^https:\/\//);
			expect(vendor.homepage).toMatch(/^https:\/\//);
		},
	);

	it.each([
		['vocalis.call.started', 'call.started'],
		['vocalis.call.ended', 'call.completed'],
		['vocalis.appointment.booked', 'appointment.booked'],
		['vocalis.lead.qualified', undefined],
		['inboundflow.call.completed', 'call.completed'],
		['inboundflow.appointment.booked', 'appointment.booked'],
		['inboundflow.lead.created', 'lead.created'],
		['dexem.cdr', 'call.completed'],
		['dexem.call', 'call.started'],
	])('%s means the same moment as %s elsewhere', (type, canonical) => {
		const found = everyEvent.find((entry) => entry.type === type);
		expect(found?.eventType.canonical).toBe(canonical);
	});
});

describe.each(everyEventRow)('%s', (_type, vendor, eventType) => {
	it('has a sample that its schema takes and that names it', () => {
		expect(eventType.schema.safeParse(eventType.sample).error?.issues ?? []).toEqual([]);
		if (vendor.envelope.kind !== 'unnamed') expect(eventType.sample.event).toBe(eventType.name);
	});

	it('lets unknown fields pass', () => {
		const parsed = eventType.schema.parse({ ...eventType.sample, brand_new: 1 });
		expect(parsed).toHaveProperty('brand_new', 1);
	});

	it('labels itself and every field in both languages', () => {
		expectLocalized(eventType.label);
		expectLocalized(eventType.description);
		expect(eventType.description.en).toMatch(/^Triggers when .*\.$/);
		expect(eventType.description.fr).toMatch(/^Se déclenche quand .*\.$/);
		for (const field of flat(eventType.fields)) expectLocalized(field.label);
	});

	it('signs its sample so that only the right secret verifies', () => {
		const { signature } = vendor;
		if (signature.kind === 'none') return;
		const body = Buffer.from(JSON.stringify(eventType.sample));
		const headers = {
			[signature.header.toLowerCase()]: sign(signature, {
				secret: 'right',
				body,
				timestamp: 1_709_064_000,
			}),
			'x-inboundflow-timestamp': '1709064000',
		};
		expect(verify(signature, { headers, body, secrets: ['right'] })).toMatchObject({
			valid: true,
			form: 'raw',
		});
		expect(verify(signature, { headers, body, secrets: ['wrong'] })).toEqual({
			valid: false,
			reason: 'mismatch',
		});
	});

	it('has a sample that survives reading as it is', () => {
		const text = JSON.stringify(eventType.sample);
		expect(parseBody(Buffer.from(text), null)).toEqual({ kind: 'json', value: eventType.sample });
	});
});

describe('the delivery policies', () => {
	it('are the contract’s', () => {
		expect(standardSchedule).toEqual([
			5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
		]);
		expect(standardPolicy).toEqual({
			timeoutSeconds: 30,
			scheduleSeconds: standardSchedule,
			disableAfterFailures: null,
			disableAfterSeconds: 432_000,
		});
		expect(need('inboundflow').vendor.deliveryPolicy).toEqual({
			timeoutSeconds: 10,
			scheduleSeconds: standardSchedule,
			disableAfterFailures: 10,
			disableAfterSeconds: null,
		});
		expect(need('voicehire').vendor.deliveryPolicy).toMatchObject({
			timeoutSeconds: 5,
			scheduleSeconds: [30, 300, 3_000],
		});
		expect(need('dexem').vendor.deliveryPolicy).toEqual(standardPolicy);
	});

	it('give VOCALIS five attempts, delays of one factor, and the last at 24 hours', () => {
		const { timeoutSeconds, scheduleSeconds } = need('vocalis').vendor.deliveryPolicy;
		expect(timeoutSeconds).toBe(10);
		expect(scheduleSeconds.length + 1).toBe(5);
		expect(scheduleSeconds.reduce((sum, delay) => sum + delay, 0)).toBe(24 * 60 * 60);
		const factors = scheduleSeconds
			.slice(1)
			.map((delay, index) => delay / (scheduleSeconds[index] ?? 0));
		expect(new Set(factors)).toEqual(new Set([7]));
	});
});

describe('the filters an event type declares', () => {
	it.each([
		['vocalis', 'call.ended', ['agent_id', 'duration_seconds', 'result']],
		['vocalis', 'emotion.spike', ['agent_id']],
		['inboundflow', 'call.completed', ['duration_seconds', 'urgency']],
		['inboundflow', 'appointment.booked', []],
		['voicehire', 'candidate.interview.completed', ['campaign_id', 'score']],
		['voicehire', 'candidate.interview.failed', ['campaign_id', 'failure_reason']],
		['voicehire', 'credits.low', []],
		['dexem', 'cdr', []],
	])('%s %s declares %j', (vendor, event, filters) => {
		expect([...filterFieldsOf(need(vendor, event).eventType, {})].sort()).toEqual(filters);
	});

	it.each([
		['cdr', ['tracking_number', 'duration_seconds']],
		['call', ['tracking_number']],
		['user', ['user']],
	])('dexem %s has those of the field map that Dexem itself restricts by', (event, filters) => {
		const map = { tracking_number: 'a', user: 'b', duration_seconds: 'c', call_id: 'd' };
		expect(new Set(filterFieldsOf(need('dexem', event).eventType, map))).toEqual(new Set(filters));
	});

	it('can all be named by a field map', () => {
		expect(fieldMapKeys).toEqual(
			expect.arrayContaining(['tracking_number', 'score', 'occurred_at']),
		);
	});
});

describe('a declaration', () => {
	it('without a label does not start', () => {
		expect(() =>
			defineEvent({
				name: 'x',
				category: 'call',
				label: { en: 'X', fr: 'X' },
				description: { en: 'X', fr: 'X' },
				provenance: 'inferred',
				schema: z.looseObject({ naked: z.string() }),
				sample: { naked: 'yes' },
			}),
		).toThrow('naked was not made by a helper');
	});

	it('whose sample lacks a field does not compile', () => {
		const { eventType } = need('vocalis', 'call.ended');
		const schema = z.looseObject({ call_id: z.string().nullable() });
		const drifted = () =>
			defineEvent({
				...eventType,
				schema,
				// @ts-expect-error the sample must have every field of the schema
				sample: { other: 1 },
			});
		expect(drifted).toThrow();
	});

	it('with two events of one name does not start', () => {
		const { vendor, eventType } = need('dexem');
		expect(() => defineVendor({ ...vendor, events: [eventType, eventType] })).toThrow('repeats');
	});
});
