import type { OutboundResult, UnsafeUrlReason } from '../../ports.ts';
import { BlockedAddressError, ConnectTimeoutError } from './connector.ts';

type Failure = Extract<OutboundResult, { readonly kind: 'failure' }>;

const refusals: Readonly<Record<UnsafeUrlReason, string>> = {
	url_invalid: 'The URL is not valid.',
	url_not_https: 'The URL must begin with https.',
	url_has_credentials: 'The URL must not hold a user name or password.',
	url_port_not_allowed: 'The port of the URL is not allowed.',
	url_private_address: 'The host leads to an address that is not public.',
	url_own_address: 'The URL leads back to this service.',
	url_host_unresolvable: 'The host name does not resolve.',
};

/** What system and TLS errors mean; their own texts name addresses, so they are not passed on. */
const meanings: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The connection was refused.',
	ECONNRESET: 'The connection was closed before the response was complete.',
	EPIPE: 'The connection was closed before the request was complete.',
	EHOSTUNREACH: 'The host cannot be reached.',
	ENETUNREACH: 'The network cannot be reached.',
	ETIMEDOUT: 'The connection could not be made in time.',
	UND_ERR_SOCKET: 'The connection was closed before the response was complete.',
	UND_ERR_HEADERS_OVERFLOW: 'The response has too many headers.',
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The response does not have the length it announced.',
	CERT_HAS_EXPIRED: 'The TLS certificate has expired.',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'The TLS certificate is self-signed.',
	SELF_SIGNED_CERT_IN_CHAIN: 'The TLS certificate chain holds a self-signed certificate.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate cannot be verified.',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate is for another host name.',
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
		message: refusals[reason],
		sent: false,
		durationMs,
	};
};

/** The total deadline passed, response body included. */
export const timedOut = (sent: boolean, timeoutMs: number, durationMs: number): Failure => ({
	kind: 'failure',
	reason: 'timeout',
	message: `There was no complete response within ${timeoutMs / 1_000} s.`,
	sent,
	durationMs,
});

/** The sender itself ended first; `sent` as far as it could be. */
export const endedUnanswered = (sent: boolean): Failure => ({
	kind: 'failure',
	reason: 'connection_error',
	message: sent
		? 'Sending ended before the response was complete.'
		: 'The request was not sent: the service is stopping.',
	sent,
	durationMs: 0,
});

/** What an error of the connection means for the user, without addresses. */
export const failed = (fault: unknown, sent: boolean, durationMs: number): Failure => {
	if (fault instanceof BlockedAddressError) return refusedUrl(fault.reason, durationMs);
	if (fault instanceof ConnectTimeoutError) {
		const message = 'The connection could not be made in time.';
		return { kind: 'failure', reason: 'timeout', message, sent, durationMs };
	}
	const code = codeOf(fault);
	const isProtocol = code.startsWith('HPE_');
	const message =
		meanings[code] ?? (isProtocol ? 'The response is not HTTP/1.1.' : 'The connection failed.');
	return { kind: 'failure', reason: 'connection_error', message, sent, durationMs };
};
