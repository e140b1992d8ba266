import { join } from 'node:path';
import { build } from 'esbuild';
import type { Variant } from './variant.ts';

const app = join(import.meta.dirname, '..');

/** Zapier runs apps on Node 22 (zapier-platform-cli, src/version-store.js). */
const target = 'node22';

/**
 * Writes an app and core as one readable file: the platform's package stays outside, because
 * Zapier's wrapper must share it. A workspace package cannot be installed by Zapier's CLI.
 */
export const bundle = async ({ vendor, locale }: Variant, outfile: string): Promise<void> => {
	const options = JSON.stringify({ ...(vendor === null ? {} : { vendor }), locale });
	await build({
		stdin: {
			contents: `import { createApp } from './src/app.ts';\nexport default createApp(${options});\n`,
			resolveDir: app,
			sourcefile: 'entry.ts',
			loader: 'ts',
		},
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target,
		external: ['zapier-platform-core'],
		legalComments: 'inline',
		logLevel: 'warning',
	});
};
