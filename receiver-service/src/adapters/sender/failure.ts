import { type AttemptError, attemptError } from '../../domain/attempt-error.ts';
import type { OutboundResult, UnsafeUrlReason } from '../../ports.ts';
import { BlockedAddressError, ConnectTimeoutError } from './connector.ts';

type Failure = Extract<OutboundResult, { readonly kind: 'failure' }>;

/** What system and TLS errors mean; their own texts name addresses, so they are not passed on. */
const meanings: Readonly<Record<string, AttemptError>> = {
	ECONNREFUSED: 'refused',
	ECONNRESET: 'closed_early',
	EPIPE: 'closed_while_sending',
	EHOSTUNREACH: 'host_unreachable',
	ENETUNREACH: 'network_unreachable',
	ETIMEDOUT: 'connect_timeout',
	UND_ERR_SOCKET: 'closed_early',
	UND_ERR_HEADERS_OVERFLOW: 'too_many_headers',
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'wrong_length',
	CERT_HAS_EXPIRED: 'certificate_expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_self_signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'chain_self_signed',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_unverifiable',
	ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_of_other_host',
};

const codeOf = (fault: unknown): string => {
	const code = typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : null;
	return typeof code === 'string' ? code : '';
};

/** Why the guard, or the URL itself, refuses. */
export const refusedUrl = (reason: UnsafeUrlReason, durationMs: number): Failure => {
	const isUnresolvable = reason === 'url_host_unresolvable';
	return {
		kind: 'failure',
		reason: isUnresolvable ? 'connection_error' : 'blocked_address',
		message: attemptError(reason),
		sent: false,
		durationMs,
	};
};

/** The total deadline passed, response body included. */
export const timedOut = (sent: boolean, timeoutMs: number, durationMs: number): Failure => ({
	kind: 'failure',
	reason: 'timeout',
	message: attemptError('timeout', { seconds: timeoutMs / 1_000 }),
	sent,
	durationMs,
});

/** The sender itself ended first; `sent` as far as it could be. */
export const endedUnanswered = (sent: boolean): Failure => ({
	kind: 'failure',
	reason: 'connection_error',
	message: attemptError(sent ? 'sender_ended' : 'stopping'),
	sent,
	durationMs: 0,
});

/** What an error of the connection means for the user, without addresses. */
export const failed = (fault: unknown, sent: boolean, durationMs: number): Failure => {
	if (fault instanceof BlockedAddressError) return refusedUrl(fault.reason, durationMs);
	if (fault instanceof ConnectTimeoutError) {
		const message = attemptError('connect_timeout');
		return { kind: 'failure', reason: 'timeout', message, sent, durationMs };
	}
	const code = codeOf(fault);
	const isProtocol = code.startsWith('HPE_');
	const message = attemptError(meanings[code] ?? (isProtocol ? 'not_http' : 'failed'));
	return { kind: 'failure', reason: 'connection_error', message, sent, durationMs };
};
