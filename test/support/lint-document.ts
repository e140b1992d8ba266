import { execFileSync } from 'node:child_process';

export type LintProblem = {
	readonly ruleId: string;
	readonly message: string;
	readonly pointer: string | undefined;
};

/** Runs in a process of its own: the linter is an ES module, which Jest's require does not take. */
const program = `
import { createConfig, lintFromString } from '@redocly/openapi-core';
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { source, rules } = JSON.parse(Buffer.concat(chunks).toString());
const config = await createConfig({ extends: ['recommended-strict'], rules });
const problems = await lintFromString({ source, absoluteRef: '/document.json', config });
console.log(JSON.stringify(problems.map(({ ruleId, message, location }) => ({
	ruleId, message, pointer: location[0]?.pointer,
}))));
`;

/** Lints an OpenAPI or AsyncAPI document with Redocly's strict rules; `rules` overrides some. */
export const lintDocument = (
	document: unknown,
	rules: Readonly<Record<string, string>> = {},
): readonly LintProblem[] =>
	JSON.parse(
		execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
			input: JSON.stringify({ source: JSON.stringify(document), rules }),
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
		}),
	);
