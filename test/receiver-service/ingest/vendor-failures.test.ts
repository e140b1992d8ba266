import { vendorById } from '@voicehooks/core';
import { startTestService, type TestService } from '../../support/service.ts';
import { signedRequest } from '../../support/vendor-request.ts';

const secret = 'a-secret-of-sixteen-or-more';
const vendor = vendorById('inboundflow');
if (vendor === undefined) throw new Error('InboundFlow is declared.');

/** InboundFlow disables its webhook after ten failures in a row: what is left of them is shown. */
describe('what a vendor counts as failures', () => {
	let service: TestService;
	let url: string;
	let id: string;

	beforeAll(async () => {
		service = await startTestService();
	});
	afterAll(() => service.stop());
	beforeEach(async () => {
		const made = await service.call<{ id: string; ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'Front desk',
			signing_secret: secret,
		});
		({ id, ingest_url: url } = made.body);
	});

	type Health = {
		readonly failures_until_vendor_disables: number | null;
		readonly rejections_until_vendor_disables: number | null;
	};
	const left = async (source = id) => {
		const { body } = await service.call<{ health: Health }>('GET', `/v1/sources/${source}`);
		return [
			body.health.failures_until_vendor_disables,
			body.health.rejections_until_vendor_disables,
		];
	};
	const good = async () => {
		const { headers, body } = signedRequest(
			vendor,
			'call.completed',
			JSON.stringify({ event: 'call.completed', delivery_id: `d_${Math.random()}`, data: {} }),
			secret,
		);
		expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
	};

	it('is what was not answered 2xx, and one success clears it', async () => {
		expect(await left()).toEqual([10, 10]);
		await fetch(url, { method: 'POST', body: 'unsigned' });
		expect(await left()).toEqual([9, 9]);
		const headers = { 'content-encoding': 'gzip' };
		expect((await fetch(url, { method: 'POST', headers, body: 'x' })).status).toBe(415);
		expect(await left()).toEqual([8, 9]);
		const large = Buffer.alloc(2 * 1024 * 1024 + 1);
		expect((await fetch(url, { method: 'POST', body: large })).status).toBe(413);
		expect(await left()).toEqual([7, 9]);
		await good();
		expect(await left()).toEqual([10, 10]);
	});

	it('never goes below none', async () => {
		for (let time = 0; time < 12; time += 1) await fetch(url, { method: 'POST', body: 'unsigned' });
		expect(await left()).toEqual([0, 0]);
	});

	it('is not who looks at the URL', async () => {
		expect((await fetch(url)).status).toBe(405);
		expect(await left()).toEqual([10, 10]);
	});

	it('is kept over a restart', async () => {
		await fetch(url, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: 'x' });
		await new Promise((resolve) => setTimeout(resolve, 2_500));
		service = await service.restart();
		expect(await left()).toEqual([9, 10]);
	});

	it('is not shown for a vendor that documents no limit', async () => {
		const made = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Sales',
		});
		expect(await left(made.body.id)).toEqual([null, null]);
	});
});
