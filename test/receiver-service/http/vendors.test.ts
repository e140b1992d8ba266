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
			readonly api: { readonly actions: readonly string[] } | null;
		}[];
		readonly guides: readonly {
			readonly id: string;
			readonly url: Readonly<Record<'en' | 'fr', string>>;
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

	it('tells what a token of the vendor’s own API is for, and where there is none', async () => {
		const { body } = await service.call<Shown>('GET', '/v1/vendors');
		const actions = Object.fromEntries(body.data.map(({ id, api }) => [id, api?.actions ?? null]));
		for (const { id, api } of vendors) {
			expect(actions[id]).toEqual(api === undefined ? null : Object.keys(api.actions));
		}
		expect(actions).toMatchObject({ vocalis: ['start_call'], inboundflow: null, dexem: null });
	});

	it('leads to the guides, each in both languages', async () => {
		const { body } = await service.call<Shown>('GET', '/v1/vendors');
		expect(body.guides.map(({ id }) => id)).toEqual(['zapier', 'n8n', 'make', 'dashboard']);
		for (const { id, url } of body.guides) {
			for (const language of ['en', 'fr'] as const) {
				const { origin, pathname, search } = new URL(url[language]);
				expect(origin).toBe(service.context.config.publicUrl);
				expect([pathname, search]).toEqual([`/guides/${id}`, `?language=${language}`]);
				const page = await fetch(`${service.url}${pathname}${search}`);
				expect([page.status, page.headers.get('content-type')]).toEqual([
					200,
					'text/html; charset=utf-8',
				]);
			}
		}
	});

	it('is for whoever may read', async () => {
		const key = await addKey(service.context, defaultOrgId(service.context), ['publish']);
		expect((await clientOf(service.url, key)('GET', '/v1/vendors')).status).toBe(403);
		expect((await clientOf(service.url, null)('GET', '/v1/vendors')).status).toBe(401);
	});
});
