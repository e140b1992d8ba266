import type { Sql } from '../database.ts';

export const getSetting = async (sql: Sql, name: string): Promise<string | null> =>
	(await sql.get<{ value: string }>('SELECT value FROM settings WHERE name = $1', name))?.value ??
	null;

export const putSetting = async (sql: Sql, name: string, value: string): Promise<void> => {
	await sql.run(
		'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
		name,
		value,
	);
};
