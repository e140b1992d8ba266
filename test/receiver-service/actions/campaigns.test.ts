import { randomUUID } from 'node:crypto';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { startVendorApi, type VendorApi } from '../../support/vendor-api.ts';

type Sourcing = {
	readonly sandbox: boolean;
	readonly candidates_sourced: number | null;
	readonly candidates_skipped: number | null;
	readonly sms_sent: number | null;
	readonly errors: readonly { readonly path: string; readonly message: string }[];
	readonly code?: string;
};

const candidate = { first_name: 'Jean', last_name: 'Dupont', phone: '0612345678' };

let service: TestService;
let vendorApi: VendorApi;

const source = (body: unknown, headers: Record<string, string> = {}, campaign = 'abc123') =>
	service.call<Sourcing>('POST', `/v1/campaigns/${campaign}/source`, body, {
		'idempotency-key': randomUUID(),
		...headers,
	});

beforeAll(async () => {
	vendorApi = await startVendorApi();
	service = await startTestService({}, { vendorApis: { voicehire: vendorApi.url } });
	await liftRateLimit(service.context);
	await service.call('POST', '/v1/sources', {
		vendor: 'voicehire',
		name: 'Hiring',
		api_token: 'vh_live',
	});
});
afterAll(async () => {
	await service.stop();
	await vendorApi.stop();
});

describe('POST /v1/campaigns/{id}/source', () => {
	it("gives the vendor its candidates and answers the vendor's figures", async () => {
		vendorApi.behave({
			status: 200,
			body: {
				campaign_id: 'abc123',
				candidates_sourced: 1,
				candidates_skipped: 0,
				sms_sent: 1,
				errors: [],
			},
		});
		const { status, body } = await source({ candidates: [candidate] });
		expect(status).toBe(201);
		expect(body).toMatchObject({ sandbox: false, candidates_sourced: 1, sms_sent: 1, errors: [] });
		expect(vendorApi.asked.at(-1)).toMatchObject({
			path: '/campaigns/abc123/source',
			body: { candidates: [candidate] },
		});
		expect(vendorApi.asked.at(-1)?.headers['x-api-key']).toBe('vh_live');
	});

	it('keeps a campaign id inside its part of the path', async () => {
		vendorApi.behave({ status: 200, body: {} });
		await source({ candidates: [candidate] }, {}, encodeURIComponent('../x?y=1#z'));
		expect(vendorApi.asked.at(-1)?.path).toBe(
			`/campaigns/${encodeURIComponent('../x?y=1#z')}/source`,
		);
	});

	it.each([0, 101])('refuses %i candidates', async (count) => {
		const { status } = await source({ candidates: Array.from({ length: count }, () => candidate) });
		expect(status).toBe(400);
	});

	it('names the wrong field of the wrong candidate, in both languages', async () => {
		const candidates = [candidate, { ...candidate, phone: 'nope' }];
		const english = await source({ candidates });
		const french = await source({ candidates }, { 'accept-language': 'fr' });
		expect(english.body.errors[0]?.path).toBe('candidates.1.phone');
		expect(english.body.errors[0]?.message).toContain('must be a phone number');
		expect(french.body.errors[0]?.message).toContain('doit être un numéro de téléphone');
	});

	it("passes the vendor's remarks on fields through", async () => {
		vendorApi.behave({
			status: 400,
			body: {
				error: {
					code: 'VALIDATION_ERROR',
					message: 'Invalid candidates',
					details: [{ field: 'candidates[0].phone', message: 'not French' }],
				},
			},
		});
		const { status, body } = await source({ candidates: [candidate] });
		expect(status).toBe(422);
		expect(body.errors).toContainEqual({ path: 'candidates[0].phone', message: 'not French' });
	});

	it('answers null for figures the vendor leaves out', async () => {
		vendorApi.behave({ status: 200, body: { ok: true } });
		const { body } = await source({ candidates: [candidate] });
		expect(body.candidates_sourced).toBeNull();
	});

	it('texts once for one Idempotency-Key when the outcome is unknown', async () => {
		vendorApi.behave('cut');
		const before = vendorApi.asked.length;
		const headers = { 'idempotency-key': randomUUID() };
		expect((await source({ candidates: [candidate] }, headers)).status).toBe(504);
		expect((await source({ candidates: [candidate] }, headers)).status).toBe(504);
		expect(vendorApi.asked.length).toBe(before + 1);
	});

	it('plays one event for each candidate in a sandbox', async () => {
		const sandbox = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'voicehire',
			name: 'Play',
			sandbox: true,
		});
		const candidates = [candidate, { ...candidate, first_name: 'Ada', phone: '+33698765432' }];
		const before = vendorApi.asked.length;
		const { body } = await source({ candidates, source_id: sandbox.body.id });
		expect(body).toMatchObject({ sandbox: true, candidates_sourced: 2, sms_sent: 0 });
		expect(vendorApi.asked.length).toBe(before);
		const { body: page } = await service.call<{
			data: readonly { data: Record<string, unknown> }[];
		}>(
			'GET',
			`/v1/messages?type=voicehire.candidate.sourced&source_id=${sandbox.body.id}&order=asc`,
		);
		expect(page.data.map(({ data }) => data.first_name)).toEqual(['Jean', 'Ada']);
		expect(new Set(page.data.map(({ data }) => data.candidate_id)).size).toBe(2);
	});

	it('needs the scope call', async () => {
		const key = await addKey(service.context, defaultOrgId(service.context), ['read', 'admin']);
		const { status } = await source(
			{ candidates: [candidate] },
			{ authorization: `Bearer ${key}` },
		);
		expect(status).toBe(403);
	});
});
