import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const adapters = join(__dirname, '../../../receiver-service/src/adapters/store');

/** The migrations of a store after its first, by file. */
const laterOnes = (store: string): readonly (readonly [string, string])[] => {
	const folder = join(adapters, store, 'migrations');
	const files = readdirSync(folder).filter((file) => /^\d{4}-/.test(file));
	return files
		.toSorted()
		.slice(1)
		.map((file) => {
			const [sql, ...more] = Object.values<string>(require(join(folder, file)));
			if (sql === undefined || more.length > 0) throw new Error(`${file} is not one migration.`);
			return [`${store}/${file}`, sql];
		});
};

const statementsOf = (sql: string): readonly string[] =>
	sql
		.replaceAll(/--.*$/gm, '')
		.split(';')
		.map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
		.filter((statement) => statement !== '');

const column = /^ALTER TABLE \w+ ADD COLUMN \w+ (?<type>[^,]+)$/;
const rules = /\b(UNIQUE|PRIMARY|REFERENCES|CHECK|CONSTRAINT|GENERATED)\b/;

/**
 * What would disturb a replica of the version before, which goes on beside this schema: everything
 * but new tables, indexes that forbid nothing, and columns that it need not know of.
 */
const disturbing = (sql: string): readonly string[] => {
	const statements = statementsOf(sql);
	const own = new Set(
		statements.flatMap(
			(statement) => /^CREATE (?:UNLOGGED )?TABLE (\w+) /.exec(statement)?.[1] ?? [],
		),
	);
	const isHarmless = (statement: string): boolean => {
		if (/^CREATE (?:UNLOGGED )?TABLE |^CREATE (?:INDEX|SEQUENCE) /.test(statement)) return true;
		const unique = /^CREATE UNIQUE INDEX \w+ ON (\w+) /.exec(statement)?.[1];
		if (unique !== undefined) return own.has(unique);
		const type = column.exec(statement)?.groups?.type;
		if (type === undefined || rules.test(type)) return false;
		return !type.includes('NOT NULL') || type.includes('DEFAULT');
	};
	return statements.filter((statement) => !isHarmless(statement));
};

it.each([...laterOnes('postgres'), ...laterOnes('sqlite')])(
	'%s only adds: a replica of the version before goes on beside it',
	(_file, sql) => {
		expect(disturbing(sql)).toEqual([]);
	},
);

it.each([
	'ALTER TABLE deliveries DROP COLUMN replay',
	'ALTER TABLE deliveries RENAME COLUMN replay TO again',
	'ALTER TABLE deliveries ALTER COLUMN due_at TYPE numeric',
	'ALTER TABLE deliveries ALTER COLUMN due_at SET NOT NULL',
	'ALTER TABLE deliveries ADD COLUMN note text NOT NULL',
	'ALTER TABLE deliveries ADD COLUMN note text UNIQUE',
	'ALTER TABLE deliveries ADD COLUMN note text, DROP COLUMN replay',
	'ALTER TABLE deliveries ADD CONSTRAINT few CHECK (attempt_count < 9)',
	'CREATE UNIQUE INDEX once ON deliveries (id)',
	'DROP TABLE changes',
	'DROP INDEX deliveries_held',
	"UPDATE deliveries SET status = 'held'",
	'DELETE FROM changes',
])('a migration may not: %s', (statement) => {
	expect(disturbing(`CREATE TABLE notes (id text);\n-- why\n${statement};`)).toEqual([statement]);
});
