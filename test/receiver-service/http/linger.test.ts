import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type LingerBounds, lingerOnClose } from '../../../receiver-service/src/http/linger.ts';

const patient: LingerBounds = { bytes: 1_000_000_000, totalMs: 600_000, idleMs: 600_000 };
const head = 'POST / HTTP/1.1\r\nhost: x\r\n';
const endless = `${head}transfer-encoding: chunked\r\n\r\n`;

let server: Server;
let handled: number;
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

/** What a server that refuses unread answered; resolves once it has said its last word. */
const refused = async (request: string, bounds: Partial<LingerBounds> = {}) => {
	handled = 0;
	server = createServer((incoming, response) => {
		handled += 1;
		lingerOnClose(incoming, { ...patient, ...bounds });
		response.writeHead(413, { connection: 'close' }).end();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
	socket.on('error', () => {}).write(request);
	const [theirs] = (await once(server, 'connection')) as [Socket];
	const cut = once(theirs, 'close');
	expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /);
	return { socket, cut };
};

describe('a connection whose request was refused before its end', () => {
	it('is closed when its sender hangs up, and led to no other request', async () => {
		const { socket, cut } = await refused(`${head}content-length: 9\r\n\r\n`);
		socket.end(`123456789${head}content-length: 0\r\n\r\n`);
		await cut;
		expect(handled).toBe(1);
	});

	it('is cut off when its sender says nothing more', async () => {
		const { cut } = await refused(endless, { idleMs: 20 });
		await cut;
	});

	it('is cut off when its sender drips on', async () => {
		const { socket, cut } = await refused(endless, { totalMs: 50 });
		const drip = setInterval(() => socket.write('x'), 5);
		await cut;
		clearInterval(drip);
	});

	it('is cut off when too much comes', async () => {
		const { socket, cut } = await refused(endless, { bytes: 100_000 });
		socket.write(Buffer.alloc(100_001));
		await cut;
	});
});

it('a connection whose request has ended is closed at once', async () => {
	const { cut } = await refused(`${head}content-length: 0\r\n\r\n`);
	await cut;
});
