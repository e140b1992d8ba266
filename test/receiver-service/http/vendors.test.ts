import { vendors } from '@voicehooks/core';
import { clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, defaultOrgId } from '../../support/tenants.ts';

describe('GET /v1/vendors', () => {
	let service: TestService;
	beforeAll(async () => {
		service = await startTestService();
	});
	afterAll(() => service.stop());

	type Shown = {
		readonly data: readonly {
			readonly id: string;
			readonly secret: string;
			readonly setup: readonly Readonly<Record<'en' | 'fr', string>>[];
			readonly ingest: readonly { readonly event: string | null }[];
			readonly snippets: Readonly<Record<string, string>> | null;
		}[];
		readonly hooks: { readonly snippets: Readonly<Record<string, string>> };
	};

	it('tells of every vendor how it is set up and verified', async () => {
		const { status, body } = await service.call<Shown>('GET', '/v1/vendors');
		expect(status).toBe(200);
		expect(body.data.map(({ id }) => id)).toEqual(vendors.map(({ id }) => id));
		for (const { secret, setup, snippets, ingest } of body.data) {
			expect(setup.length).toBeGreaterThan(2);
			for (const step of setup) expect(step.en && step.fr).toBeTruthy();
			expect(snippets === null).toBe(secret === 'none');
			expect(ingest.length).toBeGreaterThan(0);
		}
		expect(body.data.map(({ secret }) => secret)).toEqual([
			'required',
			'optional',
			'optional',
			'none',
		]);
		expect(Object.keys(body.hooks.snippets)).toEqual(['python', 'javascript', 'php']);
	});

	it('is for whoever may read', async () => {
		const key = await addKey(service.context, defaultOrgId(service.context), ['publish']);
		expect((await clientOf(service.url, key)('GET', '/v1/vendors')).status).toBe(403);
		expect((await clientOf(service.url, null)('GET', '/v1/vendors')).status).toBe(401);
	});
});
