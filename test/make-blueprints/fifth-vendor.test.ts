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

import { appFiles } from '../../make-blueprints/src/app/index.ts';
import { lintApp } from '../../make-blueprints/src/lint/index.ts';
import { schemaFindings } from '../../make-blueprints/src/lint/schemas.ts';
import { itWithSchemas } from './make-schemas.ts';

describe('a fifth vendor in the Make app, from its declaration alone', () => {
	const files = appFiles();
	const read = (path: string) => JSON.parse(files[path] ?? 'null');

	it('has its webhook, its trigger, its filters and its place in a family', () => {
		expect(read('makecomapp.json').components.module.watchFifthVendorEvents).toMatchObject({
			label: 'Watch Fifth Events',
			webhook: 'fifth-vendor-events',
		});
		const attach = read('webhooks/fifth-vendor-events/fifth-vendor-events.attach.iml.json');
		expect(attach.body).toMatchObject({
			event_types: expect.stringContaining("split('fifth-vendor.*', ',')"),
			filter: {
				tracking_number: '{{parameters.tracking_number}}',
				min_score: '{{parameters.min_score}}',
			},
		});
		expect(read('webhooks/tracked-calls/tracked-calls.attach.iml.json').body.event_types).toContain(
			'fifth-vendor.phone.rang',
		);
		expect(read('modules/groups.json')[0].modules).toContain('watchFifthVendorEvents');
	});

	it('shows its fields with their types', () => {
		const fields = read(
			'modules/watchFifthVendorEvents/watch-fifth-vendor-events.interface.iml.json',
		) as readonly { name: string; spec?: unknown }[];
		expect(fields.find(({ name }) => name === 'data')?.spec).toEqual([
			expect.objectContaining({ name: 'line', type: 'text' }),
			expect.objectContaining({ name: 'score', type: 'integer' }),
			expect.objectContaining({
				name: 'legs',
				type: 'array',
				spec: [
					expect.objectContaining({ name: 'who', type: 'text' }),
					expect.objectContaining({ name: 'answered', type: 'boolean' }),
				],
			}),
		]);
	});

	it('passes the lint', () => {
		expect(lintApp(files)).toEqual([]);
	});

	itWithSchemas("passes Make's own schemas", (folder) => {
		expect(schemaFindings(folder, files)).toEqual([]);
	});
});
