import { createTransport } from 'nodemailer';
import { MailError, type Mailer, type MailFault } from '../ports.ts';

/** A mail server that does not answer must not hold up an alert's other ways. */
const timeoutMs = 15_000;

/** What the connection, or TLS, says. */
const connectionFaults: Readonly<Record<string, MailFault>> = {
	CERT_HAS_EXPIRED: 'certificate_expired',
	CERT_UNTRUSTED: 'mail_untrusted',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'mail_untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'mail_untrusted',
	UNABLE_TO_GET_ISSUER_CERT: 'mail_untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'mail_untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'mail_untrusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'mail_other_host',
	// An answer in the clear where TLS was expected.
	ERR_SSL_WRONG_VERSION_NUMBER: 'mail_without_tls',
};

/** What the way of SMTP says: https://nodemailer.com/errors */
const faults: Readonly<Record<string, MailFault>> = {
	EAUTH: 'mail_sign_in_refused',
	ECONNECTION: 'mail_unreachable',
	EDNS: 'mail_unreachable',
	ESOCKET: 'mail_unreachable',
	ETIMEDOUT: 'mail_unreachable',
	ETLS: 'mail_without_tls',
};

const textOf = (fault: object, name: string): string => {
	const value: unknown = Reflect.get(fault, name);
	return typeof value === 'string' ? value : '';
};

const faultOf = (fault: unknown): MailFault => {
	if (typeof fault !== 'object' || fault === null) return 'mail_refused';
	return (
		connectionFaults[textOf(fault, 'originalCode')] ??
		faults[textOf(fault, 'code')] ??
		'mail_refused'
	);
};

/** Sends through the mail server of an `smtp://` or `smtps://` URL, from one address. */
export const createMailer = (smtpUrl: string, from: string): Mailer => {
	const { hostname, password, port, protocol, username } = new URL(smtpUrl);
	const secure = protocol === 'smtps:';
	const transport = createTransport({
		host: hostname,
		port: port === '' ? (secure ? 465 : 587) : Number(port),
		secure,
		// A password never goes over the line in the clear.
		requireTLS: !secure && username !== '',
		...(username === ''
			? {}
			: { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
		connectionTimeout: timeoutMs,
		greetingTimeout: timeoutMs,
		socketTimeout: timeoutMs,
		// What a text names is never fetched: no attachment of ours is a path or a URL.
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return {
		send: async ({ to, subject, text }) => {
			// An address given as an object is one address, whatever its text.
			const mail = { from, to: { name: '', address: to }, subject, text };
			await transport.sendMail(mail).catch((fault: unknown) => {
				throw new MailError(faultOf(fault), fault);
			});
		},
	};
};
