import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { createMailer } from '../../../receiver-service/src/adapters/mailer.ts';
import type { MailError } from '../../../receiver-service/src/ports.ts';
import { type MailMode, startTlsMailServer } from '../../support/tls-mail-server.ts';

/** A mail server that takes everything and keeps what it was told. */
const startSmtp = async (refuses: RegExp | null = null) => {
	const lines: string[] = [];
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.write('220 test\r\n');
		let inData = false;
		let rest = '';
		socket.on('error', () => {});
		socket.on('data', (chunk: Buffer) => {
			const parts = (rest + chunk.toString()).split('\r\n');
			rest = parts.pop() ?? '';
			for (const line of parts) {
				lines.push(line);
				if (inData) {
					if (line !== '.') continue;
					inData = false;
					socket.write('250 taken\r\n');
				} else if (line === 'STARTTLS') socket.write('502 not here\r\n');
				else if (refuses?.test(line)) socket.write('550 refused\r\n');
				else if (line === 'DATA') {
					inData = true;
					socket.write('354 go on\r\n');
				} else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		lines,
		stop: () => {
			for (const socket of sockets) socket.destroy();
			return new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
};

const mail = { to: 'camille@example.com', subject: 'Bonjour', text: 'Un texte' };

describe('the mailer', () => {
	it('sends plain text from its one address', async () => {
		const smtp = await startSmtp();
		await createMailer(smtp.url, 'voicehooks <voicehooks@example.com>').send(mail);
		expect(smtp.lines).toContain('MAIL FROM:<voicehooks@example.com>');
		expect(smtp.lines).toContain('RCPT TO:<camille@example.com>');
		expect(smtp.lines).toContain('Subject: Bonjour');
		expect(smtp.lines).toContain('Un texte');
		expect(smtp.lines.find((line) => line.startsWith('Content-Type'))).toMatch(/text\/plain/);
		await smtp.stop();
	});

	it('sends to one address, whatever is written in it', async () => {
		const smtp = await startSmtp();
		const to = 'a@example.com\r\nRCPT TO:<b@example.com>, c@example.com';
		await createMailer(smtp.url, 'v@example.com')
			.send({ ...mail, to, subject: 'x\r\nBcc: d@example.com' })
			.catch(() => {});
		const recipients = smtp.lines.filter((line) => /^RCPT/i.test(line));
		expect(recipients.length).toBeLessThanOrEqual(1);
		expect(smtp.lines.filter((line) => /^Bcc:/i.test(line))).toEqual([]);
		await smtp.stop();
	});

	it('says so when the server takes nothing', async () => {
		const smtp = await startSmtp(/^RCPT/);
		await expect(createMailer(smtp.url, 'v@example.com').send(mail)).rejects.toThrow();
		await smtp.stop();
	});

	it('never says a password in the clear', async () => {
		const smtp = await startSmtp();
		const url = smtp.url.replace('://', '://user:swordfish@');
		await expect(createMailer(url, 'v@example.com').send(mail)).rejects.toThrow();
		expect(smtp.lines.filter((line) => /^AUTH/i.test(line))).toEqual([]);
		await smtp.stop();
	});

	/** Through a server that would take a password, if only it came. */
	const fault = (url: string) =>
		createMailer(url, 'v@example.com')
			.send(mail)
			.then(() => null)
			.catch((thrown: MailError) => thrown);
	const reasonAt = async (mode: MailMode, change: (url: string) => string = (url) => url) => {
		const server = await startTlsMailServer(mode);
		const reason = (await fault(change(server.url)))?.reason;
		await server.stop();
		const texts = server.lines.map(({ text }) => text);
		expect(texts).not.toContainEqual(expect.stringMatching(/^(?:AUTH|MAIL)/));
		return reason;
	};

	it('asks for TLS before a password, though the server offers to take it without', async () => {
		expect(await reasonAt('plain')).toBe('mail_without_tls');
	});

	it('speaks no TLS to who answers in the clear', async () => {
		const other = (url: string) => url.replace('smtp:', 'smtps:');
		expect(await reasonAt('plain', other)).toBe('mail_without_tls');
	});

	it.each(['smtps', 'starttls'] as const)('believes no certificate by itself: %s', async (mode) => {
		expect(await reasonAt(mode)).toBe('mail_untrusted');
	});

	it('checks the certificate without a password too', async () => {
		const bare = (url: string) => url.replace('camille:swordfish@', '');
		expect(await reasonAt('starttls', bare)).toBe('mail_untrusted');
	});

	it('says that a server is not there', async () => {
		const server = await startTlsMailServer('plain');
		await server.stop();
		expect((await fault(server.url))?.reason).toBe('mail_unreachable');
		expect((await fault('smtp://nowhere.invalid'))?.reason).toBe('mail_unreachable');
	});
});
