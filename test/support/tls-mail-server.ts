import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer as createPlain, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createSecure, TLSSocket } from 'node:tls';

const folder = join(__dirname, '../fixtures/tls');
/** Names hooks.example and 127.0.0.1; nobody but itself vouches for it. */
export const certificateFile = join(folder, 'certificate.pem');
const certificate = {
	key: readFileSync(join(folder, 'key.pem')),
	cert: readFileSync(certificateFile),
};

/** `plain` offers no TLS, though it would take a password. */
export type MailMode = 'smtps' | 'starttls' | 'plain';

type Line = { readonly secure: boolean; readonly text: string };

export type TlsMailServer = {
	readonly port: number;
	/** With a user and a password. */
	readonly url: string;
	/** What it was told, and whether nobody else could hear it. */
	readonly lines: readonly Line[];
	readonly stop: () => Promise<void>;
};

/** A mail server that asks for a password (RFC 3207, 4954, 8314, as much as a client needs). */
export const startTlsMailServer = async (
	mode: MailMode,
	accepts: (credentials: string) => boolean = () => true,
): Promise<TlsMailServer> => {
	const lines: Line[] = [];
	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
	};
	const serve = (socket: Socket, secure: boolean): void => {
		const offers = [
			'mail.test',
			'AUTH PLAIN',
			...(mode === 'starttls' && !secure ? ['STARTTLS'] : []),
		];
		const hello = offers.map((each, at) => `250${at === offers.length - 1 ? ' ' : '-'}${each}`);
		let inData = false;
		let rest = '';
		const answer = (line: string): string | null => {
			if (inData) {
				if (line !== '.') return null;
				inData = false;
				return '250 Taken';
			}
			const [command = ''] = line.toUpperCase().split(' ');
			if (command === 'EHLO') return hello.join('\r\n');
			if (command === 'STARTTLS') return mode === 'starttls' ? '220 Go on' : '502 Not here';
			if (command === 'AUTH') {
				const given = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
				return accepts(given) ? '235 Welcome' : `535 Not you, ${given}`;
			}
			inData = command === 'DATA';
			return inData ? '354 Go on' : command === 'QUIT' ? '221 Bye' : '250 Yes';
		};
		const hear = (chunk: Buffer): void => {
			const parts = (rest + chunk.toString()).split('\r\n');
			rest = parts.pop() ?? '';
			for (const text of parts) {
				lines.push({ secure, text });
				const said = answer(text);
				if (said !== null) socket.write(`${said}\r\n`);
				if (said !== '220 Go on') continue;
				socket.off('data', hear);
				const upgraded = new TLSSocket(socket, { isServer: true, ...certificate });
				keep(upgraded);
				serve(upgraded, true);
			}
		};
		socket.on('data', hear);
	};
	const greet = (secure: boolean) => (socket: Socket) => {
		keep(socket);
		socket.write('220 mail.test ESMTP\r\n');
		serve(socket, secure);
	};
	const server: Server =
		mode === 'smtps' ? createSecure(certificate, greet(true)) : createPlain(greet(false));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		url: `${mode === 'smtps' ? 'smtps' : 'smtp'}://camille:swordfish@127.0.0.1:${port}`,
		lines,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
};
