import { join } from 'node:path';
import { guides } from './build/guides/plugin.ts';

const root = join(import.meta.dirname, 'src/dashboard');

/**
 * The page: `npm run build:dashboard` builds it into what the service serves; `npx vite
 * receiver-service` serves it while it is written, beside a running service.
 *
 * @type {import('vite').UserConfig}
 */
export default {
	root,
	base: '/',
	plugins: [guides()],
	build: {
		outDir: join(import.meta.dirname, 'dist/dashboard'),
		emptyOutDir: true,
		target: 'es2022',
		// Every file comes from the service under its own name: the Content-Security-Policy allows no more.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		license: { fileName: 'licenses.txt' },
		reportCompressedSize: false,
		rolldownOptions: {
			// Libraries mark files for servers that render; this page has none.
			onLog: (level, log, report) => {
				if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
			},
		},
	},
	server: { proxy: { '/v1': process.env.PUBLIC_URL ?? 'http://127.0.0.1:8080' } },
};
