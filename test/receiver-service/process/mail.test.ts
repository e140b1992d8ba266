import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf } from '../../support/client.ts';
import { startProcess } from '../../support/process.ts';
import {
	certificateFile,
	type MailMode,
	startTlsMailServer,
} from '../../support/tls-mail-server.ts';

const apiKey = 'vhk_test_0123456789abcdef0123456789';

jest.setTimeout(120_000);

/** What a running service says of two test alerts, sent through this mail server. */
const sent = async (
	smtpUrl: string,
	environment: Readonly<Record<string, string>>,
	between: () => void = () => {},
) => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-mail-'));
	const service = await startProcess({
		PORT: '0',
		DATABASE_URL: `file:${join(folder, 'mail.db')}`,
		VOICEHOOKS_API_KEY: apiKey,
		LOG_LEVEL: 'warn',
		SMTP_URL: smtpUrl,
		MAIL_FROM: 'voicehooks@example.com',
		...environment,
	});
	const api = clientOf(service.url, apiKey);
	const { body: alert } = await api('POST', '/v1/alerts', {
		channel: 'email',
		target: 'ops@example.com',
		events: ['source_silent'],
	});
	const test = async () => (await api('POST', `/v1/alerts/${alert.id}/test`)).body;
	const first = await test();
	between();
	const second = await test();
	const { last_error } = (await api('GET', '/v1/alerts')).body.data[0] as unknown as {
		readonly last_error: string | null;
	};
	await service.end('SIGTERM');
	rmSync(folder, { recursive: true, force: true });
	return { first, second, lastError: last_error, output: service.output() };
};

const isSecret = /^AUTH PLAIN/;

describe.each<MailMode>(['smtps', 'starttls'])('a mail server with %s', (mode) => {
	it('gets password and mail over TLS, where NODE_EXTRA_CA_CERTS vouches for it', async () => {
		let knows = true;
		const server = await startTlsMailServer(mode, (given) => knows && given.includes('swordfish'));
		const trust = { NODE_EXTRA_CA_CERTS: certificateFile };
		const { first, second, output } = await sent(server.url, trust, () => {
			knows = false;
		});
		expect(first).toEqual({ sent: true, error: null });
		expect(second).toEqual({
			sent: false,
			error: 'The mail server refused the user name or password of SMTP_URL.',
		});
		expect(output).not.toMatch(/swordfish|ops@example/);
		const { lines } = server;
		const secrets = lines.filter(({ text }) => isSecret.test(text));
		expect(secrets.map(({ secure }) => secure)).toEqual([true, true]);
		expect(lines).toContainEqual({ secure: true, text: 'RCPT TO:<ops@example.com>' });
		const open = lines.filter(({ secure }) => !secure).map(({ text }) => text.split(' ')[0]);
		expect(open).toEqual(mode === 'smtps' ? [] : ['EHLO', 'STARTTLS', 'EHLO', 'STARTTLS']);
		await server.stop();
	});

	it('gets nothing where nobody vouches for it, and the error says what to do', async () => {
		const server = await startTlsMailServer(mode);
		const { first, lastError, output } = await sent(server.url, {});
		expect(first).toEqual({
			sent: false,
			error: expect.stringMatching(/certificate is not trusted.*NODE_EXTRA_CA_CERTS/),
		});
		expect(lastError).toBe((first as unknown as { readonly error: string }).error);
		expect(server.lines.map(({ text }) => text)).not.toContainEqual(
			expect.stringMatching(isSecret),
		);
		expect(output).not.toMatch(/swordfish|ops@example/);
		await server.stop();
	});
});
