import { type AddressInfo, createServer } from 'node:net';
import { eachMessage } from './http.ts';

const webhookId = /webhook-id: (\S+)/i;
const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

/** Starts a hook URL that tells of each delivery and answers after so long. */
export const startHook = (
	onDelivery: (id: string | undefined) => void,
	answerAfterMs: () => number,
): Promise<string> =>
	new Promise((resolve) => {
		const server = createServer({ noDelay: true }, (socket) => {
			eachMessage(socket, (head) => {
				onDelivery(webhookId.exec(head)?.[1]);
				const wait = answerAfterMs();
				if (wait === 0) socket.write(ok);
				else setTimeout(() => socket.writable && socket.write(ok), wait);
			});
		});
		// Nobody waits for more deliveries once a benchmark has its figures.
		server.unref().listen(0, '127.0.0.1', () => {
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
		});
	});
