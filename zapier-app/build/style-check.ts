import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Definition } from './lint/definition.ts';
import type { Finding } from './lint/finding.ts';
import { rules } from './lint/rules.ts';

/** Zapier's style check, on loopback, with our lint behind it. */
export type StyleCheck = {
	/** For the CLI's ZAPIER_BASE_ENDPOINT. */
	readonly url: string;
	/** What it found in all that it was asked about. */
	readonly findings: readonly Finding[];
	/** How many definitions it was asked about. */
	readonly asked: () => number;
	readonly stop: () => Promise<void>;
};

const none = (display_label: string) => ({ total_failures: 0, display_label, results: [] });

/** As zapier.com answers `POST /api/platform/cli/check` (zapier-platform-cli, utils/display.js). */
const answerOf = (findings: readonly Finding[]) => ({
	passes: rules.filter(({ tag }) => findings.every((finding) => finding.tag !== tag)),
	errors: {
		total_failures: findings.length,
		display_label: 'Errors',
		results: findings.map(({ tag, place, message }) => ({
			type: place.type,
			violations: [{ type: place.name, results: [{ tag, message }] }],
		})),
	},
	warnings: none('Publishing Tasks'),
	suggestions: none('Warnings'),
});

/** Starts a style check on a free port of loopback; `check` says what is wrong with a definition. */
export const startStyleCheck = async (
	check: (definition: Definition) => readonly Finding[],
): Promise<StyleCheck> => {
	const findings: Finding[] = [];
	let asked = 0;
	const server = createServer(async (request, response) => {
		if (request.method !== 'POST' || request.url !== '/api/platform/cli/check') {
			response.writeHead(404).end('{"errors":["There is nothing here but the style check."]}');
			return;
		}
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const body: { readonly app_definition: Definition } = JSON.parse(
			Buffer.concat(chunks).toString(),
		);
		const found = check(body.app_definition);
		asked += 1;
		findings.push(...found);
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answerOf(found)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		findings,
		asked: () => asked,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};
