import type { AnswerBody } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';

describe('GET /v1/me', () => {
	let service: TestService;
	beforeAll(async () => {
		service = await startTestService();
	});
	afterAll(() => service.stop());

	it('tells whose key it is', async () => {
		const { status, body } = await service.call<AnswerBody>('GET', '/v1/me');
		expect(status).toBe(200);
		expect(body).toEqual({
			account_name: 'Default (VOICEHOOKS_API_KEY)',
			organisation: { id: expect.stringMatching(/^org_/), name: 'Default' },
			key: { id: expect.stringMatching(/^key_/), name: 'VOICEHOOKS_API_KEY', hint: '6789' },
			scopes: ['read', 'subscribe', 'publish', 'call', 'admin'],
		});
	});
});
