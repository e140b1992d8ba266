import { type AddressInfo, createServer, type Socket } from 'node:net';
import { until } from './until.ts';

export type Mail = { readonly to: string; readonly text: string };
export type MailServer = {
	readonly url: string;
	readonly mails: readonly Mail[];
	readonly until: (isIt: (mail: Mail) => boolean, what: string) => Promise<Mail>;
	readonly stop: () => Promise<void>;
};

/** A mail server that takes everything (RFC 5321, as much as a client needs). */
export const startMailServer = async (): Promise<MailServer> => {
	const mails: Mail[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
		const say = (line: string) => socket.write(`${line}\r\n`);
		let rest = '';
		let to = '';
		let text: string[] | null = null;
		const take = (line: string): void => {
			if (text !== null) {
				if (line !== '.') text.push(line.replace(/^\.\./, '.'));
				else {
					mails.push({ to, text: text.join('\n') });
					text = null;
					say('250 Taken');
				}
				return;
			}
			const [command = ''] = line.toUpperCase().split(/[ :]/);
			if (command === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
			if (command === 'DATA') {
				text = [];
				say('354 Go on');
			} else if (command === 'QUIT') {
				say('221 Bye');
				socket.end();
			} else say('250 Yes');
		};
		say('220 mail.test ESMTP');
		socket.on('data', (chunk: Buffer) => {
			const lines = (rest + chunk.toString()).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) take(line);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		mails,
		until: (isIt, what) => until(() => mails.find(isIt), what),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
};

/** The text of a mail, whichever way it was made fit for the wire. */
export const textOf = ({ text }: Mail): string => {
	const joined = text.replaceAll(/=\n/g, '');
	const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
		String.fromCharCode(Number.parseInt(hex, 16)),
	);
	return Buffer.from(bytes, 'latin1').toString('utf8');
};
