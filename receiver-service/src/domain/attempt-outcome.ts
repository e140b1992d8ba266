import { attemptError } from './attempt-error.ts';
import { retryAfterMs } from './retry-after.ts';
import type { AttemptOutcome, Platform } from './types.ts';

/** What came back: the part of an outbound result that decides. */
export type Answer =
	| {
			readonly kind: 'response';
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly body: Uint8Array;
	  }
	| {
			readonly kind: 'failure';
			readonly reason: 'timeout' | 'connection_error' | 'blocked_address';
			readonly message: string;
	  };

export type ClassifiedAttempt = {
	readonly outcome: AttemptOutcome;
	/** What it means for the delivery; when to retry is the policy's business. */
	readonly verdict: 'delivered' | 'retry' | 'rejected' | 'gone';
	/** What the target asked for by `Retry-After`. */
	readonly retryAfterMs: number | null;
	/** The target is busy: slow down everything that goes there. */
	readonly slowTarget: boolean;
	/** For people; null on success. */
	readonly error: string | null;
};

/** Make answers 400 with this text while the scenario's queue has no room (Make, "Webhooks"). */
const makeQueueFull = /queue is full/i;
/**
 * n8n answers every request with 200 and this text while its database migrates at start: it drops
 * the event (n8n 2.41.1, dist/abstract-server.js, `setupHealthCheck`).
 */
const n8nIsStarting = Buffer.from('n8n is starting up. Please wait');
const tooManyRequests = 429;
const serviceUnavailable = 503;

const classifyStatus = (
	platform: Platform,
	status: number,
	body: Uint8Array,
): Pick<ClassifiedAttempt, 'outcome' | 'verdict' | 'error'> => {
	if (status >= 200 && status < 300) {
		if (n8nIsStarting.equals(body)) {
			const error = attemptError('n8n_starting', { status });
			return { outcome: 'http_error', verdict: 'retry', error };
		}
		return { outcome: 'success', verdict: 'delivered', error: null };
	}
	if (status >= 300 && status < 400) {
		const error = attemptError('redirect', { status });
		return { outcome: 'redirect', verdict: 'retry', error };
	}
	if (status === 410) return { outcome: 'gone', verdict: 'gone', error: attemptError('gone') };
	if (status === tooManyRequests) {
		return { outcome: 'rate_limited', verdict: 'retry', error: attemptError('too_many_requests') };
	}
	if (status === 400 && platform === 'make') {
		return makeQueueFull.test(Buffer.from(body).toString('latin1'))
			? { outcome: 'queue_full', verdict: 'retry', error: attemptError('queue_full') }
			: { outcome: 'rejected', verdict: 'rejected', error: attemptError('refused_by_make') };
	}
	// 404 too: n8n answers it for a second while it starts, so it does not mean gone.
	return { outcome: 'http_error', verdict: 'retry', error: attemptError('status', { status }) };
};

/**
 * Judges an attempt (contract, "Delivery"). Only 2xx is success, but for the one that n8n answers
 * while it starts; 410 means unsubscribe; Make's 400s are permanent but for a full queue;
 * everything else may succeed later.
 */
export const classifyAttempt = (
	platform: Platform,
	answer: Answer,
	now: number,
): ClassifiedAttempt => {
	if (answer.kind === 'failure') {
		const { reason, message } = answer;
		return {
			outcome: reason,
			verdict: 'retry',
			retryAfterMs: null,
			slowTarget: false,
			error: message,
		};
	}
	const { status, headers, body } = answer;
	const classified = classifyStatus(platform, status, body);
	const asked =
		classified.outcome === 'http_error' || classified.outcome === 'rate_limited'
			? retryAfterMs(headers['retry-after'], now)
			: null;
	const slowTarget =
		classified.outcome === 'rate_limited' ||
		classified.outcome === 'queue_full' ||
		(status === serviceUnavailable && asked !== null);
	return { ...classified, retryAfterMs: asked, slowTarget };
};
