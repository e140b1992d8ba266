import {
	connect as connectTcp,
	type LookupFunction,
	type NetConnectOpts,
	type Socket,
} from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContextOptions } from 'node:tls';
import type { buildConnector } from 'undici';
import type { UnsafeUrlReason } from '../../ports.ts';
import type { HookUrl } from './hook-url.ts';
import type { Vet, VettedAddress } from './vet.ts';

const connectTimeoutMs = 10_000;
/** TLS sessions kept for resumption: half the price of a cold handshake. */
const maxSessions = 2_000;
/** Read at once from a plain socket, at most: what libuv asks for. */
const readBytes = 64 * 1024;

/** The guard refused the address: nothing was connected to. */
export class BlockedAddressError extends Error {
	override readonly name = 'BlockedAddressError';
	readonly reason: UnsafeUrlReason;
	constructor(reason: UnsafeUrlReason) {
		super(reason);
		this.reason = reason;
	}
}

/** The connection was not up in time. */
export class ConnectTimeoutError extends Error {
	override readonly name = 'ConnectTimeoutError';
}

/** Answers every look-up with the vetted addresses: the name is never resolved a second time. */
const lookupOf =
	(addresses: readonly VettedAddress[]): LookupFunction =>
	(_hostname, options, callback) => {
		const [first] = addresses;
		if (options.all === true) callback(null, [...addresses]);
		else if (first !== undefined) callback(null, first.address, first.family);
	};

export type ConnectorFactory = (
	url: HookUrl,
	/** Told on every connection whether it goes to an allowed private address. */
	onVetted: (isPrivate: boolean) => void,
) => buildConnector.connector;

/**
 * Connects sockets for undici, each only to an address that was vetted for it. All TLS sockets
 * share one secure context. `ca` is for private certificate authorities.
 */
export const createConnectorFactory = (
	vet: Vet,
	onBlocked: (url: HookUrl) => void,
	tlsOptions: Pick<SecureContextOptions, 'ca'> = {},
): ConnectorFactory => {
	const secureContext = createSecureContext(tlsOptions);
	const sessions = new Map<string, Buffer>();
	const readBuffer = Buffer.allocUnsafeSlow(readBytes);

	const keepSession = (origin: string, session: Buffer) => {
		sessions.delete(origin);
		sessions.set(origin, session);
		if (sessions.size <= maxSessions) return;
		const oldest = sessions.keys().next();
		if (!oldest.done) sessions.delete(oldest.value);
	};

	/**
	 * A plain socket, read through the one buffer that all of them share. Without it each read takes
	 * 64 KB from the system for an answer of some hundred bytes. OpenSSL reads into its own.
	 */
	const openTcp = (where: NetConnectOpts): Socket => {
		const socket: Socket = connectTcp({
			...where,
			noDelay: true,
			onread: {
				buffer: readBuffer,
				callback: (length, buffer) => socket.push(Buffer.from(buffer.subarray(0, length))),
			},
		});
		return socket;
	};

	const open = (url: HookUrl, addresses: readonly VettedAddress[]): Socket => {
		const { host, port } = url;
		const where = { host, port, lookup: lookupOf(addresses), autoSelectFamily: true };
		if (!url.isHttps) return openTcp(where);
		const session = sessions.get(url.origin);
		const socket = connectTls({
			...where,
			...(url.isLiteral ? {} : { servername: host }),
			...(session === undefined ? {} : { session }),
			secureContext,
			ALPNProtocols: ['http/1.1'],
		});
		socket.setNoDelay(true);
		return socket.on('session', (fresh: Buffer) => keepSession(url.origin, fresh));
	};

	return (url, onVetted) => (_options, callback) => {
		const connect = async () => {
			const vetting = await vet(url);
			if (vetting.kind === 'refused') {
				if (vetting.reason !== 'url_host_unresolvable') onBlocked(url);
				callback(new BlockedAddressError(vetting.reason), null);
				return;
			}
			onVetted(vetting.isPrivate);
			const socket = open(url, vetting.addresses);
			const timer = setTimeout(() => socket.destroy(new ConnectTimeoutError()), connectTimeoutMs);
			const onError = (fault: Error) => {
				clearTimeout(timer);
				callback(fault, null);
			};
			socket.once('error', onError);
			// What a socket says after it has failed is of no use, but unheard it would end the process.
			socket.on('error', () => {});
			socket.once(url.isHttps ? 'secureConnect' : 'connect', () => {
				clearTimeout(timer);
				socket.off('error', onError);
				callback(null, socket);
			});
		};
		connect().catch((fault: Error) => callback(fault, null));
	};
};
