import type { Alert } from '../../../../domain/alert.ts';
import type {
	ApiKey,
	Organisation,
	Sealed,
	SealPurpose,
	Source,
	Subscription,
} from '../../../../domain/types.ts';
import type { SealedValue } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { noteChange } from './changes.ts';
import { putSetting } from './settings.ts';

type Path = readonly (string | number)[];

/** Where sealed values stand: a member of a JSON document, or a column. */
type Found = readonly [path: Path, purpose: SealPurpose, value: Sealed | null];

const inOrganisation = ({ sandboxToken }: Organisation): readonly Found[] => [
	[['sandboxToken'], 'sandbox_token', sandboxToken],
];
const inKey = ({ signingRoot }: ApiKey): readonly Found[] => [
	[['signingRoot'], 'signing_root', signingRoot],
];
const inSource = ({ secrets, tokens, apiToken }: Source): readonly Found[] => [
	...secrets.map(
		({ value }, index): Found => [['secrets', index, 'value'], 'source_secret', value],
	),
	...tokens.map(({ value }, index): Found => [['tokens', index, 'value'], 'ingest_token', value]),
	[['apiToken'], 'vendor_token', apiToken],
];
const inSubscription = ({ url, headers, secrets }: Subscription): readonly Found[] => [
	[['url'], 'subscription_url', url],
	[['headers'], 'subscription_headers', headers],
	...secrets.map(
		({ value }, index): Found => [['secrets', index, 'value'], 'subscription_secret', value],
	),
];

const inAlert = ({ target, secret }: Alert): readonly Found[] => [
	[['target'], 'alert_target', target],
	[['secret'], 'alert_secret', secret],
];

/** What replicas keep in memory of each; null: nothing. */
const kinds = {
	organisations: 'organisation',
	keys: 'key',
	sources: 'source',
	subscriptions: 'subscription',
	alerts: null,
} as const;

const columns = {
	receipts: ['request', 'receipt_request'],
	idempotency: ['response_body', 'idempotent_response'],
	call_contexts: ['context', 'call_context'],
} as const satisfies Record<string, readonly [string, SealPurpose]>;

/** `[table, key of the row, path in its document or null]`, as JSON: opaque to others. */
type Place = readonly [table: string, key: string | number, path: Path | null];

const inDocuments = async <Item>(
	sql: Sql,
	table: keyof typeof kinds,
	find: (item: Item) => readonly Found[],
): Promise<readonly SealedValue[]> => {
	const rows = await sql.all<{ readonly id: string; readonly document: string }>(
		`SELECT id, document FROM ${table} ORDER BY id`,
	);
	return rows.flatMap(({ id, document }) =>
		find(JSON.parse(document)).flatMap(([path, purpose, value]) => {
			const place: Place = [table, id, path];
			return value === null ? [] : [{ place: JSON.stringify(place), purpose, value }];
		}),
	);
};

const inColumn = async (sql: Sql, table: keyof typeof columns): Promise<readonly SealedValue[]> => {
	const [column, purpose] = columns[table];
	const rows = await sql.all<{ readonly n: number; readonly value: Sealed }>(
		`SELECT n, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY n`,
	);
	return rows.map(({ n, value }) => {
		const place: Place = [table, n, null];
		return { place: JSON.stringify(place), purpose, value };
	});
};

export const listSealed = async (sql: Sql): Promise<readonly SealedValue[]> => [
	...(await inDocuments(sql, 'organisations', inOrganisation)),
	...(await inDocuments(sql, 'keys', inKey)),
	...(await inDocuments(sql, 'sources', inSource)),
	...(await inDocuments(sql, 'subscriptions', inSubscription)),
	...(await inDocuments(sql, 'alerts', inAlert)),
	...(await inColumn(sql, 'receipts')),
	...(await inColumn(sql, 'idempotency')),
	...(await inColumn(sql, 'call_contexts')),
];

/** The document with one of its members replaced. */
const withMember = (document: unknown, path: Path, value: Sealed): unknown => {
	const [first, ...rest] = path;
	if (first === undefined) return value;
	if (Array.isArray(document)) {
		return document.map((item, index) => (index === first ? withMember(item, rest, value) : item));
	}
	const members = document as Readonly<Record<string, unknown>>;
	return { ...members, [first]: withMember(members[first], rest, value) };
};

const replace = async (sql: Sql, { place, value }: SealedValue): Promise<void> => {
	const [table, key, path]: Place = JSON.parse(place);
	if (path === null) {
		const [column] = columns[table as keyof typeof columns];
		await sql.run(`UPDATE ${table} SET ${column} = $1 WHERE n = $2`, value, key);
		return;
	}
	const row = await sql.get<{ readonly document: string }>(
		`SELECT document FROM ${table} WHERE id = $1 FOR UPDATE`,
		key,
	);
	if (row === undefined) return;
	const document = JSON.stringify(withMember(JSON.parse(row.document), path, value));
	await sql.run(`UPDATE ${table} SET document = $1 WHERE id = $2`, document, key);
	const kind = kinds[table as keyof typeof kinds];
	if (kind !== null) await noteChange(sql, kind, String(key));
};

export const replaceSealed = async (
	sql: Sql,
	values: readonly SealedValue[],
	settings: Readonly<Record<string, string>>,
): Promise<void> => {
	for (const value of values) await replace(sql, value);
	for (const [name, value] of Object.entries(settings)) await putSetting(sql, name, value);
};
