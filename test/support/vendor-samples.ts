import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** The code the vendors print on their pages, run unchanged. */
const samples = join(__dirname, '../fixtures/vendor-samples');

/** The secret that each vendor's printed code holds. */
export const sampleSecrets = {
	vocalis: 'votre_secret_partage',
	inboundflow: 'your_signing_secret',
	voicehire: 'votre_secret_partage',
} as const;
export type SampleVendor = keyof typeof sampleSecrets;

export type ReceivedRequest = {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
};

/** Without python3 those tests are skipped, and say so. */
export const hasPython = spawnSync('python3', ['--version']).status === 0;
export const itWithPython = hasPython ? it : it.skip;
export const pythonNote = hasPython ? '' : ' (skipped: there is no python3 on this machine)';

/** What the vendor's Python (`sample` names its file) says of each request. */
export const pythonVerdicts = (
	sample: 'vocalis' | 'voicehire' | 'voicehire-flask',
	requests: readonly ReceivedRequest[],
): readonly unknown[] => {
	const secret = sample === 'vocalis' ? sampleSecrets.vocalis : sampleSecrets.voicehire;
	const cases = requests.map(({ headers, body }) => ({
		sample,
		secret,
		headers,
		body: Buffer.from(body).toString('base64'),
	}));
	const run = spawnSync('python3', [join(samples, 'run.py'), samples], {
		input: JSON.stringify(cases),
		encoding: 'utf8',
	});
	if (run.status !== 0) throw new Error(run.stderr);
	return JSON.parse(run.stdout);
};

/** What InboundFlow's JavaScript says of a request, run as an Express handler with the body parsed. */
export const javaScriptVerdict = ({ headers, body }: ReceivedRequest): unknown =>
	runInNewContext(`${readFileSync(join(samples, 'inboundflow.js'), 'utf8')}\n;isValid`, {
		Buffer,
		require: createRequire(__filename),
		req: {
			body: JSON.parse(Buffer.from(body).toString('utf8')),
			headers: Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
			),
		},
	});
