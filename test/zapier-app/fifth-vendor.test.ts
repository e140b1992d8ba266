/** The list of vendors, with one more. */
jest.mock('../../core/src/vendors/index.ts', () => {
	const actual = jest.requireActual('../../core/src/vendors/index.ts');
	const { fifthVendor } = jest.requireActual('../support/fifth-vendor.ts');
	const vendors = [...actual.vendors, fifthVendor];
	return {
		...actual,
		vendors,
		vendorIds: vendors.map(({ id }) => id),
		vendorById: (id: string) => vendors.find((vendor) => vendor.id === id),
	};
});

import { definitionOf, schemaErrorsOf } from '../../zapier-app/build/definition.ts';
import { lint } from '../../zapier-app/build/lint/lint.ts';
import committed from '../../zapier-app/definition.snapshot.json' with { type: 'json' };
import { createApp } from '../../zapier-app/src/app.ts';
import { breakingChanges } from '../../zapier-app/src/definition/breaking-changes.ts';
import { snapshotOf } from '../../zapier-app/src/definition/snapshot.ts';

describe('a fifth vendor in the Zapier app, from its declaration alone', () => {
	const app = createApp({ locale: 'en' });

	it('has its triggers, with keys that Zapier takes', () => {
		expect(app.triggers.fifth_vendor_phone_rang?.display.label).toBe('Fifth Phone Rang');
		expect(app.triggers).toHaveProperty('fifth_vendor_any_event');
		expect(app.triggers).toHaveProperty('fifth_vendor_source_list');
	});

	it('has its filters, columns and sample', () => {
		const operation = app.triggers.fifth_vendor_phone_rang?.operation;
		expect(operation?.inputFields).toMatchObject([
			{ key: 'source_id' },
			{ key: 'tracking_number' },
			{ key: 'min_score' },
		]);
		expect(operation?.sample).toMatchObject({
			line: '1',
			score: 3,
			legs: [{ who: '+33612345678', answered: true }],
			envelope__sent_at: '2026-02-24T21:00:00Z',
		});
	});

	it.each([null, 'fifth-vendor'])('makes a sound app for %p', async (vendor) => {
		const variant = { vendor, locale: 'en' } as const;
		expect(await schemaErrorsOf(variant)).toEqual([]);
		const definition = await definitionOf(variant);
		const { platformVersion } = definition;
		expect(lint({ definition, locale: 'en', runtimeVersion: platformVersion })).toEqual([]);
	});

	it('breaks no Zap of the others', () => {
		expect(breakingChanges(committed as ReturnType<typeof snapshotOf>, snapshotOf(app))).toEqual(
			[],
		);
	});
});
