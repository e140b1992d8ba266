import type { Delivery } from '../../../domain/types.ts';
import type { ContentCounts, ContentKind, Contents, PlacedMessage } from '../contents.ts';
import { type Database, openDatabase, type Sql } from './database.ts';
import { importAlertEvents, importAlerts, importOutbox } from './import-alerts.ts';
import { batches, importDeliveries, importMessages, insertRows } from './import-rows.ts';
import { migrate } from './migrations/index.ts';
import { createPartitions, type Partitions } from './partitions.ts';
import { addAuditEntry } from './tables/audit-log.ts';
import { addBacklog } from './tables/backlog.ts';
import { putCallContext } from './tables/call-contexts.ts';
import { keepCommitOrder, maxPlaces } from './tables/commit-order.ts';
import { putKey, putOrganisation, putSource } from './tables/configuration.ts';
import { insertAttempts } from './tables/delivery-rows.ts';
import { putSourceHealth, writeSubscriptionHealths } from './tables/health.ts';
import { beginIdempotent } from './tables/idempotency.ts';
import { putFilterValues, putSamples } from './tables/learned.ts';
import { createMember } from './tables/members.ts';
import { addReceipt } from './tables/receipts.ts';
import { addSandboxRequest } from './tables/sandbox.ts';
import { addSignInLink, insertSession } from './tables/sessions.ts';
import { putSetting } from './tables/settings.ts';
import { addStatistics } from './tables/statistics.ts';
import { insertSubscription } from './tables/subscriptions.ts';

/** The database that everything is moved to holds something already. */
export class DatabaseNotEmptyError extends Error {
	override readonly name = 'DatabaseNotEmptyError';
}

/** Less arrived than was there: nothing was kept of it. */
export class IncompleteMoveError extends Error {
	override readonly name = 'IncompleteMoveError';
}

const keepAll = Number.MAX_SAFE_INTEGER;

/** Writes one batch of each kind; the number of rows that are there now. */
type Writers = {
	readonly [Kind in ContentKind]: (
		sql: Sql,
		items: readonly (Contents[Kind] extends Iterable<infer Item> ? Item : never)[],
	) => Promise<number>;
};

/** One after the other, for kinds of which there are few. */
const each =
	<Item>(write: (sql: Sql, item: Item) => Promise<unknown>) =>
	async (sql: Sql, items: readonly Item[]): Promise<number> => {
		for (const item of items) await write(sql, item);
		return items.length;
	};

const writers: Writers = {
	settings: each((sql, { name, value }) => putSetting(sql, name, value)),
	organisations: each(putOrganisation),
	keys: each(putKey),
	sources: each(putSource),
	sourceHealth: async (sql, items) => {
		await putSourceHealth(sql, items);
		return items.length;
	},
	subscriptions: each(insertSubscription),
	subscriptionHealth: async (sql, items) => {
		await writeSubscriptionHealths(
			sql,
			new Map(items.map(({ subscriptionId, ...rest }) => [subscriptionId, rest])),
		);
		return items.length;
	},
	handovers: (sql, items) =>
		insertRows(
			sql,
			'handovers',
			{ subscription_id: 'text', org_id: 'text', url_hash: 'text', until: 'bigint' },
			items.map(({ subscriptionId, orgId, urlHash, until }) => ({
				subscription_id: subscriptionId,
				org_id: orgId,
				url_hash: urlHash,
				until,
			})),
		),
	messages: importMessages,
	deduplication: (sql, items) =>
		insertRows(
			sql,
			'deduplication',
			{ key: 'bytea', message_id: 'text', seen_at: 'bigint' },
			items.map(({ key, messageId, seenAt }) => ({ key, message_id: messageId, seen_at: seenAt })),
		),
	deliveries: importDeliveries,
	attempts: async (sql, items) => {
		await insertAttempts(sql, items);
		return items.length;
	},
	receipts: each((sql, receipt) => addReceipt(sql, receipt, keepAll)),
	filterValues: async (sql, items) => {
		await putFilterValues(sql, items);
		return items.length;
	},
	samples: async (sql, items) => {
		await putSamples(sql, items);
		return items.length;
	},
	idempotency: each(beginIdempotent),
	sandboxRequests: each((sql, request) => addSandboxRequest(sql, request, keepAll)),
	callContexts: each(putCallContext),
	members: each(createMember),
	signInLinks: each(addSignInLink),
	sessions: each(insertSession),
	auditLog: each(addAuditEntry),
	statistics: async (sql, items) => {
		await addStatistics(sql, items);
		return items.length;
	},
	backlog: async (sql, items) => {
		await addBacklog(sql, items);
		return items.length;
	},
	backlogCounts: (sql, items) =>
		insertRows(sql, 'backlog_counts', { kind: 'text', at: 'bigint', read: 'bigint' }, items),
	alerts: importAlerts,
	alertEvents: importAlertEvents,
	alertOutbox: importOutbox('raised'),
	alertEndings: importOutbox('resolved'),
};

/** Every row that the moved database has, by kind: counted, not believed. */
const tables: Readonly<Record<ContentKind, string>> = {
	settings: 'settings',
	organisations: 'organisations',
	keys: 'keys',
	sources: 'sources',
	sourceHealth: 'source_health',
	subscriptions: 'subscriptions',
	subscriptionHealth: 'subscription_health',
	handovers: 'handovers',
	messages: 'messages',
	deduplication: 'deduplication',
	deliveries: '(SELECT id FROM deliveries UNION ALL SELECT id FROM ended_deliveries)',
	attempts: 'attempts',
	receipts: 'receipts',
	filterValues: 'filter_values',
	samples: 'samples',
	idempotency: 'idempotency',
	sandboxRequests: 'sandbox_requests',
	callContexts: 'call_contexts',
	members: 'members',
	signInLinks: 'sign_in_links',
	sessions: 'sessions',
	auditLog: 'audit_log',
	statistics: 'statistics',
	backlog: 'backlog',
	backlogCounts: 'backlog_counts',
	alerts: 'alerts',
	alertEvents: 'alert_events',
	alertOutbox: 'alert_outbox',
	alertEndings: 'alert_endings',
};

const kinds = Object.keys(tables) as readonly ContentKind[];

const countIn = async (sql: Sql, kind: ContentKind): Promise<number> =>
	(await sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${tables[kind]} AS counted`))?.n ?? 0;

/** What says which partition a row belongs to. */
const idsOf = {
	messages: ({ message }: PlacedMessage): string => message.id,
	deliveries: ({ id }: Delivery): string => id,
	attempts: ({ attempt }: { readonly attempt: { readonly id: string } }): string => attempt.id,
};

const writeKind = async <Kind extends ContentKind>(
	sql: Sql,
	partitions: Partitions,
	kind: Kind,
	contents: Contents,
): Promise<void> => {
	type Item = Contents[Kind] extends Iterable<infer One> ? One : never;
	const write = writers[kind] as (sql: Sql, items: readonly Item[]) => Promise<number>;
	const idOf = (idsOf as Partial<Record<ContentKind, (item: Item) => string>>)[kind];
	for (const batch of batches(contents[kind] as Iterable<Item>)) {
		if (idOf !== undefined) await partitions.ensureFor(batch.map(idOf));
		await write(sql, batch);
	}
};

const moveInto = async (
	database: Database,
	contents: Contents,
	expected: ContentCounts,
): Promise<ContentCounts> => {
	await migrate(database);
	return database.transaction(async (sql) => {
		await sql.run('SET LOCAL statement_timeout = 0');
		const partitions = createPartitions({ transaction: (work) => work(sql) });
		for (const kind of kinds) {
			if ((await countIn(sql, kind)) === 0) continue;
			throw new DatabaseNotEmptyError(
				`The Postgres database already holds ${kind}. Give an empty one: nothing was moved.`,
			);
		}
		for (const kind of kinds) await writeKind(sql, partitions, kind, contents);
		const counts: Partial<Record<ContentKind, number>> = {};
		for (const kind of kinds) {
			const found = await countIn(sql, kind);
			counts[kind] = found;
			if (found === expected[kind]) continue;
			throw new IncompleteMoveError(
				`${found} of ${expected[kind]} ${kind} arrived. Nothing was kept of the move.`,
			);
		}
		// What comes from now on stands behind what was moved.
		await sql.run(
			`UPDATE instance SET last_xid = greatest(last_xid,
				(SELECT coalesce(max(seq), 0) / ${maxPlaces} + 1 FROM messages))`,
		);
		await keepCommitOrder(sql);
		return counts as ContentCounts;
	});
};

/**
 * Moves the contents of another store into an empty Postgres database, in one transaction: all of
 * it or nothing. Counts what arrived before it commits.
 *
 * @throws DatabaseNotEmptyError, IncompleteMoveError.
 */
export const importContents = async (
	url: string,
	contents: Contents,
	expected: ContentCounts,
): Promise<ContentCounts> => {
	const database = openDatabase(url, { connections: 2, name: 'voicehooks move' });
	try {
		return await moveInto(database, contents, expected);
	} finally {
		await database.close();
	}
};
