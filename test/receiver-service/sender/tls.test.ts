import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { createTestSender, post } from '../../support/hook-target.ts';

const folder = join(__dirname, '../../fixtures/tls');
const key = readFileSync(join(folder, 'key.pem'), 'utf8');
const cert = readFileSync(join(folder, 'certificate.pem'), 'utf8');

describe('https', () => {
	let connections = 0;
	let resumed = 0;
	const names: (string | false | undefined)[] = [];
	const server = createServer({ key, cert }, (_request, response) => response.end('safe'));
	server.on('secureConnection', (socket: TLSSocket) => {
		connections += 1;
		if (socket.isSessionReused()) resumed += 1;
		names.push((socket as TLSSocket & { servername?: string | false }).servername);
	});
	const url = (host: string) => `https://${host}:${(server.address() as AddressInfo).port}/hook`;
	const resolve = async () => ['127.0.0.1'];

	beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	it('checks the certificate against the host name, though it connects to an address', async () => {
		const sender = createTestSender({ ca: cert, resolve });
		expect(await post(sender, url('hooks.example'))).toMatchObject({
			kind: 'response',
			status: 200,
		});
		expect(names.at(-1)).toBe('hooks.example');
		expect(await post(sender, url('other.example'))).toMatchObject({
			kind: 'failure',
			reason: 'connection_error',
			message: 'The TLS certificate is for another host name.',
			sent: false,
		});
		await sender.close();
	});

	it('checks it against an address literal too', async () => {
		const sender = createTestSender({ ca: cert });
		expect(await post(sender, url('127.0.0.1'))).toMatchObject({ kind: 'response' });
		await sender.close();
	});

	it('names the host without its trailing dot', async () => {
		const sender = createTestSender({ ca: cert, resolve });
		expect(await post(sender, url('hooks.example.'))).toMatchObject({ kind: 'response' });
		expect(names.at(-1)).toBe('hooks.example');
		await sender.close();
	});

	it('refuses a certificate that nobody vouches for', async () => {
		const sender = createTestSender({ resolve });
		expect(await post(sender, url('hooks.example'))).toMatchObject({
			kind: 'failure',
			message: 'The TLS certificate is self-signed.',
			sent: false,
		});
		await sender.close();
	});

	it('keeps connections, and resumes the session of a closed one', async () => {
		const sender = createTestSender({ ca: cert, resolve });
		connections = 0;
		for (let nth = 0; nth < 5; nth += 1) await post(sender, url('hooks.example'));
		expect(connections).toBe(1);
		resumed = 0;
		server.closeAllConnections();
		await new Promise((done) => setTimeout(done, 50));
		await post(sender, url('hooks.example'));
		expect(resumed).toBe(1);
		await sender.close();
	});

	it('is not spoken to a port that speaks plain http', async () => {
		const sender = createTestSender({ ca: cert, resolve });
		const plain = url('hooks.example').replace('https:', 'http:');
		expect(await post(sender, plain)).toMatchObject({
			kind: 'failure',
			reason: 'connection_error',
		});
		await sender.close();
	});
});
