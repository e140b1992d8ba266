import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vendorById } from '@voicehooks/core';
import fc from 'fast-check';
import {
	safeFileHeaders,
	vendorFileHeaders,
} from '../../../receiver-service/src/pipeline/files.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

type Problem = { readonly code?: string };

let service: TestService;
let files: Server;
let base: string;
const seen: { path: string; authorization: string | undefined }[] = [];

beforeAll(async () => {
	files = createServer((request, response) => {
		const path = request.url ?? '';
		seen.push({ path, authorization: request.headers.authorization });
		const status = Number(/^\/status\/(\d+)/.exec(path)?.[1] ?? 200);
		if (path === '/hop') response.writeHead(302, { location: '/audio.mp3' }).end();
		else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
		else if (path === '/private')
			response.writeHead(302, { location: 'http://169.254.169.254/x' }).end();
		else if (path === '/html')
			response.writeHead(200, { 'content-type': 'text/html' }).end('<script>');
		else if (path === '/large')
			response.writeHead(200, { 'content-length': String(300 * 1024 * 1024) }).flushHeaders();
		else if (path === '/cut') {
			response
				.writeHead(200, { 'content-length': '100000', 'content-type': 'audio/mpeg' })
				.write('half');
			setTimeout(() => request.socket.destroy(), 30);
		} else
			response
				.writeHead(status, { 'content-type': 'audio/mpeg', 'set-cookie': 'a=b' })
				.end('sound');
	});
	await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
	service = await startTestService();
	await liftRateLimit(service.context);
});
afterAll(async () => {
	await service.stop();
	files.closeAllConnections();
	await new Promise((resolve) => files.close(resolve));
});

const publish = async (data: Record<string, unknown>) =>
	(
		await service.call<{ id: string }>('POST', '/v1/messages', {
			vendor: 'inboundflow',
			event: 'call.completed',
			data,
		})
	).body.id;
const fetchFile = async (recording_url: string, kind = 'recording') => {
	const id = await publish({ recording_url });
	return fetch(`${service.url}/v1/messages/${id}/files/${kind}`, {
		headers: { authorization: `Bearer ${service.apiKey}` },
	});
};

describe('GET /v1/messages/{id}/files/{kind}', () => {
	it("streams the vendor's file as an attachment that no browser runs", async () => {
		const response = await fetchFile(`${base}/audio.mp3`);
		expect(response.status).toBe(200);
		expect(await response.text()).toBe('sound');
		expect(response.headers.get('content-type')).toBe('audio/mpeg');
		expect(response.headers.get('content-disposition')).toMatch(
			/^attachment; filename="msg_\w+-recording\.mp3"$/,
		);
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		expect(response.headers.get('content-security-policy')).toContain('sandbox');
		expect(response.headers.get('set-cookie')).toBeNull();
	});

	it('is what the link of the message leads to', async () => {
		const id = await publish({ recording_url: `${base}/audio.mp3` });
		const { body } = await service.call<{ links: Record<string, string> }>(
			'GET',
			`/v1/messages/${id}`,
		);
		expect(body.links.recording).toBe(`${service.url}/v1/messages/${id}/files/recording`);
	});

	it('calls a page bytes, so that it is never a page of ours', async () => {
		const response = await fetchFile(`${base}/html`);
		expect(response.headers.get('content-type')).toBe('application/octet-stream');
		await response.text();
	});

	it('follows a redirect', async () => {
		expect(await (await fetchFile(`${base}/hop`)).text()).toBe('sound');
	});

	it.each([
		['/status/404', 404, 'file_missing'],
		['/status/410', 404, 'file_missing'],
		['/status/401', 502, 'file_refused'],
		['/status/500', 502, 'file_refused'],
		['/loop', 502, 'file_unreachable'],
		['/private', 502, 'file_unreachable'],
		['/large', 502, 'file_too_large'],
	])('answers for %s with %i %s', async (path, status, code) => {
		const response = await fetchFile(base + path);
		expect(response.status).toBe(status);
		expect(((await response.json()) as Problem).code).toBe(code);
	});

	it.each(['http://169.254.169.254/latest/meta-data', 'http://[::1]:1/x', 'http://10.0.0.1/x'])(
		'never reaches %s',
		async (url) => {
			const response = await fetchFile(url);
			expect(response.status).toBe(502);
			expect(await response.text()).not.toContain(new URL(url).hostname);
		},
	);

	it('never looks whole when the vendor cuts it off', async () => {
		const response = await fetchFile(`${base}/cut`);
		await expect(response.arrayBuffer()).rejects.toThrow();
	});

	it.each(['javascript:alert(1)', 'file:///etc/passwd', 'not a url', 7, null])(
		'has no file at %j',
		async (recording_url) => {
			const id = await publish({ recording_url });
			const { status } = await service.call('GET', `/v1/messages/${id}/files/recording`);
			expect(status).toBe(404);
		},
	);

	it('takes only the field the vendor declares, whatever other URLs a message has', async () => {
		const id = await publish({ transcript_url: `${base}/audio.mp3`, summary: `${base}/audio.mp3` });
		const before = seen.length;
		for (const kind of ['recording', 'transcript']) {
			expect((await service.call('GET', `/v1/messages/${id}/files/${kind}`)).status).toBe(404);
		}
		expect((await service.call('GET', `/v1/messages/${id}/files/other`)).status).toBe(400);
		expect(seen.length).toBe(before);
	});

	it('fetches nothing for a message that nobody signed', async () => {
		const { body: source } = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'Unsigned',
		});
		const body = JSON.stringify({
			event: 'call.completed',
			delivery_id: 'x',
			data: { recording_url: `${base}/audio.mp3` },
		});
		const posted = await fetch(source.ingest_url, { method: 'POST', body });
		const { id } = (await posted.json()) as { id: string };
		const before = seen.length;
		const answer = await service.call<Problem>('GET', `/v1/messages/${id}/files/recording`);
		expect({ status: answer.status, code: answer.body.code }).toEqual({
			status: 409,
			code: 'file_unverified',
		});
		expect(seen.length).toBe(before);
	});

	it("never gives the vendor's key to another host", async () => {
		const { body: source } = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Key',
			api_token: 'vk_secret',
		});
		const { body } = await service.call<{ id: string }>('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data: { transcript_url: `${base}/t.json` },
			source_id: source.id,
		});
		await service.call('GET', `/v1/messages/${body.id}/files/recording`);
		const response = await fetch(`${service.url}/v1/messages/${body.id}/files/transcript`, {
			headers: { authorization: `Bearer ${service.apiKey}` },
		});
		await response.text();
		expect(seen.at(-1)).toEqual({ path: '/t.json', authorization: undefined });
	});
});

describe('the headers of a hop', () => {
	const vocalis = vendorById('vocalis');
	if (vocalis === undefined) throw new Error('no vocalis');
	const [host = ''] = vocalis.fileHosts;

	it("carry the key to the vendor's own host", () => {
		expect(vendorFileHeaders(vocalis, 'vk', new URL(`https://${host}/f`)).authorization).toBe(
			'Bearer vk',
		);
		expect(
			vendorFileHeaders(vocalis, null, new URL(`https://${host}/f`)).authorization,
		).toBeUndefined();
	});

	it.each([
		`http://${host}/f`,
		`https://${host}:8443/f`,
		`https://${host}.example.com/f`,
		`https://example.com/${host}`,
		`https://${host}@example.com/f`,
		`https://evil-${host}/f`,
	])('carry no key to %s', (url) => {
		expect(vendorFileHeaders(vocalis, 'vk', new URL(url)).authorization).toBeUndefined();
	});

	it.each(['__proto__', 'constructor', 'toString'])('take %s for no type', (type) => {
		const headers = safeFileHeaders({ 'content-type': type }, 'msg_1-recording');
		expect(headers['content-type']).toBe('application/octet-stream');
	});

	it('never let a server choose a type that a browser would run, nor break out of a header', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (type, length) => {
				const headers = safeFileHeaders(
					{ 'content-type': type, 'content-length': length },
					'msg_1-recording',
				);
				expect(headers['content-type']).toMatch(
					/^(?:audio\/[\w-]+|text\/(?:plain|vtt|csv)|application\/(?:octet-stream|json|pdf|x-subrip))(?:; charset=utf-8)?$/,
				);
				expect(headers['content-length'] ?? '0').toMatch(/^\d+$/);
				for (const value of Object.values(headers)) expect(value).not.toMatch(/[\r\n]/);
			}),
		);
	});
});
