import type { AnswerBody } from '../../support/client.ts';
import { startTestService } from '../../support/service.ts';

it('a database that cannot answer is 503 with Retry-After, and nothing of it shows', async () => {
	const service = await startTestService();
	await service.context.store.close();
	for (const [path, headers] of [
		['/v1/keys', { 'accept-language': 'fr' }],
		['/readyz', {}],
	] as const) {
		const answer = await service.call<AnswerBody>('GET', path, undefined, headers);
		expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
		expect(answer.headers.get('retry-after')).toBe('2');
		expect(JSON.stringify(answer.body)).not.toMatch(/sqlite|closed|Error/i);
	}
	const alive = await service.call<AnswerBody>('GET', '/healthz');
	expect(alive.status).toBe(200);
	await service.stop();
});
