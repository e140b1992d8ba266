/**
 * The tenth target of the isolation benchmark, in a process of its own, so that what it does to
 * the service is all that it does. Argument: how it behaves.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviour } from './scenes.ts';

const dripEveryMs = 1_000;

const answers: Readonly<Record<Behaviour, (response: ServerResponse) => void>> = {
	good: (response) => response.writeHead(200, { 'content-length': 0 }).end(),
	'black hole': () => {},
	dripping: (response) => {
		response.writeHead(200, { 'content-type': 'text/plain' });
		const timer = setInterval(() => response.write('.'), dripEveryMs);
		response.on('close', () => clearInterval(timer));
	},
	'answers 500': (response) => response.writeHead(500, { 'content-length': 0 }).end(),
};

const answer = answers[process.argv[2] as Behaviour];
const server = createServer((request, response) => {
	request.on('error', () => {});
	request.resume().on('end', () => answer(response));
});
server.on('clientError', (_fault, socket) => socket.destroy());
server.listen(0, '127.0.0.1', () => {
	process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
});
