import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { vendors } from '@voicehooks/core';
import { systemClock } from './adapters/clock.ts';
import { createLog } from './adapters/log.ts';
import { createMetrics } from './adapters/metrics.ts';
import { openVault } from './adapters/open-vault.ts';
import { systemRandom } from './adapters/random.ts';
import { openSender } from './adapters/sender/open.ts';
import { createFilePresence } from './adapters/store/file-presence.ts';
import { openStore } from './adapters/store/open.ts';
import { watchWrites } from './adapters/store/watch-writes.ts';
import type { Config } from './config.ts';
import { createIdMaker } from './domain/id.ts';
import { createApp } from './http/app.ts';
import { dashboard } from './http/dashboard.ts';
import { createIngest } from './http/ingest.ts';
import { operationRoutes } from './http/routes/index.ts';
import { sandboxEndpoint } from './http/routes/sandbox.ts';
import { createAccept } from './pipeline/accept.ts';
import { createActivityLog } from './pipeline/activity.ts';
import { createAlerts } from './pipeline/alerts/index.ts';
import { createBacklogWatch } from './pipeline/backlog.ts';
import type { Context } from './pipeline/context.ts';
import { createDirectory } from './pipeline/directory.ts';
import { createDispatcher } from './pipeline/dispatcher.ts';
import { createLive } from './pipeline/live.ts';
import { type Provision, provision } from './pipeline/provision.ts';
import { createReceive } from './pipeline/receive.ts';
import { createReplicaEvents } from './pipeline/replica.ts';
import { createRetention } from './pipeline/retention.ts';
import { receiveInSandbox } from './pipeline/sandbox.ts';
import { createIdleDispatcher, shareDispatcher } from './pipeline/shared-dispatcher.ts';
import { createStatistics } from './pipeline/statistics.ts';
import type { Clock, Mailer, Random } from './ports.ts';

/** What a connection may take, in milliseconds and bytes. */
const connectionLimits = {
	/** A whole request must have come within this; headers sooner (slowloris). */
	requestTimeout: 30_000,
	headersTimeout: 10_000,
	/** How late those two may be noticed; Node's own 30 s would triple the shorter one. */
	connectionsCheckingInterval: 2_000,
	/** Longer than most proxies keep an idle connection, so that it is they who close it. */
	keepAliveTimeout: 65_000,
	maxHeaderSize: 32_768,
};
/** A clean stop ends within ten seconds (contract); attempts in flight get most of them. */
const stopDeliveriesMs = 7_000;
const stopConnectionsMs = 8_500;
/** A connection is idle again after the answer that was under way. */
const closeIdleEveryMs = 100;
const stopCountsMs = 1_000;

export type ServiceOptions = {
	readonly clock?: Clock;
	readonly random?: Random;
	/** Base URLs of vendors' own APIs, where a stand-in takes their place. */
	readonly vendorApis?: Readonly<Record<string, string>>;
	/** Where the built page is. Default: where the build puts it. */
	readonly dashboardFolder?: string;
	/** In place of the mail server's. */
	readonly mailer?: Mailer;
	/** Every address of a host name. Default: the machine's resolver. */
	readonly resolve?: (hostname: string) => Promise<readonly string[]>;
	/** Shorter ones, for tests that wait for them. */
	readonly connectionLimits?: Partial<typeof connectionLimits>;
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
		let cancelIdle = () => {};
		const closeIdle = () => {
			server.closeIdleConnections();
			cancelIdle = clock.after(closeIdleEveryMs, closeIdle);
		};
		const cancel = clock.after(stopConnectionsMs, () => server.closeAllConnections());
		server.close(() => {
			cancelIdle();
			cancel();
			resolve();
		});
		// Who goes on asking is told with each answer that it is the connection's last.
		server.prependListener('request', (_request, response: ServerResponse) => {
			response.setHeader('connection', 'close');
		});
		closeIdle();
	});

/** Its library is loaded only where mail is sent. */
const openMailer = async ({ smtpUrl, from }: NonNullable<Config['mail']>): Promise<Mailer> => {
	const { createMailer } = await import('./adapters/mailer.ts');
	return createMailer(smtpUrl, from);
};

const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Wires everything and starts to serve. Throws when the port, the database or the key cannot be had. */
export const startService = async (
	config: Config,
	options: ServiceOptions = {},
): Promise<Service> => {
	const clock = options.clock ?? systemClock;
	const random = options.random ?? systemRandom;
	const log = createLog(config.logLevel);
	const { store: opened, replication, file } = await openStore(config, { log, now: clock.now });
	const store = watchWrites(
		opened,
		file === null ? undefined : createFilePresence(file, clock.now),
	);
	/** What a new database begins with, one replica makes. */
	const alone = replication?.exclusively ?? ((work) => work());
	const { vault } = await alone(() => openVault(store, random, config.masterKey, file ?? ''));
	const directory = createDirectory(await store.loadConfiguration());

	const server = createServer({ ...connectionLimits, ...options.connectionLimits });
	const bound = await listen(server, config.host, config.port);
	const publicUrl = config.publicUrl ?? `http://${urlHost(config.host)}:${bound.port}`;
	const own = listeningOn(bound);
	const { allowTargets } = config;
	if (allowTargets.length > 0) log.warn('targets.private_allowed', { ranges: allowTargets });
	const sender = openSender({ allowTargets, ownAddresses: own, publicUrl }, log, options.resolve);
	// Its thread is up some 100 ms later: where deliveries wait, it starts beside the rest.
	if (config.role !== 'api' && (await store.pendingTargets()).length > 0) sender.prepare();
	const metrics = createMetrics(() => ({
		statistics: () => store.statistics(clock.now()),
		inFlight: () => dispatcher.inFlight(),
		now: clock.now,
	}));
	const statistics = createStatistics({ clock, store, log });
	const backlog = createBacklogWatch({ clock, store, log });
	const live = createLive({ clock }, replication?.tell ?? null);
	const activity = createActivityLog(statistics, live, () => alerts);
	const base = {
		config: { ...config, publicUrl },
		store,
		replication,
		vault,
		clock,
		random,
		newId: createIdMaker(clock.now, random.bytes),
		log,
		metrics,
		sender,
		mailer: options.mailer ?? (config.mail === null ? null : await openMailer(config.mail)),
		directory,
		activity,
		statistics,
		backlog,
		live,
	};
	const delivering =
		config.role === 'api'
			? createIdleDispatcher()
			: createDispatcher({
					...base,
					receiveInSandbox: (orgId, request) => receiveInSandbox(context, orgId, request),
					leases: replication ?? undefined,
				});
	const dispatcher = replication === null ? delivering : shareDispatcher(delivering, replication);
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
	const alerts = createAlerts(context);
	const provisioned = await alone(async () => {
		await replication?.join(createReplicaEvents(context, delivering));
		return provision(context);
	});
	const retention = createRetention(context);

	server.on(
		'request',
		createApp(
			context,
			config.role === 'deliver'
				? { ingest: null, endpoints: operationRoutes }
				: {
						ingest: createIngest(context, receive),
						mounts: [
							{ path: '/sandbox/:token', handler: sandboxEndpoint(context) },
							{ path: '/', handler: dashboard(options.dashboardFolder) },
						],
					},
		),
	);
	await dispatcher.start();
	retention.start();
	alerts.start();
	backlog.start();
	log.info('service.started', { port: bound.port });

	return {
		url: publicUrl,
		port: bound.port,
		context,
		provision: provisioned,
		stop: async () => {
			retention.stop();
			live.close();
			await Promise.all([close(server, clock), dispatcher.stop(stopDeliveriesMs)]);
			// A database that does not answer keeps nobody waiting: a few seconds' counts are lost then.
			await Promise.race([
				Promise.all([alerts.stop(), backlog.stop(), statistics.stop()]),
				pause(stopCountsMs, undefined, { ref: false }),
			]);
			await sender.close();
			await store.close();
			log.info('service.stopped');
			log.close();
		},
	};
};
