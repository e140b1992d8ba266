import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';

export const createSettings = (
	database: Database,
): Pick<Operations, 'getSetting' | 'putSetting' | 'ping'> => ({
	getSetting: (name) =>
		database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name)?.value ??
		null,
	putSetting: (name, value) => {
		database.run(
			'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
			name,
			value,
		);
	},
	ping: () => {
		database.get('SELECT 1');
	},
});
