import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Debian's; another place may be named. */
const executable = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const hasChromium = existsSync(executable);
/** Without a Chromium these tests are skipped, and say so. */
export const describeWithChromium = (name: string, run: () => void): void =>
	(hasChromium ? describe : describe.skip)(name, run);
export const chromiumNote = hasChromium ? '' : ` (skipped: there is no ${executable})`;

/** Nothing of its own may leave the machine: every request that a test sees is the page's. */
const switches = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export type RunningBrowser = { readonly browser: Browser; readonly stop: () => Promise<void> };

export const startChromium = async (): Promise<RunningBrowser> => {
	const home = mkdtempSync(join(tmpdir(), 'voicehooks-chromium-'));
	const browser = await chromium.launch({
		executablePath: executable,
		args: switches,
		env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
	});
	return {
		browser,
		stop: async () => {
			await browser.close();
			rmSync(home, { recursive: true, force: true });
		},
	};
};

const page = join(import.meta.dirname, '../../../../receiver-service/dist/dashboard/index.html');

/** The page is built by `npm ci`; a test of a page that is not there would say little. */
export const expectBuilt = (): void => {
	if (!existsSync(page) || statSync(page).size === 0) {
		throw new Error('The dashboard is not built: npm run build:dashboard.');
	}
};
