import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
	service = await startTestService();
});
afterAll(() => service.stop());

describe('the service’s own address', () => {
	it.each([
		['en', 'The service is up.'],
		['fr', 'Le service fonctionne.'],
	])('says in %s where to go from here', async (language, text) => {
		const response = await fetch(`${service.url}/`, { headers: { 'accept-language': language } });
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		const page = await response.text();
		expect(page).toContain(text);
		for (const [, path] of page.matchAll(/href="([^"]+)"/g)) {
			expect((await fetch(`${service.url}${path}`)).status).toBe(200);
		}
	});

	it('takes nothing but a look', async () => {
		expect((await fetch(`${service.url}/`, { method: 'POST' })).status).toBe(404);
	});
});
