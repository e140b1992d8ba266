import { z } from 'zod';

const bool = (name: string) => z.stringbool({ error: `${name} must be true or false` });
const parseCidrList = (text: string) =>
	text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** The environment of the service (contract, "Environment"). Every variable is read here and nowhere else. */
const environment = z.object({
	HOST: z.string().min(1).default('127.0.0.1'),
	PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
	PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
	DATABASE_URL: z
		.string()
		.regex(/^(?:file:|postgres(?:ql)?:\/\/).+/, 'must begin with file: or postgres://')
		.default('file:./data/voicehooks.db'),
	VOICEHOOKS_API_KEY: z
		.string()
		.regex(/^vhk_[A-Za-z0-9_-]{16,128}$/, 'must be vhk_ and 16 to 128 letters, digits, - or _')
		.optional(),
	VOICEHOOKS_MASTER_KEY: z
		.string()
		.refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
		.optional(),
	VOICEHOOKS_ALLOW_TARGETS: z
		.string()
		.default('')
		.transform(parseCidrList)
		.pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], 'must be CIDR ranges, such as 127.0.0.0/8'))),
	VOICEHOOKS_ROLE: z.enum(['all', 'api', 'deliver']).default('all'),
	VOICEHOOKS_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
	SMTP_URL: z
		.url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port or smtps://…' })
		.optional(),
	MAIL_FROM: z
		.string()
		.regex(
			/^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u,
			'must be an e-mail address, such as voicehooks@example.com or Name <voicehooks@example.com>',
		)
		.optional(),
	METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
	TRUST_PROXY: z
		.union([z.coerce.number().int().min(1), bool('TRUST_PROXY'), z.string().min(1)])
		.optional(),
	LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = {
	readonly host: string;
	readonly port: number;
	/** What users see in URLs; null until the port is known. */
	readonly publicUrl: string | null;
	readonly databaseUrl: string;
	readonly apiKey: string | null;
	/** 32 bytes, base64; null: kept in a file beside the embedded database. */
	readonly masterKey: string | null;
	readonly allowTargets: readonly string[];
	readonly role: 'all' | 'api' | 'deliver';
	readonly retentionDays: number;
	/** The mail server and the sender; null: no e-mail is sent. */
	readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
	readonly metricsToken: string | null;
	readonly trustProxy: number | boolean | string;
	readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
};

/** A variable has a wrong value; the message is one line that names it. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
}

/** Reads the environment once. Throws a `ConfigError` that names every wrong variable. */
export const parseConfig = (variables: Readonly<Record<string, string | undefined>>): Config => {
	const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
	const result = environment.safeParse(given);
	if (!result.success) {
		const lines = result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
		throw new ConfigError(lines.join('; '));
	}
	const value = result.data;
	if (value.VOICEHOOKS_ROLE !== 'all' && value.DATABASE_URL.startsWith('file:')) {
		throw new ConfigError('VOICEHOOKS_ROLE: an embedded database has one replica, which does all');
	}
	if (value.VOICEHOOKS_MASTER_KEY === undefined && !value.DATABASE_URL.startsWith('file:')) {
		throw new ConfigError(
			'VOICEHOOKS_MASTER_KEY: is needed with Postgres, the same for every replica; make one with: openssl rand -base64 32',
		);
	}
	const { SMTP_URL: smtpUrl, MAIL_FROM: from } = value;
	if (smtpUrl !== undefined && from === undefined) {
		throw new ConfigError('MAIL_FROM: is needed with SMTP_URL: the address that e-mail comes from');
	}
	return {
		host: value.HOST,
		port: value.PORT,
		publicUrl: value.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
		databaseUrl: value.DATABASE_URL,
		apiKey: value.VOICEHOOKS_API_KEY ?? null,
		masterKey: value.VOICEHOOKS_MASTER_KEY ?? null,
		allowTargets: value.VOICEHOOKS_ALLOW_TARGETS,
		role: value.VOICEHOOKS_ROLE,
		retentionDays: value.VOICEHOOKS_RETENTION_DAYS,
		mail: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
		metricsToken: value.METRICS_TOKEN ?? null,
		trustProxy: value.TRUST_PROXY ?? false,
		logLevel: value.LOG_LEVEL,
	};
};
