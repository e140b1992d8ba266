import type { ApiKey, Organisation, Source } from '../../../../domain/types.ts';
import type { Configuration, ListOptions, Page } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { sourcesWithCalls } from './call-contexts.ts';
import { noteChange } from './changes.ts';
import { allSourceHealth, allSubscriptionHealth } from './health.ts';
import { between, condition, list } from './lists.ts';
import { allSubscriptions } from './subscriptions.ts';

type DocumentRow = { readonly document: string };
type Documents = 'organisations' | 'keys' | 'sources';

const parse = <Item>({ document }: DocumentRow): Item => JSON.parse(document);

/** Every document of a table, in the order of their ids. */
const allDocuments = async <Item>(sql: Sql, table: Documents): Promise<readonly Item[]> => {
	const rows = await sql.all<DocumentRow>(`SELECT document FROM ${table} ORDER BY id`);
	return rows.map((row) => parse<Item>(row));
};

/** One document, or null when its row is gone. */
export const getDocument = async <Item>(
	sql: Sql,
	table: Documents,
	id: string,
): Promise<Item | null> => {
	const row = await sql.get<DocumentRow>(`SELECT document FROM ${table} WHERE id = $1`, id);
	return row === undefined ? null : parse<Item>(row);
};

const listDocuments = <Item>(
	sql: Sql,
	table: 'keys' | 'sources',
	orgId: string,
	options: ListOptions,
): Promise<Page<Item>> =>
	list<DocumentRow, Item>(sql, {
		select: `SELECT document FROM ${table}`,
		where: [condition('org_id = ?', orgId), ...between('created_at', options)],
		position: 'id',
		after: options.after,
		options,
		read: parse,
	});

const putOwned = async (
	sql: Sql,
	table: 'keys' | 'sources',
	item: ApiKey | Source,
): Promise<void> => {
	await sql.run(
		`INSERT INTO ${table} AS t (id, org_id, created_at, document) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document WHERE t.org_id = excluded.org_id`,
		item.id,
		item.orgId,
		item.createdAt,
		JSON.stringify(item),
	);
	await noteChange(sql, table === 'keys' ? 'key' : 'source', item.id);
};

export const putOrganisation = async (sql: Sql, organisation: Organisation): Promise<void> => {
	await sql.run(
		'INSERT INTO organisations (id, document) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
		organisation.id,
		JSON.stringify(organisation),
	);
	await noteChange(sql, 'organisation', organisation.id);
};

export const putKey = (sql: Sql, key: ApiKey): Promise<void> => putOwned(sql, 'keys', key);
export const putSource = (sql: Sql, source: Source): Promise<void> =>
	putOwned(sql, 'sources', source);

export const listKeys = (sql: Sql, orgId: string, options: ListOptions): Promise<Page<ApiKey>> =>
	listDocuments<ApiKey>(sql, 'keys', orgId, options);
export const listSources = (sql: Sql, orgId: string, options: ListOptions): Promise<Page<Source>> =>
	listDocuments<Source>(sql, 'sources', orgId, options);

export const deleteSource = async (sql: Sql, orgId: string, id: string): Promise<boolean> => {
	const deleted = await sql.run('DELETE FROM sources WHERE id = $1 AND org_id = $2', id, orgId);
	if (deleted === 0) return false;
	await sql.run('DELETE FROM source_health WHERE source_id = $1', id);
	await sql.run('DELETE FROM filter_values WHERE org_id = $1 AND source_id = $2', orgId, id);
	await noteChange(sql, 'source', id);
	return true;
};

export const loadConfiguration = async (sql: Sql): Promise<Configuration> => ({
	organisations: await allDocuments<Organisation>(sql, 'organisations'),
	keys: await allDocuments<ApiKey>(sql, 'keys'),
	sources: await allDocuments<Source>(sql, 'sources'),
	subscriptions: await allSubscriptions(sql),
	subscriptionHealth: await allSubscriptionHealth(sql),
	sourceHealth: await allSourceHealth(sql),
	sourcesWithCalls: await sourcesWithCalls(sql),
});
