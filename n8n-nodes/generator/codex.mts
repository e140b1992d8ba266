/** The codex of a node: where n8n's nodes panel lists it, and by which words it is found. */
export const codex = (name: string, aliases: readonly string[]): object => ({
	node: `n8n-nodes-voicehooks.${name}`,
	nodeVersion: '1.0',
	codexVersion: '1.0',
	categories: ['Communication', 'Sales', 'Marketing'],
	alias: aliases,
	resources: {
		primaryDocumentation: [{ url: 'https://www.npmjs.com/package/n8n-nodes-voicehooks' }],
		credentialDocumentation: [
			{ url: 'https://www.npmjs.com/package/n8n-nodes-voicehooks#credentials' },
		],
	},
});
