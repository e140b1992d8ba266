import type { DeliveryStatus } from '../../../../domain/types.ts';
import type { DeliveryQuery, ListedDelivery, ListOptions, Page } from '../../../../ports.ts';
import { earliestId } from '../../earliest-id.ts';
import { mergePages } from '../../merge-pages.ts';
import type { Sql } from '../database.ts';
import {
	allDeliveries,
	type DeliveryRow,
	deliveryColumns,
	deliveryOf,
	lastAttempts,
} from './delivery-rows.ts';
import { between, type Condition, condition, list, typesOf } from './lists.ts';

type ListedRow = DeliveryRow & { readonly type: string };
type Found = Omit<ListedDelivery, 'lastAttemptAt'>;

/** The page's rows are found first: messages are read for them alone. */
const pageOf = (table: string, types: boolean, where: string, tail: string): string => `
	SELECT ${deliveryColumns}, m.type FROM (SELECT d.* FROM ${table} d
		${types ? 'JOIN messages t ON t.org_id = d.org_id AND t.id = d.message_id' : ''}
		WHERE ${where} ${tail}) d
	JOIN messages m ON m.org_id = d.org_id AND m.id = d.message_id ${tail}`;

/** Where a status stands, in the words of the partial index that has it. */
const wayOf = (status: DeliveryStatus): { readonly table: string; readonly where: Condition } => ({
	table: status === 'pending' || status === 'held' ? 'deliveries' : 'ended_deliveries',
	where: condition(`d.status = '${status}'`),
});

const isEnded = (status: DeliveryStatus | null): boolean =>
	status !== null && wayOf(status).table !== 'deliveries';

const conditionsOf = (query: DeliveryQuery, options: ListOptions): readonly Condition[] => [
	condition('d.org_id = ?', query.orgId),
	...(typeof query.id === 'string' ? [condition('d.id = ?', query.id)] : []),
	...(query.subscriptionId === null
		? []
		: [condition('d.subscription_id = ?', query.subscriptionId)]),
	...(query.messageId === null ? [] : [condition('d.message_id = ?', query.messageId)]),
	...(options.since === null ? [] : [condition('d.id >= ?', earliestId('dlv', options.since))]),
	...between('d.created_at', options),
	...typesOf('t.type', query.types),
];

const listOne = (
	sql: Sql,
	query: DeliveryQuery,
	status: DeliveryStatus | null,
	options: ListOptions,
): Promise<Page<Found>> => {
	const way = status === null ? null : wayOf(status);
	return list<ListedRow, Found>(sql, {
		select: (where, tail) =>
			pageOf(way?.table ?? allDeliveries, query.types.length > 0, where, tail),
		where: [...(way === null ? [] : [way.where]), ...conditionsOf(query, options)],
		position: 'd.id',
		after: options.after,
		options,
		read: (row) => ({ ...deliveryOf(row), type: row.type }),
	});
};

const byWay = (one: DeliveryStatus | null, other: DeliveryStatus | null): number =>
	Number(isEnded(one)) - Number(isEnded(other));

/** Each status has its own way in; what they find is one list. */
export const listDeliveries = async (
	sql: Sql,
	query: DeliveryQuery,
	options: ListOptions,
): Promise<Page<ListedDelivery>> => {
	const statuses = query.statuses.length === 0 ? [null] : [...new Set(query.statuses)];
	const pages: Page<Found>[] = [];
	// Open ones first: one that ends meanwhile is found among those that ended.
	for (const status of statuses.toSorted(byWay)) {
		pages.push(await listOne(sql, query, status, options));
	}
	const { items, hasMore } = mergePages(pages, options);
	const tried = items.filter(({ attemptCount }) => attemptCount > 0).map(({ id }) => id);
	const last = await lastAttempts(sql, query.orgId, tried);
	return {
		items: items.map((item) => ({ ...item, lastAttemptAt: last.get(item.id) ?? null })),
		hasMore,
	};
};
