import type { IdempotencyRecord, Sealed, SubscriptionHealth } from '../../../domain/types.ts';
import type { BacklogEntry, FilterValue } from '../../../ports.ts';
import {
	type AlertEventRow,
	type AlertRow,
	alertColumns,
	alertEventColumns,
	alertEventOf,
	alertOf,
	type OutboxRow,
	outboxColumns,
} from '../alert-rows.ts';
import type { BacklogCountRow } from '../backlog-rows.ts';
import type { ContentCounts, ContentKind, Contents } from '../contents.ts';
import {
	type AuditRow,
	auditColumns,
	auditEntryOf,
	type MemberRow,
	memberColumns,
	memberOf,
	type SessionRow,
	type SignInLinkRow,
	sessionColumns,
	sessionOf,
	signInLinkColumns,
	signInLinkOf,
} from '../people-rows.ts';
import { type Database, openDatabase, type Value } from './database.ts';
import { claimFiles } from './files.ts';
import { backlogColumns } from './tables/backlog.ts';
import { type CallContextRow, callContextColumns, callContextOf } from './tables/call-contexts.ts';
import { allDocuments } from './tables/configuration.ts';
import {
	attemptsOf,
	type DeliveryRow,
	deliveryColumns,
	deliveryOf,
} from './tables/delivery-rows.ts';
import { allSourceHealth, allSubscriptionHealth } from './tables/health.ts';
import { type SampleRow, sampleColumns, sampleOf } from './tables/learned.ts';
import { type MessageRow, messageColumns, messageOf } from './tables/message-rows.ts';
import { createNames, type Names } from './tables/names.ts';
import { createOwed } from './tables/owed.ts';
import { type ReceiptRow, receiptColumns, receiptOf } from './tables/receipts.ts';
import { type SandboxRow, sandboxRequestOf } from './tables/sandbox.ts';
import { type StatisticsRow, statisticsColumns, statisticsOf } from './tables/statistics.ts';
import { allSubscriptions } from './tables/subscription-rows.ts';
import { parseList } from './tables/values.ts';

/** Rows in memory at once: some have two megabytes. */
const pageRows = 100;

/** Every row of a table in the order of its integer key, a page at a time. */
function* rowsOf<Row>(
	database: Database,
	select: string,
	key: string,
	where = '',
): Generator<Row & { readonly page_key: number }> {
	for (let after: Value = Number.MIN_SAFE_INTEGER; ; ) {
		const rows: (Row & { readonly page_key: number })[] = database.all(
			`${select.replace('SELECT', `SELECT ${key} AS page_key,`)} WHERE ${key} > ? ${where} ORDER BY ${key} LIMIT ?`,
			after,
			pageRows,
		);
		yield* rows;
		const last = rows.at(-1);
		if (last === undefined) return;
		after = last.page_key;
	}
}

function* mapped<From, To>(items: Iterable<From>, convert: (item: From) => To): Generator<To> {
	for (const item of items) yield convert(item);
}

/** Every delivery, in the order of its organisation's number and its id. */
function* deliveriesOf(database: Database): Generator<DeliveryRow> {
	let org = Number.MIN_SAFE_INTEGER;
	let id = '';
	for (;;) {
		const rows: DeliveryRow[] = database.all(
			`SELECT ${deliveryColumns} FROM deliveries d CROSS JOIN messages m ON m.seq = d.message_seq
			WHERE (d.org, d.id) > (?, ?) ORDER BY d.org, d.id LIMIT ?`,
			org,
			id,
			pageRows,
		);
		yield* rows;
		const last = rows.at(-1);
		if (last === undefined) return;
		({ org, id } = last);
	}
}

/** Rows of a table in the order of their key, a page at a time. */
function* byKey<Row extends object>(
	database: Database,
	table: string,
	columns: string,
	key: Readonly<Record<string, keyof Row>>,
): Generator<Row> {
	const names = Object.keys(key).join(', ');
	const marks = Object.keys(key).fill('?').join(', ');
	let last: Row | undefined;
	for (;;) {
		const after = Object.values(key).map((name) => last?.[name] as Value);
		const rows: Row[] = database.all(
			`SELECT ${columns} FROM ${table} ${last === undefined ? '' : `WHERE (${names}) > (${marks})`}
			ORDER BY ${names} LIMIT ?`,
			...(last === undefined ? [] : after),
			pageRows,
		);
		yield* rows;
		last = rows.at(-1);
		if (last === undefined) return;
	}
}

type IdempotencyRow = {
	readonly org_id: string;
	readonly key_id: string;
	readonly route: string;
	readonly key: string;
	readonly request_hash: string;
	readonly created_at: number;
	readonly response_status: number | null;
	readonly response_body: Sealed | null;
	readonly subjects: string | null;
};

const idempotencyOf = (row: IdempotencyRow): IdempotencyRecord => ({
	orgId: row.org_id,
	keyId: row.key_id,
	route: row.route,
	key: row.key,
	requestHash: row.request_hash,
	createdAt: row.created_at,
	response:
		row.response_status === null || row.response_body === null
			? null
			: { status: row.response_status, body: row.response_body },
	subjects: parseList(row.subjects),
});

type FilterValueRow = Omit<FilterValue, 'subjects'> & { readonly subjects: string | null };

const contentsOf = (database: Database, names: Names): Contents => ({
	settings: database.all('SELECT name, value FROM settings'),
	organisations: allDocuments(database, 'organisations'),
	keys: allDocuments(database, 'keys'),
	sources: allDocuments(database, 'sources'),
	sourceHealth: allSourceHealth(database),
	subscriptions: allSubscriptions(database),
	subscriptionHealth: mapped(
		allSubscriptionHealth(database),
		({ subscriptionId, ...health }: SubscriptionHealth & { readonly subscriptionId: string }) => ({
			subscriptionId,
			orgId:
				database.get<{ org_id: string }>(
					'SELECT org_id FROM subscription_health WHERE subscription_id = ?',
					subscriptionId,
				)?.org_id ?? '',
			health,
		}),
	),
	handovers: database
		.all<{ subscription: number; orgId: string; urlHash: string; until: number }>(
			'SELECT subscription, org_id AS orgId, url_hash AS urlHash, until FROM handovers',
		)
		.map(({ subscription, ...rest }) => ({ ...rest, subscriptionId: names.text(subscription) })),
	messages: mapped(
		rowsOf<MessageRow>(database, `SELECT ${messageColumns} FROM messages m`, 'm.seq'),
		(row) => ({ seq: row.seq, message: messageOf(names, row) }),
	),
	deduplication: mapped(
		rowsOf<{ key: Uint8Array | string; messageId: string; seenAt: number }>(
			database,
			'SELECT key, message_id AS messageId, seen_at AS seenAt FROM deduplication',
			'n',
		),
		({ key, messageId, seenAt }) => ({
			key: typeof key === 'string' ? Buffer.from(key) : key,
			messageId,
			seenAt,
		}),
	),
	deliveries: mapped(deliveriesOf(database), (row) => deliveryOf(names, row)),
	attempts: (function* () {
		for (const row of deliveriesOf(database)) {
			for (const attempt of attemptsOf(database, names, row)) {
				yield { orgId: names.text(row.org), deliveryId: row.id, attempt };
			}
		}
	})(),
	receipts: mapped(
		rowsOf<ReceiptRow>(database, `SELECT ${receiptColumns} FROM receipts`, 'n'),
		receiptOf,
	),
	filterValues: mapped(
		rowsOf<FilterValueRow>(
			database,
			'SELECT org_id AS orgId, source_id AS sourceId, field, value, last_seen_at AS lastSeenAt, subjects FROM filter_values',
			'n',
		),
		({ page_key: _key, ...row }) => ({ ...row, subjects: parseList(row.subjects) }),
	),
	samples: mapped(
		rowsOf<SampleRow>(database, `SELECT ${sampleColumns} FROM samples`, 'n'),
		sampleOf,
	),
	idempotency: mapped(
		rowsOf<IdempotencyRow>(
			database,
			'SELECT org_id, key_id, route, key, request_hash, created_at, response_status, response_body, subjects FROM idempotency',
			'n',
		),
		idempotencyOf,
	),
	sandboxRequests: mapped(
		rowsOf<SandboxRow>(database, 'SELECT document FROM sandbox_requests', 'n'),
		sandboxRequestOf,
	),
	callContexts: mapped(
		rowsOf<CallContextRow>(database, `SELECT ${callContextColumns} FROM call_contexts`, 'n'),
		callContextOf,
	),
	members: database.all<MemberRow>(`SELECT ${memberColumns} FROM members`).map(memberOf),
	signInLinks: database
		.all<SignInLinkRow>(`SELECT ${signInLinkColumns} FROM sign_in_links`)
		.map(signInLinkOf),
	sessions: database.all<SessionRow>(`SELECT ${sessionColumns} FROM sessions`).map(sessionOf),
	statistics: mapped(
		byKey<StatisticsRow>(database, 'statistics', statisticsColumns, {
			org_id: 'orgId',
			kind: 'kind',
			at: 'at',
			subject: 'subject',
		}),
		statisticsOf,
	),
	backlog: byKey<BacklogEntry>(database, 'backlog', backlogColumns, {
		org_id: 'orgId',
		subject: 'subject',
		kind: 'kind',
		at: 'at',
	}),
	backlogCounts: byKey<BacklogCountRow>(database, 'backlog_counts', 'kind, at, read', {
		kind: 'kind',
		at: 'at',
	}),
	alerts: database.all<AlertRow>(`SELECT ${alertColumns} FROM alerts`).map(alertOf),
	alertEvents: mapped(
		rowsOf<AlertEventRow>(database, `SELECT ${alertEventColumns} FROM alert_events`, 'n'),
		alertEventOf,
	),
	alertOutbox: database.all<OutboxRow>(`SELECT ${outboxColumns} FROM alert_outbox`),
	alertEndings: database.all<OutboxRow>(`SELECT ${outboxColumns} FROM alert_endings`),
	auditLog: mapped(
		rowsOf<AuditRow>(database, `SELECT ${auditColumns} FROM audit_log`, 'n'),
		auditEntryOf,
	),
});

/** The table of each kind. */
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
	deliveries: 'deliveries',
	attempts: `(SELECT 1 FROM attempts
		UNION ALL SELECT 1 FROM deliveries WHERE attempt_id IS NOT NULL)`,
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

/** A service that was killed may have left deliveries without rows. */
const writeOwed = (file: string): void => {
	const database = openDatabase({ file, role: 'writer' });
	const owed = createOwed(database, createNames(database));
	database.transaction(owed.recover);
	database.close();
};

export type OpenContents = {
	readonly contents: Contents;
	/** What must have arrived when all of it was read. */
	readonly counts: ContentCounts;
	readonly close: () => void;
};

/**
 * Reads an embedded database that no service uses; its schema must be up to date.
 *
 * @throws StoreLockedError when a service has it.
 */
export const openContents = (path: string): OpenContents => {
	const { file, release } = claimFiles(path);
	writeOwed(file);
	const database = openDatabase({ file, role: 'reader' });
	const count = (table: string): number =>
		database.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
	const counts = Object.fromEntries(
		Object.entries(tables).map(([kind, table]) => [kind, count(table)]),
	) as Record<ContentKind, number>;
	return {
		contents: contentsOf(database, createNames(database)),
		counts,
		close: () => {
			database.close();
			release();
		},
	};
};
