import type { ApiKey, Organisation, Source } from '../../../../domain/types.ts';
import type { ListOptions, Page } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { between, condition, list } from './lists.ts';

type DocumentRow = { readonly document: string };

const parse = <Item>({ document }: DocumentRow): Item => JSON.parse(document);

/** Every document of a table, in the order of their ids. */
export const allDocuments = <Item>(
	database: Database,
	table: 'organisations' | 'keys' | 'sources',
): readonly Item[] =>
	database
		.all<DocumentRow>(`SELECT document FROM ${table} ORDER BY id`)
		.map((row) => parse<Item>(row));

const listDocuments = <Item>(
	database: Database,
	table: 'keys' | 'sources',
	orgId: string,
	options: ListOptions,
): Page<Item> =>
	list<DocumentRow, Item>(database, {
		select: `SELECT document FROM ${table}`,
		where: [condition('org_id = ?', orgId), ...between('created_at', options)],
		position: 'id',
		after: options.after,
		options,
		read: parse,
	});

const putOwned = (database: Database, table: 'keys' | 'sources', item: ApiKey | Source): void => {
	database.run(
		`INSERT INTO ${table} (id, org_id, created_at, document) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document WHERE org_id = excluded.org_id`,
		item.id,
		item.orgId,
		item.createdAt,
		JSON.stringify(item),
	);
};

export const createConfiguration = (
	database: Database,
): Pick<
	Operations,
	'putOrganisation' | 'putKey' | 'listKeys' | 'putSource' | 'deleteSource' | 'listSources'
> => ({
	putOrganisation: (organisation: Organisation) => {
		database.run(
			'INSERT INTO organisations (id, document) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
			organisation.id,
			JSON.stringify(organisation),
		);
	},
	putKey: (key) => putOwned(database, 'keys', key),
	listKeys: (orgId, options) => listDocuments<ApiKey>(database, 'keys', orgId, options),
	putSource: (source) => putOwned(database, 'sources', source),
	deleteSource: (orgId, id) => {
		if (database.run('DELETE FROM sources WHERE id = ? AND org_id = ?', id, orgId) === 0)
			return false;
		database.run('DELETE FROM source_health WHERE source_id = ?', id);
		database.run('DELETE FROM filter_values WHERE org_id = ? AND source_id = ?', orgId, id);
		return true;
	},
	listSources: (orgId, options) => listDocuments<Source>(database, 'sources', orgId, options),
});
