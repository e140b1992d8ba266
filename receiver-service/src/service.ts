import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { vendors } from '@voicehooks/core';
import { systemClock } from './adapters/clock.ts';
import { createLog } from './adapters/log.ts';
import { createMetrics } from './adapters/metrics.ts';
import { openVault } from './adapters/open-vault.ts';
import { systemRandom } from './adapters/random.ts';
import { createSender } from './adapters/sender/index.ts';
import { openSqliteStore } from './adapters/store/sqlite/index.ts';
import type { Config } from './config.ts';
import { createIdMaker } from './domain/id.ts';
import { createApp } from './http/app.ts';
import { home } from './http/home.ts';
import { createIngest } from './http/ingest.ts';
import { sandboxEndpoint } from './http/routes/sandbox.ts';
import { createAccept } from './pipeline/accept.ts';
import type { Context } from './pipeline/context.ts';
import { createDirectory } from './pipeline/directory.ts';
import { createDispatcher } from './pipeline/dispatcher.ts';
import { type Provision, provision } from './pipeline/provision.ts';
import { createReceive } from './pipeline/receive.ts';
import { createRetention } from './pipeline/retention.ts';
import { receiveInSandbox } from './pipeline/sandbox.ts';
import type { Clock, Random } from './ports.ts';

/** A whole request must have come within this; headers sooner (slowloris). */
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
/** Longer than most proxies keep an idle connection, so that it is they who close it. */
const keepAliveTimeoutMs = 65_000;
const maxHeaderBytes = 32_768;
/** A clean stop ends within ten seconds (contract); attempts in flight get most of them. */
const stopDeliveriesMs = 7_000;
const stopConnectionsMs = 8_500;

export type ServiceOptions = {
	readonly clock?: Clock;
	readonly random?: Random;
	/** Base URLs of vendors' own APIs, where a stand-in takes their place. */
	readonly vendorApis?: Readonly<Record<string, string>>;
};

export type Service = {
	/** What users see in URLs. */
	readonly url: string;
	readonly port: number;
	readonly context: Context;
	readonly provision: Provision;
	/** Stops accepting, finishes or returns what is in flight, and closes the database. */
	readonly stop: () => Promise<void>;
};

/** The file of a `file:` database URL: a path, or a file URL. */
export const databaseFile = (databaseUrl: string): string =>
	databaseUrl.startsWith('file://')
		? fileURLToPath(databaseUrl)
		: databaseUrl.slice('file:'.length);

/** Every address our listener answers on: hook URLs may reach none of them. */
const listeningOn = ({ address, port }: AddressInfo) => {
	if (address !== '0.0.0.0' && address !== '::') return [{ address, port }];
	const local = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	return [address, ...local.map((network) => network.address)].map((own) => ({
		address: own,
		port,
	}));
};

const listen = (server: Server, host: string, port: number): Promise<AddressInfo> =>
	new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve(server.address() as AddressInfo);
		});
	});

const close = (server: Server, clock: Clock): Promise<void> =>
	new Promise((resolve) => {
		const cancel = clock.after(stopConnectionsMs, () => server.closeAllConnections());
		server.close(() => {
			cancel();
			resolve();
		});
		server.closeIdleConnections();
	});

const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Wires everything and starts to serve. Throws when the port, the database or the key cannot be had. */
export const startService = async (
	config: Config,
	options: ServiceOptions = {},
): Promise<Service> => {
	const clock = options.clock ?? systemClock;
	const random = options.random ?? systemRandom;
	const log = createLog(config.logLevel);
	const file = databaseFile(config.databaseUrl);
	const store = await openSqliteStore({ file, log });
	const { vault } = await openVault(store, random, config.masterKey, file);
	const directory = createDirectory(await store.loadConfiguration());

	const server = createServer({
		requestTimeout: requestTimeoutMs,
		headersTimeout: headersTimeoutMs,
		keepAliveTimeout: keepAliveTimeoutMs,
		maxHeaderSize: maxHeaderBytes,
	});
	const bound = await listen(server, config.host, config.port);
	const publicUrl = config.publicUrl ?? `http://${urlHost(config.host)}:${bound.port}`;
	const own = listeningOn(bound);
	const { allowTargets } = config;
	if (allowTargets.length > 0) log.warn('targets.private_allowed', { ranges: allowTargets });
	const sender = createSender({
		allowTargets,
		ownAddresses: () => own,
		publicUrl: () => publicUrl,
		log,
	});
	const metrics = createMetrics(() => ({
		statistics: () => store.statistics(clock.now()),
		inFlight: () => dispatcher.inFlight(),
		now: clock.now,
	}));
	const base = {
		config: { ...config, publicUrl },
		store,
		vault,
		clock,
		random,
		newId: createIdMaker(clock.now, random.bytes),
		log,
		metrics,
		sender,
		directory,
	};
	const dispatcher = createDispatcher({
		...base,
		receiveInSandbox: (orgId, request) => receiveInSandbox(context, orgId, request),
	});
	const context: Context = {
		...base,
		dispatcher,
		accept: (event, acceptOptions) => accept(event, acceptOptions),
		receive: (source, request, receiveOptions) => receive(source, request, receiveOptions),
		vendorApis: {
			...Object.fromEntries(vendors.flatMap(({ id, api }) => (api ? [[id, api.baseUrl]] : []))),
			...options.vendorApis,
		},
	};
	const accept = createAccept(context);
	const receive = createReceive(context);
	const provisioned = await provision(context);
	const retention = createRetention(context);

	server.on(
		'request',
		createApp(context, {
			ingest: createIngest(context, receive),
			mounts: [
				{ path: '/sandbox/:token', handler: sandboxEndpoint(context) },
				{ path: '/', handler: home },
			],
		}),
	);
	await dispatcher.start();
	retention.start();
	log.info('service.started', { port: bound.port });

	return {
		url: publicUrl,
		port: bound.port,
		context,
		provision: provisioned,
		stop: async () => {
			retention.stop();
			await Promise.all([close(server, clock), dispatcher.stop(stopDeliveriesMs)]);
			await sender.close();
			await store.close();
			log.info('service.stopped');
			log.close();
		},
	};
};
