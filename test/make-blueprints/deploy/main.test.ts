import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type MakeApi, makeToken, startMakeApi } from './make-api.ts';

const main = join(__dirname, '../../../make-blueprints/src/deploy/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'voicehooks-make-'));
const tokenFile = join(folder, 'token');
writeFileSync(tokenFile, `${makeToken}\n`);
let api: MakeApi;
beforeAll(async () => {
	api = await startMakeApi();
});
afterAll(async () => {
	await api.stop();
	rmSync(folder, { recursive: true });
});

const command = async (...parts: readonly string[]) => {
	const child = spawn(process.execPath, [main, ...parts], { stdio: ['ignore', 'pipe', 'pipe'] });
	const [output, errors, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'close'),
	]);
	return { code, output, errors };
};
const here = () => ['--zone', api.zone, '--token-file', tokenFile];

describe('npm run deploy:make', () => {
	it('is a dry run unless told otherwise', async () => {
		const { code, output } = await command(...here());
		expect(output).toContain('voicehooks-development (not at Make yet)');
		expect(output).toContain('This was a dry run: add --apply to make them.');
		expect(code).toBe(0);
		expect(api.requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
	});

	it('deploys to the origin that is named', async () => {
		const { code, output } = await command(...here(), '--origin', 'production', '--apply');
		expect(output).toContain('create the app');
		expect(code).toBe(0);
		expect([...api.apps.values()].map(({ facts }) => facts)).toEqual([
			expect.objectContaining({ name: 'voicehooks-q1w2e3', label: 'Voicehooks', private: true }),
		]);
	});

	it('says in one line what Make refused, and fails', async () => {
		api.fail(/^GET \/sdk\/apps$/, 403);
		expect(await command(...here())).toMatchObject({
			code: 1,
			errors: 'Make answered 403: Not now.\nWhat was done stays; run this again to go on.\n',
		});
	});

	it('says where the token belongs', async () => {
		const { code, errors } = await command('--token-file', join(folder, 'absent'));
		expect(code).toBe(1);
		expect(errors).toContain('Put an API token of Make (scopes sdk-apps:read and sdk-apps:write)');
	});

	it('sends the token to Make only', async () => {
		const parts = ['--token-file', tokenFile, '--zone', 'eu2.make.com.example.com'];
		expect(await command(...parts)).toMatchObject({
			code: 1,
			errors:
				'eu2.make.com.example.com is no zone of Make: use the host of your Make address, such as eu2.make.com.\n',
		});
	});

	it('knows two origins', async () => {
		expect(await command('--origin', 'staging')).toMatchObject({
			code: 1,
			errors: 'There is no origin staging: use development or production.\n',
		});
	});

	it('never shows the token', async () => {
		const runs = [await command(...here()), await command(...here(), '--origin', 'production')];
		for (const { output, errors } of runs) expect(output + errors).not.toContain(makeToken);
	});
});
