import { createTransport } from 'nodemailer';
import type { Mailer } from '../ports.ts';

/** A mail server that does not answer must not hold up an alert's other ways. */
const timeoutMs = 15_000;

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
			await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
		},
	};
};
