import type { Config } from '../config.ts';
import type { IdMaker } from '../domain/id.ts';
import type {
	Clock,
	Log,
	Mailer,
	Metrics,
	Random,
	Replication,
	Sender,
	Store,
	Vault,
} from '../ports.ts';
import type { Accept } from './accept.ts';
import type { ActivityLog } from './activity.ts';
import type { BacklogWatch } from './backlog.ts';
import type { Directory } from './directory.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Live } from './live.ts';
import type { Receive } from './receive.ts';
import type { Statistics } from './statistics.ts';

/** What every stage may use. Made once, in `service.ts`. */
export type Context = {
	/** `publicUrl` is settled here: the port is known. */
	readonly config: Config & { readonly publicUrl: string };
	readonly store: Store;
	/** Null where this is the only replica. */
	readonly replication: Replication | null;
	readonly vault: Vault;
	readonly clock: Clock;
	readonly random: Random;
	/** A fresh id that sorts by time. */
	readonly newId: IdMaker;
	readonly log: Log;
	readonly metrics: Metrics;
	readonly sender: Sender;
	/** Null where no mail server is configured. */
	readonly mailer: Mailer | null;
	readonly directory: Directory;
	readonly dispatcher: Dispatcher;
	/** Hears of every event and attempt. */
	readonly activity: ActivityLog;
	readonly statistics: Statistics;
	/** Counts what waits. */
	readonly backlog: BacklogWatch;
	/** Who watches what happens. */
	readonly live: Live;
	/** The one way into the store (pipeline/accept.ts). */
	readonly accept: Accept;
	/** From the bytes of a vendor's request to its durable message (pipeline/receive.ts). */
	readonly receive: Receive;
	/** Base URL of a vendor's own API, by vendor; tests point it at a stand-in. */
	readonly vendorApis: Readonly<Record<string, string>>;
};
