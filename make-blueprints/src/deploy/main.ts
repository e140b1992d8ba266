/**
 * `npm run deploy:make`: shows what would change in the app at Make; with `--apply` changes it.
 * `--origin production` instead of development; `--visible` for others than yourself; `--zone eu2.make.com` and `--app-id` where the
 * account is elsewhere, or the app has another id.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Make, MakeError } from '@makehq/sdk';
import { identity } from '../app/identity.ts';
import { origins } from '../app/origins.ts';
import { deploy } from './deploy.ts';
import { zoneOf } from './zone.ts';

const appFolder = join(import.meta.dirname, '../../app');

/** Make allows 60 requests a minute on its smallest plan; an answer of 429 says how long to wait. */
const retry = { onRateLimit: true, maxRetries: 10, baseDelay: 2_000, maxDelay: 60_000 };

const stop = (line: string): never => {
	process.stderr.write(`${line}\n`);
	process.exit(1);
};

const { values } = parseArgs({
	options: {
		origin: { type: 'string', default: 'development' },
		zone: { type: 'string' },
		'app-id': { type: 'string' },
		apply: { type: 'boolean', default: false },
		visible: { type: 'boolean', default: false },
		'token-file': { type: 'string' },
	},
});
const origin =
	origins.find(({ label }) => label === values.origin) ??
	stop(
		`There is no origin ${values.origin}: use ${origins.map(({ label }) => label).join(' or ')}.`,
	);
const tokenFile = values['token-file'] ?? join(appFolder, origin.apikeyFile);
if (!existsSync(tokenFile)) {
	stop(`Put an API token of Make (scopes sdk-apps:read and sdk-apps:write) into ${tokenFile}.`);
}

const host = values.zone ?? new URL(origin.baseUrl).host;
const zone =
	zoneOf(host) ??
	stop(`${host} is no zone of Make: use the host of your Make address, such as eu2.make.com.`);
const make = new Make(readFileSync(tokenFile, 'utf8').trim(), zone.host, { retry });
make.protocol = zone.protocol;

const label =
	origin.label === 'production' ? identity.label : `${identity.label} (${origin.label})`;
try {
	await deploy(make, {
		appId: values['app-id'] ?? origin.appId,
		label,
		apply: values.apply,
		visible: values.visible,
		print: (line) => process.stdout.write(`${line}\n`),
	});
} catch (error) {
	if (!(error instanceof MakeError)) throw error;
	stop(
		`Make answered ${error.statusCode ?? 'nothing'}: ${error.message}\nWhat was done stays; run this again to go on.`,
	);
}
