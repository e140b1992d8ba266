import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startTestService, type TestService } from '../../support/service.ts';

const html = '<!doctype html><title>voicehooks</title><script src="/assets/index-Ab3_d9Xz.js">';
const script = `console.log(${'1 + '.repeat(200)}1);`;
const folder = mkdtempSync(join(tmpdir(), 'voicehooks-page-'));
mkdirSync(join(folder, 'assets'));
for (const [name, text] of [
	['index.html', html],
	['icon.svg', '<svg/>'],
	['assets/index-Ab3_d9Xz.js', script],
	['assets/plain.css', 'a {}'],
	['notes.exe', 'no'],
	['.env', 'SECRET=1'],
] as const) {
	writeFileSync(join(folder, name), text);
}
for (const name of ['index.html', 'assets/index-Ab3_d9Xz.js']) {
	const text = name === 'index.html' ? html : script;
	writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
	writeFileSync(join(folder, `${name}.gz`), gzipSync(text));
}
writeFileSync(join(folder, '..', 'voicehooks-outside.txt'), 'outside');

let service: TestService;
beforeAll(async () => {
	service = await startTestService({}, { dashboardFolder: folder });
});
afterAll(async () => {
	await service.stop();
	rmSync(folder, { recursive: true });
	rmSync(join(folder, '..', 'voicehooks-outside.txt'));
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
	fetch(`${service.url}${path}`, { method, headers });
/** Sends path and headers as they are: `fetch` would tidy them. */
const getRaw = (
	path: string,
	headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> =>
	new Promise((resolve, reject) => {
		const { hostname, port } = new URL(service.url);
		httpRequest({ hostname, port, path, headers }, (response) => {
			let text = '';
			response.on('data', (chunk: Buffer) => {
				text += chunk.toString();
			});
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
		})
			.on('error', reject)
			.end();
	});

const csp =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const pagePaths = [
	'/',
	'/sign-in',
	'/connect',
	'/sources',
	'/sources/src_01',
	'/webhooks',
	'/webhooks/sub_01',
	'/deliveries',
	'/deliveries/dlv_01',
	'/events',
	'/events/msg_01',
	'/receipts',
	'/receipts/rcp_01',
	'/sandbox',
	'/catalogue',
	'/catalogue/vocalis',
	'/guides',
	'/guides/n8n',
	'/privacy',
	'/settings',
	'/members',
	'/keys',
	'/audit',
	'/alerts',
];

describe('the page', () => {
	it.each(pagePaths)('is at %s', async (path) => {
		const response = await get(path);
		expect([response.status, await response.text()]).toEqual([200, html]);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(response.headers.get('content-security-policy')).toBe(csp);
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		expect(response.headers.get('referrer-policy')).toBe('no-referrer');
		expect(response.headers.get('content-language')).toBeNull();
	});

	it.each([
		'/nowhere',
		'/sources/a/b',
		'/members/mem_01',
		'/sign-in/x',
		'/assets/none-12345678.js',
		'/notes.exe',
		'/.env',
		'/index.html.br',
		'/v1/nowhere',
	])('is not at %s', async (path) => {
		const response = await get(path);
		expect(response.status).toBe(404);
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		expect(response.headers.get('content-security-policy')).toBe(
			"default-src 'none'; frame-ancestors 'none'",
		);
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(response.headers.get('content-encoding')).toBeNull();
	});

	it('leaves the API and the sandbox alone', async () => {
		expect((await get('/v1/me')).status).toBe(401);
		expect((await get('/openapi.json')).headers.get('content-type')).toBe('application/json');
		expect((await get('/sandbox/unknown', {}, 'POST')).status).toBe(404);
	});

	it('takes nothing but a look', async () => {
		for (const method of ['POST', 'PUT', 'DELETE']) {
			expect((await get('/', {}, method)).status).toBe(404);
		}
		const head = await get('/members', {}, 'HEAD');
		expect([head.status, await head.text()]).toEqual([200, '']);
	});

	it.each([
		'/../voicehooks-outside.txt',
		'/assets/../../voicehooks-outside.txt',
		'/%2e%2e/voicehooks-outside.txt',
		'/assets/..%2f..%2fvoicehooks-outside.txt',
		'/assets/%2e%2e%5cvoicehooks-outside.txt',
		'/%2e%2e%2fvoicehooks-outside.txt',
		'/%00.js',
		'/%ZZ.js',
	])('lets nobody out of its folder: %s', async (path) => {
		const { status, text } = await getRaw(path);
		expect([400, 404]).toContain(status);
		expect(text).not.toContain('outside"');
		expect(text).not.toBe('outside');
	});
});

describe('its files', () => {
	it.each([
		['br, gzip', 'br'],
		['gzip, deflate, br', 'br'],
		['gzip', 'gzip'],
		['br;q=0, gzip', 'gzip'],
		['identity', null],
		['', null],
	])('come compressed as the browser takes them: %s', async (accepts, coding) => {
		const response = await get('/assets/index-Ab3_d9Xz.js', { 'accept-encoding': accepts });
		expect([response.status, await response.text()]).toEqual([200, script]);
		expect(response.headers.get('content-encoding')).toBe(coding);
		expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
		expect(response.headers.get('vary')).toContain('Accept-Encoding');
	});

	it('are kept for good where their name says what is in them', async () => {
		const named = await get('/assets/index-Ab3_d9Xz.js');
		expect(named.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
		for (const path of ['/icon.svg', '/assets/plain.css']) {
			expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
		}
	});

	it('are not sent again when the browser has them', async () => {
		const first = await get('/icon.svg');
		const etag = first.headers.get('etag') ?? '';
		expect(etag).not.toBe('');
		expect(await getRaw('/icon.svg', { 'if-none-match': etag })).toEqual({ status: 304, text: '' });
		const br = await get('/assets/index-Ab3_d9Xz.js', { 'accept-encoding': 'br' });
		const plain = await get('/assets/index-Ab3_d9Xz.js', { 'accept-encoding': 'identity' });
		expect(br.headers.get('etag')).not.toBe(plain.headers.get('etag'));
	});

	it('come whole, whatever part is asked for', async () => {
		const response = await get('/icon.svg', { range: 'bytes=900-' });
		expect([response.status, await response.text()]).toEqual([200, '<svg/>']);
		const other = await get('/icon.svg', { 'if-match': '"other"' });
		expect(other.status).toBe(412);
	});
});

describe('a page that is not built', () => {
	it('says in both languages how to build it, and is served as soon as it is', async () => {
		const later = mkdtempSync(join(tmpdir(), 'voicehooks-later-'));
		const fresh = await startTestService({}, { dashboardFolder: later });
		const response = await fetch(`${fresh.url}/members`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		const page = await response.text();
		expect(page).toContain('The service is up.');
		expect(page).toContain('Le service fonctionne.');
		expect(page).toContain('npm run build:dashboard');
		for (const [, path] of page.matchAll(/href="([^"]+)"/g)) {
			expect((await fetch(`${fresh.url}${path}`)).status).toBe(200);
		}
		expect((await fetch(`${fresh.url}/assets/index-Ab3_d9Xz.js`)).status).toBe(404);
		writeFileSync(join(later, 'index.html'), html);
		expect(await (await fetch(`${fresh.url}/members`)).text()).toBe(html);
		await fresh.stop();
		rmSync(later, { recursive: true });
	});
});
