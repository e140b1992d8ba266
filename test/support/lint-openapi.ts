/**
 * Lints the OpenAPI document on standard input under redocly's recommended rules and prints what
 * it finds as JSON lines. A process of its own: the linter is an ES module, which Jest's CommonJS
 * cannot load.
 */
import { text } from 'node:stream/consumers';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });
const problems = await lintFromString({ source: await text(process.stdin), config });
const lines = problems.map(
	({ location, message, ruleId }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`,
);
process.stdout.write(JSON.stringify(lines));
