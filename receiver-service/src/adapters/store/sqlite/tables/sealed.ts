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
import type { Database, Value } from '../database.ts';
import type { Operations } from '../protocol.ts';

/** Where sealed values stand: a member of a JSON document, or a column. */
type Found = readonly [path: string, purpose: SealPurpose, value: Sealed | null];

const inOrganisation = ({ sandboxToken }: Organisation): readonly Found[] => [
	['$.sandboxToken', 'sandbox_token', sandboxToken],
];
const inKey = ({ signingRoot }: ApiKey): readonly Found[] => [
	['$.signingRoot', 'signing_root', signingRoot],
];
const inSource = ({ secrets, tokens, apiToken }: Source): readonly Found[] => [
	...secrets.map(
		({ value }, index): Found => [`$.secrets[${index}].value`, 'source_secret', value],
	),
	...tokens.map(({ value }, index): Found => [`$.tokens[${index}].value`, 'ingest_token', value]),
	['$.apiToken', 'vendor_token', apiToken],
];
const inSubscription = ({ url, headers, secrets }: Subscription): readonly Found[] => [
	['$.url', 'subscription_url', url],
	['$.headers', 'subscription_headers', headers],
	...secrets.map(
		({ value }, index): Found => [`$.secrets[${index}].value`, 'subscription_secret', value],
	),
];

const inAlert = ({ target, secret }: Alert): readonly Found[] => [
	['$.target', 'alert_target', target],
	['$.secret', 'alert_secret', secret],
];

const columns = {
	receipts: ['request', 'receipt_request'],
	idempotency: ['response_body', 'idempotent_response'],
	call_contexts: ['context', 'call_context'],
} as const satisfies Record<string, readonly [string, SealPurpose]>;

/** `[table, key of the row, path in its document or null]`, as JSON: opaque to others. */
type Place = readonly [table: string, key: Value, path: string | null];

export const createSealed = (
	database: Database,
): Pick<Operations, 'listSealed' | 'replaceSealed'> => {
	const inDocuments = <Item>(
		table: string,
		find: (item: Item) => readonly Found[],
	): readonly SealedValue[] =>
		database
			.all<{ id: string; document: string }>(`SELECT id, document FROM ${table} ORDER BY id`)
			.flatMap(({ id, document }) =>
				find(JSON.parse(document)).flatMap(([path, purpose, value]) => {
					const place: Place = [table, id, path];
					return value === null ? [] : [{ place: JSON.stringify(place), purpose, value }];
				}),
			);
	const inColumn = (table: keyof typeof columns): readonly SealedValue[] => {
		const [column, purpose] = columns[table];
		return database
			.all<{ n: number; value: Sealed }>(
				`SELECT n, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY n`,
			)
			.map(({ n, value }) => {
				const place: Place = [table, n, null];
				return { place: JSON.stringify(place), purpose, value };
			});
	};
	const replace = ({ place, value }: SealedValue): void => {
		const [table, key, path]: Place = JSON.parse(place);
		if (path === null) {
			const [column] = columns[table as keyof typeof columns];
			database.run(`UPDATE ${table} SET ${column} = ? WHERE n = ?`, value, key);
			return;
		}
		database.run(
			`UPDATE ${table} SET document = json_set(document, ?, ?) WHERE id = ?`,
			path,
			value,
			key,
		);
	};

	return {
		listSealed: () => [
			...inDocuments('organisations', inOrganisation),
			...inDocuments('keys', inKey),
			...inDocuments('sources', inSource),
			...inDocuments('subscriptions', inSubscription),
			...inDocuments('alerts', inAlert),
			...inColumn('receipts'),
			...inColumn('idempotency'),
			...inColumn('call_contexts'),
		],
		replaceSealed: (values, settings) => {
			for (const value of values) replace(value);
			for (const [name, value] of Object.entries(settings)) {
				database.run(
					'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
					name,
					value,
				);
			}
		},
	};
};
