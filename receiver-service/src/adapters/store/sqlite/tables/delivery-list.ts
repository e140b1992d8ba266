import type { DeliveryStatus } from '../../../../domain/types.ts';
import type { DeliveryQuery, ListedDelivery, ListOptions, Page } from '../../../../ports.ts';
import { earliestId } from '../../earliest-id.ts';
import { mergePages } from '../../merge-pages.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { type DeliveryRow, deliveryColumns, deliveryOf } from './delivery-rows.ts';
import { between, type Condition, condition, list, named, typesOf } from './lists.ts';
import type { Names } from './names.ts';

type ListedRow = DeliveryRow & { readonly type: number; readonly last_attempt_at: number | null };

/**
 * Finds the ids of a page first, in indexes that hold what is asked: the rows of messages are long,
 * and only those of the page are read.
 */
const pageOf = (index: string, where: string, order: string): string => `
	SELECT ${deliveryColumns}, m.type, CASE WHEN d.attempt_count = 0 THEN NULL ELSE (SELECT at FROM (
			SELECT a.id, a.at FROM attempts a WHERE a.delivery_id = d.id
			UNION ALL SELECT d.attempt_id, d.attempt_at WHERE d.attempt_id IS NOT NULL)
		ORDER BY id DESC LIMIT 1) END AS last_attempt_at
	FROM (SELECT d.org, d.id FROM deliveries d INDEXED BY ${index}
		WHERE ${where} ORDER BY d.id ${order} LIMIT ?) found
	CROSS JOIN deliveries d INDEXED BY sqlite_autoindex_deliveries_1
		ON d.org = found.org AND d.id = found.id
	CROSS JOIN messages m ON m.seq = d.message_seq ORDER BY d.id ${order}`;

/** A type that so few messages have is looked for from its messages. */
const few = 2_000;

/** A way into the table, and what it says of status and subscription. */
type Way = { readonly index: string; readonly where: readonly Condition[] };

/** Hooks of the organisation: whatever is pending is on its way to one of them. */
export const targetsOf = 'SELECT n.n FROM subscriptions s JOIN names n ON n.name = s.target_id';

const pending = (query: DeliveryQuery): Way => ({
	index: 'deliveries_pending',
	where: [
		// A partial index is used only where the SQL itself says the same.
		condition("d.status = 'pending'"),
		query.subscriptionId === null
			? condition(`d.target IN (${targetsOf} WHERE s.org_id = ?)`, query.orgId)
			: condition(`d.target IN (${targetsOf} WHERE s.id = ?)`, query.subscriptionId),
	],
});

/** SQLite keeps no statistics here: the narrowest way in is chosen by what is asked. */
const wayOf = (query: DeliveryQuery, status: DeliveryStatus | null): Way => {
	if (query.messageId !== null) {
		const where = status === null ? [] : [condition('d.status = ?', status)];
		return { index: 'deliveries_by_message', where };
	}
	const bySubscription = query.subscriptionId !== null;
	switch (status) {
		case 'pending':
			return pending(query);
		case 'held':
			return {
				index: bySubscription ? 'deliveries_held' : 'deliveries_held_by_org',
				where: [condition("d.status = 'held'")],
			};
		case 'dead_letter':
			return { index: 'deliveries_dead', where: [condition("d.status = 'dead_letter'")] };
		case 'canceled':
			return { index: 'deliveries_canceled', where: [condition("d.status = 'canceled'")] };
		case 'succeeded':
		case null:
			return {
				index: bySubscription ? 'deliveries_by_subscription' : 'sqlite_autoindex_deliveries_1',
				where: status === null ? [] : [condition("d.status = 'succeeded'")],
			};
	}
};

const ofMessages = (messages: readonly number[], status: DeliveryStatus | null): Way => ({
	index: 'deliveries_by_message',
	where: [
		condition('d.message_seq IN (SELECT value FROM json_each(?))', JSON.stringify(messages)),
		...(status === null ? [] : [condition('d.status = ?', status)]),
	],
});

export const createDeliveryList = (
	database: Database,
	names: Names,
): Pick<Operations, 'listDeliveries'> => {
	/** Places of the messages of these types, where there are few: they lead to their deliveries. */
	const fewMessages = (query: DeliveryQuery): readonly number[] | null => {
		const [type] = typesOf(names, 't.type', query.types);
		if (type === undefined || query.messageId !== null) return null;
		const found = database.all<{ seq: number }>(
			`SELECT t.seq FROM messages t INDEXED BY messages_in_order
			WHERE t.org = ? AND ${type.sql} LIMIT ?`,
			names.find(query.orgId),
			...type.values,
			few + 1,
		);
		return found.length > few ? null : found.map(({ seq }) => seq);
	};

	/** Read in the index that has it, not in the long rows. */
	const ofTypes = (types: readonly string[]): readonly Condition[] => {
		const [type] = typesOf(names, 't.type', types);
		return type === undefined
			? []
			: [
					condition(
						`EXISTS (SELECT 1 FROM messages t INDEXED BY messages_in_order
						WHERE t.org = d.org AND t.seq = d.message_seq AND ${type.sql})`,
						...type.values,
					),
				];
	};

	const conditionsOf = (query: DeliveryQuery, options: ListOptions): readonly Condition[] => [
		named(names, 'd.org', query.orgId),
		...(typeof query.id === 'string' ? [condition('d.id = ?', query.id)] : []),
		...(query.subscriptionId === null
			? []
			: [named(names, 'd.subscription', query.subscriptionId)]),
		...(query.messageId === null
			? []
			: [
					condition(
						'd.message_seq = (SELECT seq FROM messages WHERE org = ? AND id = ?)',
						names.find(query.orgId),
						query.messageId,
					),
				]),
		...(options.since === null ? [] : [condition('d.id >= ?', earliestId('dlv', options.since))]),
		...between('d.created_at', options),
		...ofTypes(query.types),
	];

	const listOne = (
		query: DeliveryQuery,
		status: DeliveryStatus | null,
		options: ListOptions,
		messages: readonly number[] | null,
	): Page<ListedDelivery> => {
		const way = messages === null ? wayOf(query, status) : ofMessages(messages, status);
		return list<ListedRow, ListedDelivery>(database, {
			select: (where, order) => pageOf(way.index, where, order),
			where: [...way.where, ...conditionsOf(query, options)],
			position: 'd.id',
			after: options.after,
			options,
			read: (row) => ({
				...deliveryOf(names, row),
				type: names.text(row.type),
				lastAttemptAt: row.last_attempt_at,
			}),
		});
	};

	return {
		listDeliveries: (query, options) => {
			const statuses = query.statuses.length === 0 ? [null] : [...new Set(query.statuses)];
			const messages = fewMessages(query);
			return mergePages(
				statuses.map((status) => listOne(query, status, options, messages)),
				options,
			);
		},
	};
};
