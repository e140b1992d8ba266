/** What n8n reads at start (names checked in @n8n/config 2.39): loopback only, nothing calls home. */
const switchedOff = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_SECURE_COOKIE',
	'N8N_PYTHON_ENABLED',
];

/** Modules that no test needs; without them n8n boots faster and takes 200 MB less. */
const disabledModules = [
	'mcp-registry',
	'mcp',
	'instance-ai',
	'agents',
	'chat-hub',
	'insights',
	'workflow-builder',
	'quick-connect',
	'source-control',
	'external-secrets',
	'ldap',
	'sso-oidc',
	'sso-saml',
	'log-streaming',
	'otel',
];

export type N8nPlace = {
	/** n8n keeps its data in `.n8n` of this folder. */
	readonly home: string;
	readonly port: number;
	/** Of the broker of n8n's task runners. */
	readonly brokerPort: number;
	readonly encryptionKey: string;
};

/** The environment of a headless n8n at this place. */
export const n8nEnvironment = ({
	home,
	port,
	brokerPort,
	encryptionKey,
}: N8nPlace): Readonly<Record<string, string>> => ({
	...Object.fromEntries(switchedOff.map((name) => [name, 'false'])),
	HOME: home,
	TMPDIR: home,
	N8N_USER_FOLDER: home,
	N8N_PORT: String(port),
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
	N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
	N8N_ENCRYPTION_KEY: encryptionKey,
	N8N_RUNNERS_BROKER_PORT: String(brokerPort),
	N8N_DISABLE_UI: 'true',
	N8N_DISABLED_MODULES: disabledModules.join(','),
	DB_TYPE: 'sqlite',
	NO_COLOR: '1',
});
