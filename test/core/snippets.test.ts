import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type HmacScheme,
	sign,
	signAll,
	standardWebhooksScheme,
	vendorGuides,
} from '@voicehooks/core';
import { whsec } from '../support/signatures.ts';
import { hasPython, pythonNote } from '../support/vendor-samples.ts';

/** The snippets that people copy, run as they are by the languages they are for. */
const hasPhp = spawnSync('php', ['--version']).status === 0;

type Case = {
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly secret: string;
};

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'voicehooks-snippets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How each language runs `verify` on every case that it reads. */
const languages = {
	python: {
		file: 'snippet.py',
		command: 'python3',
		missing: !hasPython,
		note: pythonNote,
		run: `
import json, sys, base64
print(json.dumps([verify(base64.b64decode(c["body"]), c["headers"], c["secret"]) for c in json.load(sys.stdin)]))`,
	},
	javascript: {
		file: 'snippet.mjs',
		command: process.execPath,
		missing: false,
		note: '',
		run: `
import { readFileSync } from 'node:fs';
const lower = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((c) => verify(Buffer.from(c.body, 'base64'), lower(c.headers), c.secret))));`,
	},
	php: {
		file: 'snippet.php',
		command: 'php',
		missing: !hasPhp,
		note: hasPhp ? '' : ' (skipped: there is no php on this machine)',
		run: `
echo json_encode(array_map(fn ($c) => verify(base64_decode($c['body']), $c['headers'], $c['secret']), json_decode(stream_get_contents(STDIN), true)));`,
	},
} as const;
type Language = keyof typeof languages;

const verdicts = (language: Language, code: string, cases: readonly Case[]): unknown => {
	const { command, file, run } = languages[language];
	const path = join(folder, file);
	writeFileSync(path, `${code}${run}\n`);
	const input = JSON.stringify(
		cases.map((one) => ({ ...one, body: Buffer.from(one.body).toString('base64') })),
	);
	const { status, stdout, stderr } = spawnSync(command, [path], { input, encoding: 'utf8' });
	if (status !== 0) throw new Error(stderr);
	return JSON.parse(stdout);
};

const { data, hooks } = vendorGuides();
const body = '{"event":"call.ended","note":"L’été à « Noël » 🎄","n":184}';
const now = () => Math.floor(Date.now() / 1_000);

const headersOf = (scheme: HmacScheme, secret: string, timestamp: number, signed = body) => ({
	[scheme.header]: sign(scheme, { secret, id: 'msg_1', timestamp, body: signed }),
	...(scheme.idHeader === undefined ? {} : { [scheme.idHeader]: 'msg_1' }),
	...(scheme.timestampHeader === undefined ? {} : { [scheme.timestampHeader]: String(timestamp) }),
});

const signers = [
	...data.flatMap(({ id, signature, snippets }) =>
		signature.kind === 'none' || snippets === null ? [] : [{ id, signature, snippets }],
	),
	{ id: 'our own signature', signature: standardWebhooksScheme, snippets: hooks.snippets },
];

describe.each(Object.keys(languages) as Language[])('the snippet in %s', (language) => {
	const { missing, note } = languages[language];
	const itHere = missing ? it.skip : it;

	itHere.each(signers.map((signer) => [signer.id, signer] as const))(
		`verifies %s, and nothing else${note}`,
		(_id, { signature, snippets }) => {
			const secret = signature.key === 'whsec' ? whsec : 'a-secret-of-sixteen-or-more';
			const other =
				signature.key === 'whsec' ? `whsec_${Buffer.alloc(24, 9).toString('base64')}` : 'other';
			const good = headersOf(signature, secret, now());
			const lower = Object.fromEntries(
				Object.entries(good).map(([name, value]) => [name.toLowerCase(), value]),
			);
			const value = good[signature.header] ?? '';
			const without = Object.fromEntries(
				Object.entries(good).filter(([name]) => name !== signature.header),
			);
			const changed = (text: string) => ({ ...good, [signature.header]: text });
			const cases: readonly (readonly [Case, boolean])[] = [
				[{ body, headers: good, secret }, true],
				[{ body, headers: lower, secret }, true],
				[{ body: body.replace('184', '185'), headers: good, secret }, false],
				[{ body, headers: good, secret: other }, false],
				[{ body, headers: good, secret: '' }, false],
				[{ body, headers: without, secret }, false],
				[{ body, headers: changed(''), secret }, false],
				[{ body, headers: changed(value.slice(0, -1)), secret }, false],
				[{ body, headers: changed(value.slice(signature.prefix.length)), secret }, false],
				[{ body, headers: changed('é\u0000 not a signature'), secret }, false],
				...(signature.timestampHeader === undefined
					? []
					: ([
							[{ body, headers: headersOf(signature, secret, now() - 200), secret }, true],
							[{ body, headers: headersOf(signature, secret, now() - 400), secret }, false],
							[{ body, headers: headersOf(signature, secret, now() + 400), secret }, false],
							...['', 'soon', '1e9', '9'.repeat(400), `${now()}`.replace(/^1/, '١')].map(
								(time) =>
									[
										{ body, headers: { ...good, [signature.timestampHeader ?? '']: time }, secret },
										false,
									] as const,
							),
						] as const)),
			];
			const code = snippets?.[language] ?? '';
			expect(
				verdicts(
					language,
					code,
					cases.map(([one]) => one),
				),
			).toEqual(cases.map(([, expected]) => expected));
		},
	);

	itHere(`takes either signature while a secret is replaced${note}`, () => {
		const [old, fresh] = [1, 2].map((fill) => `whsec_${Buffer.alloc(24, fill).toString('base64')}`);
		if (old === undefined || fresh === undefined) throw new Error('They were just made.');
		const timestamp = now();
		const header = signAll(standardWebhooksScheme, {
			secrets: [fresh, old],
			id: 'msg_1',
			timestamp,
			body,
		});
		const headers = {
			...headersOf(standardWebhooksScheme, fresh, timestamp),
			'webhook-signature': header,
		};
		const cases = [old, fresh, whsec].map((secret) => ({ body, headers, secret }));
		expect(verdicts(language, hooks.snippets?.[language] ?? '', cases)).toEqual([
			true,
			true,
			false,
		]);
	});
});

describe('the JavaScript for a vendor that signs what it wrote anew', () => {
	it('takes the same document in another spelling', () => {
		const guide = data.find(({ id }) => id === 'inboundflow');
		const { signature, snippets } = guide ?? {};
		if (signature?.kind !== 'hmac-sha256') throw new Error('InboundFlow signs.');
		const secret = 'a-secret-of-sixteen-or-more';
		const headers = headersOf(signature, secret, now(), '{"event":"a","n":1}');
		const cases = ['{"event": "a", "n": 1.0}', '{"event": "a", "n": 2}', 'no JSON'].map((text) => ({
			body: text,
			headers,
			secret,
		}));
		expect(verdicts('javascript', snippets?.javascript ?? '', cases)).toEqual([true, false, false]);
	});
});

describe('a guide', () => {
	it('has no snippet for a vendor that signs nothing, and says so', () => {
		const dexem = data.find(({ id }) => id === 'dexem');
		expect(dexem).toMatchObject({ secret: 'none', snippets: null });
		expect(dexem?.ingest.map(({ event }) => event)).toEqual(['cdr', 'call', 'user']);
	});

	it('says what a vendor does not say', () => {
		const vocalis = data.find(({ id }) => id === 'vocalis');
		expect(vocalis?.setup[0]?.en).toContain('does not say where');
		expect(vocalis?.setup[0]?.fr).toContain('n’indique pas');
	});
});
