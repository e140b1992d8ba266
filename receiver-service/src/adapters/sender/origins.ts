import { Pool } from 'undici';
import type { ConnectorFactory } from './connector.ts';
import type { HookUrl } from './hook-url.ts';

/** Origins whose connections are kept; the one unused longest is closed first. */
const maxOrigins = 2_000;
/** Long enough that a steady trickle stays warm; a server's own hint may shorten it. */
const keepAliveMs = 55_000;
const maxConnections = 256;
const maxHeaderBytes = 16_384;

/** The connections of one scheme, host and port. */
export type Origin = {
	readonly pool: Pool;
	/** True once a connection went to a private address the operator allowed. */
	readonly isPrivate: boolean;
};

export type Origins = {
	readonly of: (url: HookUrl) => Origin;
	/** Drops every connection, those in use too. */
	readonly close: () => Promise<void>;
};

export const createOrigins = (connectorFor: ConnectorFactory): Origins => {
	const origins = new Map<string, Origin>();

	const open = (url: HookUrl): Origin => {
		let isPrivate = false;
		const connect = connectorFor(url, (isAllowed) => {
			isPrivate ||= isAllowed;
		});
		const pool = new Pool(url.origin, {
			connect,
			connections: maxConnections,
			// A POST behind another one on the same connection could not be told apart when it breaks.
			pipelining: 1,
			allowH2: false,
			keepAliveTimeout: keepAliveMs,
			keepAliveMaxTimeout: keepAliveMs,
			maxHeaderSize: maxHeaderBytes,
			// The exchange has a total deadline; timers for its parts would add nothing.
			headersTimeout: 0,
			bodyTimeout: 0,
		});
		return {
			pool,
			get isPrivate() {
				return isPrivate;
			},
		};
	};

	return {
		of: (url) => {
			const known = origins.get(url.origin);
			// Who was used last matters only once room gets scarce.
			if (known !== undefined && origins.size < maxOrigins / 2) return known;
			const origin = known ?? open(url);
			origins.delete(url.origin);
			origins.set(url.origin, origin);
			if (origins.size > maxOrigins) {
				const [key, oldest] = origins.entries().next().value ?? [];
				if (key !== undefined) origins.delete(key);
				// Waits for what is under way there.
				void oldest?.pool.close();
			}
			return origin;
		},
		close: async () => {
			const all = [...origins.values()];
			origins.clear();
			await Promise.all(all.map(({ pool }) => pool.destroy()));
		},
	};
};
