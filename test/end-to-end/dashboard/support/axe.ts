import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(
	createRequire(import.meta.filename).resolve('axe-core/axe.min.js'),
	'utf8',
);

/** What axe finds wrong and calls serious or critical, as lines for people. */
export const seriousFaults = async (page: Page): Promise<readonly string[]> => {
	// By the debugger: the page's Content-Security-Policy lets nothing else in.
	await page.evaluate(source);
	const { violations } = await page.evaluate((): Promise<AxeResults> => {
		const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') };
		return axe.run(document, { resultTypes: ['violations'], preload: false });
	});
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`));
};
