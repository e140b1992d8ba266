import { randomUUID } from 'node:crypto';
import type { ApiKey, Organisation, Source } from '../../../domain/types.ts';
import type { Log, ReplicaEvents, Replication } from '../../../ports.ts';
import { takeTokens } from './buckets.ts';
import type { Change, Changes } from './changes.ts';
import type { Database } from './database.ts';
import { errorOf } from './fault.ts';
import { createHandingOver, readNote } from './handing-over.ts';
import type { Leases } from './leases.ts';
import { channel, handingChannel, tellingChannel } from './tables/changes.ts';
import { getDocument } from './tables/configuration.ts';
import { firstAttempts } from './tables/deliveries.ts';
import { getSubscriptionHealth, healthSince } from './tables/health.ts';
import { readDeliverables } from './tables/messages.ts';
import { getSubscription } from './tables/subscriptions.ts';

/** Replicas look at least this often; what is announced is looked at at once. */
const lookEveryMs = 100;
const lookAtHealthEveryMs = 1_000;
/** After a connection for announcements broke. */
const listenAgainMs = 1_000;
/** One replica at a time makes what a new database begins with: any number will do. */
const exclusiveLock = 5_021_979;

type Options = {
	readonly database: Database;
	/** For reading what is to be delivered. */
	readonly claiming: Database;
	readonly replicaId: string;
	/** Unix milliseconds, by which deliveries are due. */
	readonly now: () => number;
	readonly leases: Leases;
	readonly changes: Changes;
	readonly log: Log;
};

/** Reads a changed row again and tells what it is now. */
const reader =
	(database: Database, events: ReplicaEvents) =>
	async ({ kind, id }: Change): Promise<void> => {
		switch (kind) {
			case 'organisation': {
				const found = await getDocument<Organisation>(database, 'organisations', id);
				return found === null ? undefined : events.organisation(found);
			}
			case 'key': {
				const found = await getDocument<ApiKey>(database, 'keys', id);
				return found === null ? undefined : events.key(found);
			}
			case 'source':
				return events.source(id, await getDocument<Source>(database, 'sources', id));
			case 'subscription':
				return events.subscription(id, await getSubscription(database, id));
			case 'health': {
				const [found] = await getSubscriptionHealth(database, [id]);
				if (found === undefined) return;
				const { subscriptionId, ...health } = found;
				return events.health(subscriptionId, health);
			}
			case 'calls':
				return events.calls(id);
			case 'erasure':
				return events.erasure(id);
		}
	};

/**
 * Looks for what other replicas did, regularly and when one of them says so. Announcements only
 * make it sooner: none of them may be lost that a look would not find.
 */
export const createReplication = ({
	database,
	claiming,
	replicaId,
	leases,
	changes,
	log,
	now,
}: Options): Replication & Pick<ReplicaEvents, 'keepsUp'> => {
	const { wake } = leases;
	const handingOver = createHandingOver({ database, replicaId, log, now, wake });
	/** Our name among those who tell. */
	const teller = randomUUID();
	let timer: NodeJS.Timeout | null = null;
	let listening: Awaited<ReturnType<Database['connect']>> | null = null;
	let looks: Promise<void> = Promise.resolve();
	let announced = false;
	let left = false;
	let failing = false;
	let apply: ReplicaEvents | null = null;
	let healthSeen = '0';
	let healthLookedAt = performance.now();

	/** What others learn of subscriptions and sources comes with every attempt: now and then is enough. */
	const lookAtHealth = async (events: ReplicaEvents): Promise<void> => {
		if (performance.now() - healthLookedAt < lookAtHealthEveryMs) return;
		healthLookedAt = performance.now();
		const { until, subscriptions, sources } = await healthSince(database, healthSeen);
		healthSeen = until;
		for (const { subscriptionId, ...health } of subscriptions) {
			// Where this replica delivers, it knows better: ahead of the rows by what is in flight.
			if (!events.deliversTo(subscriptionId)) events.health(subscriptionId, health);
		}
		for (const { sourceId, ...health } of sources) events.sourceHealth(sourceId, health);
	};

	const look = async (): Promise<void> => {
		try {
			await changes.look();
			await leases.look();
			if (apply !== null) await lookAtHealth(apply);
			failing = false;
		} catch (fault) {
			if (!failing && !left) log.warn('replica.look_failed', { error: String(fault) });
			failing = true;
		}
	};

	const lookRegularly = (): void => {
		if (left) return;
		timer = setTimeout(() => {
			looks = look().finally(lookRegularly);
		}, lookEveryMs);
		timer.unref();
	};

	const onAnnouncement = (): void => {
		if (announced || left) return;
		announced = true;
		setImmediate(() => {
			announced = false;
			void look();
		});
	};

	const onHanded = (text: string): void => {
		const note = left ? null : readNote(text, replicaId);
		if (note !== null) apply?.handed(note.targetIds, note.messageIds);
	};

	/** Our own words come back too. */
	const onTold = (text: string): void => {
		const end = text.indexOf('\n');
		if (text.slice(0, end) !== teller && !left) apply?.told(text.slice(end + 1));
	};

	const hear: Readonly<Record<string, (text: string) => void>> = {
		[channel]: onAnnouncement,
		[handingChannel]: onHanded,
		[tellingChannel]: onTold,
	};

	const listen = async (): Promise<void> => {
		if (left) return;
		let over = false;
		const again = () => {
			if (over) return;
			over = true;
			listening = null;
			if (!left) setTimeout(() => void listen(), listenAgainMs).unref();
		};
		try {
			listening = await database.connect((from, text) => hear[from]?.(text), again);
			for (const one of Object.keys(hear)) await listening.sql.run(`LISTEN ${one}`);
		} catch (fault) {
			// Until it works again the regular looks find everything, a little later.
			log.info('replica.not_listening', { error: String(fault) });
			void listening?.close().catch(() => {});
			again();
		}
	};

	return {
		fenceOf: leases.fenceOf,
		keepsUp: (targetId) => apply?.keepsUp(targetId) ?? true,
		wake,
		handOver: handingOver.add,
		readHanded: async (targetIds, messageIds, wants) => {
			const fences = new Map<string, number>();
			for (const id of targetIds) {
				const fence = leases.fenceOf(id);
				if (fence !== null) fences.set(id, fence);
			}
			if (fences.size === 0) return [];
			try {
				const first = await firstAttempts(claiming, [...fences.keys()], messageIds);
				const due = first.filter(wants);
				// All of a message's deliveries are here: nobody reads it again.
				const wanted = new Map(due.map((delivery) => [delivery.messageId, delivery]));
				if (wanted.size === 0) return [];
				const messages = await readDeliverables(claiming, [...wanted.values()]);
				return due.flatMap((delivery) => {
					const message = messages.get(delivery.messageId);
					const fence = fences.get(delivery.targetId);
					// Erased in the meantime.
					return message === undefined ? [] : { delivery, message, fence };
				});
			} catch (fault) {
				throw errorOf(fault);
			}
		},
		pause: leases.pause,
		rest: leases.rest,
		tell: (text) => {
			if (left) return;
			database
				.run('SELECT pg_notify($1, $2)', tellingChannel, `${teller}\n${text}`)
				.catch((fault: unknown) => log.info('replica.not_told', { error: String(fault) }));
		},
		takeTokens: async (key, limit) => {
			try {
				return await takeTokens(database, key, limit);
			} catch (fault) {
				throw errorOf(fault);
			}
		},
		exclusively: async (work) => {
			const connection = await database.connect(
				() => {},
				() => {},
			);
			try {
				// Waiting for another replica to finish may take longer than a statement should.
				await connection.sql.run('SET statement_timeout = 0');
				await connection.sql.run('SET lock_timeout = 0');
				await connection.sql.run(`SELECT pg_advisory_lock(${exclusiveLock})`);
				return await work();
			} finally {
				await connection.close();
			}
		},
		join: async (events) => {
			apply = events;
			leases.begin(events);
			await changes.begin(reader(database, events));
			await listen();
			lookRegularly();
		},
		leave: async () => {
			left = true;
			if (timer !== null) clearTimeout(timer);
			await listening?.close();
			await looks;
			await handingOver.close();
			await leases.close();
		},
	};
};
