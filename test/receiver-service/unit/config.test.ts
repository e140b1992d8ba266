import { ConfigError, parseConfig } from '../../../receiver-service/src/config.ts';

describe('the environment', () => {
	it('has the defaults of the contract', () => {
		expect(parseConfig({})).toEqual({
			host: '127.0.0.1',
			port: 8080,
			publicUrl: null,
			databaseUrl: 'file:./data/voicehooks.db',
			apiKey: null,
			masterKey: null,
			allowTargets: [],
			role: 'all',
			retentionDays: 30,
			mail: null,
			metricsToken: null,
			trustProxy: false,
			logLevel: 'info',
		});
	});

	it('takes an empty variable as an absent one', () => {
		expect(parseConfig({ PORT: '', VOICEHOOKS_API_KEY: '' })).toEqual(parseConfig({}));
	});

	it('reads every variable', () => {
		const masterKey = Buffer.alloc(32, 7).toString('base64');
		expect(
			parseConfig({
				HOST: '0.0.0.0',
				PORT: '0',
				PUBLIC_URL: 'https://hooks.example.com/',
				DATABASE_URL: 'file:/var/lib/voicehooks.db',
				VOICEHOOKS_API_KEY: 'vhk_0123456789abcdef',
				VOICEHOOKS_MASTER_KEY: masterKey,
				VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8, fd00::/8',
				VOICEHOOKS_ROLE: 'all',
				VOICEHOOKS_RETENTION_DAYS: '7',
				SMTP_URL: 'smtps://user:pass@mail.example.com',
				MAIL_FROM: 'voicehooks <voicehooks@example.com>',
				METRICS_TOKEN: 'a-long-enough-token',
				TRUST_PROXY: '1',
				LOG_LEVEL: 'warn',
			}),
		).toEqual({
			host: '0.0.0.0',
			port: 0,
			publicUrl: 'https://hooks.example.com',
			databaseUrl: 'file:/var/lib/voicehooks.db',
			apiKey: 'vhk_0123456789abcdef',
			masterKey,
			allowTargets: ['127.0.0.0/8', 'fd00::/8'],
			role: 'all',
			retentionDays: 7,
			mail: {
				smtpUrl: 'smtps://user:pass@mail.example.com',
				from: 'voicehooks <voicehooks@example.com>',
			},
			metricsToken: 'a-long-enough-token',
			trustProxy: 1,
			logLevel: 'warn',
		});
	});

	it('needs a sender to send e-mail', () => {
		const read = () => parseConfig({ SMTP_URL: 'smtp://localhost:25' });
		expect(read).toThrow(/^MAIL_FROM: is needed with SMTP_URL/);
	});

	it.each([
		['SMTP_URL', 'mail.example.com'],
		['SMTP_URL', 'http://mail.example.com'],
		['MAIL_FROM', 'nobody'],
		['MAIL_FROM', 'a@example.com\r\nBcc: b@example.com'],
		['PORT', '70000'],
		['PORT', 'http'],
		['PUBLIC_URL', 'hooks.example.com'],
		['PUBLIC_URL', 'ftp://example.com'],
		['DATABASE_URL', 'mysql://localhost/x'],
		['VOICEHOOKS_API_KEY', 'secret'],
		['VOICEHOOKS_MASTER_KEY', 'c2hvcnQ='],
		['VOICEHOOKS_ALLOW_TARGETS', '127.0.0.1'],
		['VOICEHOOKS_ALLOW_TARGETS', 'localhost'],
		['VOICEHOOKS_ROLE', 'reader'],
		['VOICEHOOKS_ROLE', 'api'],
		['DATABASE_URL', 'postgres://'],
		['VOICEHOOKS_RETENTION_DAYS', '0'],
		['METRICS_TOKEN', 'short'],
		['LOG_LEVEL', 'loud'],
	])('refuses %s=%s with one line that names the variable', (name, value) => {
		const read = () => parseConfig({ [name]: value });
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(new RegExp(`^${name}: [^\\n]+$`));
	});

	it('takes Postgres with a master key, and then a role', () => {
		const postgres = {
			DATABASE_URL: 'postgres://localhost/voicehooks',
			VOICEHOOKS_ROLE: 'deliver',
		};
		expect(() => parseConfig(postgres)).toThrow(/^VOICEHOOKS_MASTER_KEY: [^\n]+$/);
		const key = { VOICEHOOKS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
		expect(parseConfig({ ...postgres, ...key })).toMatchObject({
			databaseUrl: postgres.DATABASE_URL,
			role: 'deliver',
		});
	});

	it('shows no value of a secret it refuses', () => {
		expect(() =>
			parseConfig({ VOICEHOOKS_API_KEY: 'hunter2', METRICS_TOKEN: 'swordfish' }),
		).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/hunter2|swordfish/) }));
	});
});
