import fc from 'fast-check';
import { classifyAttempt } from '../../../receiver-service/src/domain/attempt-outcome.ts';
import { maxRetryAfterMs, retryAfterMs } from '../../../receiver-service/src/domain/retry-after.ts';
import { platforms } from '../../../receiver-service/src/domain/types.ts';

const now = Date.UTC(2026, 0, 1, 12);
const response = (status: number, body = '', headers: Readonly<Record<string, string>> = {}) => ({
	kind: 'response' as const,
	status,
	headers,
	body: Buffer.from(body),
});

describe('an answer', () => {
	it.each(platforms)('of 2xx, and nothing else, is a success for %s', (platform) => {
		for (let status = 200; status < 600; status += 1) {
			const { verdict, outcome, error } = classifyAttempt(platform, response(status), now);
			expect(verdict === 'delivered').toBe(status < 300);
			expect(outcome === 'success').toBe(status < 300);
			expect(error === null).toBe(status < 300);
		}
	});

	it.each([
		['zapier', 410, '', 'gone', 'gone'],
		['n8n', 410, '', 'gone', 'gone'],
		['n8n', 404, '', 'http_error', 'retry'],
		['n8n', 200, 'n8n is starting up. Please wait', 'http_error', 'retry'],
		['custom', 200, 'n8n is starting up. Please wait', 'http_error', 'retry'],
		['n8n', 200, '{"message":"n8n is starting up. Please wait"}', 'success', 'delivered'],
		['custom', 401, '', 'http_error', 'retry'],
		['custom', 400, 'Queue is full', 'http_error', 'retry'],
		['custom', 302, '', 'redirect', 'retry'],
		['custom', 304, '', 'redirect', 'retry'],
		['zapier', 429, '', 'rate_limited', 'retry'],
		['make', 400, 'Queue is full.', 'queue_full', 'retry'],
		['make', 400, '{"message":"queue is FULL"}', 'queue_full', 'retry'],
		['make', 400, 'There is no scenario listening for this webhook.', 'rejected', 'rejected'],
		['make', 400, '', 'rejected', 'rejected'],
		['make', 404, '', 'http_error', 'retry'],
		['make', 500, 'Queue is full.', 'http_error', 'retry'],
	] as const)('of %s %i %s is %s: %s', (platform, status, body, outcome, verdict) => {
		expect(classifyAttempt(platform, response(status, body), now)).toMatchObject({
			outcome,
			verdict,
		});
	});

	it.each([
		['custom', 429, {}, true],
		['custom', 429, { 'retry-after': '3' }, true],
		['custom', 503, { 'retry-after': '3' }, true],
		['custom', 503, {}, false],
		['custom', 500, { 'retry-after': '3' }, false],
		['custom', 200, { 'retry-after': '3' }, false],
	] as const)('of %s %i %j slows the target: %s', (platform, status, headers, slowTarget) => {
		expect(classifyAttempt(platform, response(status, '', headers), now).slowTarget).toBe(
			slowTarget,
		);
	});

	it.each(['timeout', 'connection_error', 'blocked_address'] as const)(
		'that never came (%s) is tried again',
		(reason) => {
			const failure = { kind: 'failure', reason, message: 'No answer.' } as const;
			expect(classifyAttempt('custom', failure, now)).toMatchObject({
				outcome: reason,
				verdict: 'retry',
				error: 'No answer.',
			});
		},
	);
});

describe('Retry-After', () => {
	it.each([
		['120', 120_000],
		['0', 0],
		[' 5 ', 5_000],
		['Thu, 01 Jan 2026 12:01:00 GMT', 60_000],
		['Thursday, 01-Jan-26 12:01:00 GMT', 60_000],
		['Thu Jan  1 12:01:00 2026', 60_000],
		['Thu, 01 Jan 2026 11:00:00 GMT', 0],
		['Fri, 01 Jan 2027 00:00:00 GMT', maxRetryAfterMs],
		['9999999999', maxRetryAfterMs],
		['-5', null],
		['1.5', null],
		['soon', null],
		['2026-01-01T12:01:00Z', null],
		['Thursday next', null],
		['', null],
		[undefined, null],
	])('%j means %s ms', (value, expected) => {
		expect(retryAfterMs(value, now)).toBe(expected);
	});

	it('is never negative, never more than a day, whatever a target writes', () => {
		fc.assert(
			fc.property(fc.string(), (value) => {
				const wait = retryAfterMs(value, now);
				if (wait !== null) expect(wait >= 0 && wait <= maxRetryAfterMs).toBe(true);
			}),
		);
	});
});
