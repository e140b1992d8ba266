import { type Hook, receive } from './hook.ts';
import { receivedHook } from './raw-request.ts';

const request = (method: string, at = 0) => ({
	method,
	headers: {},
	body: Buffer.from('{}'),
	querystring: '',
	at,
});

const hookThatIs = (state: Hook['state']): Hook => ({
	path: '/hooks/standard/1234/1',
	state,
	requests: [],
	answer: () => null,
	accepted: () => {},
});

describe('the stand-in of a hook URL of Zapier’s', () => {
	it('takes events while its zap is on', () => {
		expect(receive(hookThatIs('on'), request('POST'))).toMatchObject({
			status: 200,
			body: { status: 'success', id: expect.any(String), request_id: expect.any(String) },
		});
	});

	it.each(['off', 'paused'] as const)('answers 410 while its zap is %s', (state) => {
		expect(receive(hookThatIs(state), request('POST')).status).toBe(410);
	});

	it('pauses its zap when it is deleted', () => {
		const hook = hookThatIs('on');
		expect(receive(hook, request('DELETE')).status).toBe(200);
		expect(hook.state).toBe('paused');
		expect(hook.requests).toEqual([]);
	});

	it('takes 30 in a second and no more', () => {
		const hook = hookThatIs('on');
		const statuses = Array.from(
			{ length: 31 },
			(_, nth) => receive(hook, request('POST', nth)).status,
		);
		expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200));
		expect(statuses[30]).toBe(429);
		expect(receive(hook, request('POST', 1_500)).status).toBe(200);
	});

	it('answers as a test has it, and goes on by itself', () => {
		const hook = hookThatIs('on');
		hook.answer = (nth) =>
			nth === 1 ? { status: 503, headers: { 'retry-after': '7' }, afterMs: 5 } : null;
		expect(receive(hook, request('POST'))).toMatchObject({
			status: 503,
			headers: { 'retry-after': '7' },
			afterMs: 5,
		});
		expect(receive(hook, request('POST')).status).toBe(200);
	});
});

describe('what an app gets of a hook’s request', () => {
	it('has its headers as Zapier names them, its body as text and as an object', () => {
		const headers = { 'webhook-id': 'msg_1', 'content-type': 'application/json' };
		expect(receivedHook(headers, Buffer.from('{"id":"msg_1"}'), 'a=b')).toEqual({
			cleanedRequest: { id: 'msg_1' },
			rawRequest: {
				method: 'POST',
				querystring: 'a=b',
				headers: { 'Http-Webhook-Id': 'msg_1', 'Http-Content-Type': 'application/json' },
				content: '{"id":"msg_1"}',
			},
		});
	});

	it('is no list: the places of a list become keys', () => {
		expect(receivedHook({}, Buffer.from('["a","b"]'), '').cleanedRequest).toEqual({
			0: 'a',
			1: 'b',
		});
	});
});
