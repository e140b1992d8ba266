import type { Sql } from '../database.ts';

/** What other replicas must read again: they keep it in memory. */
export const changeKinds = [
	'organisation',
	'key',
	'source',
	'subscription',
	'health',
	'calls',
	'erasure',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Where replicas hear that something is to be read; without a message: they look. */
export const channel = 'voicehooks';

/** Where replicas hear which messages others took in for them. */
export const handingChannel = 'voicehooks_handed';

/** Where replicas tell each other what is kept nowhere. */
export const tellingChannel = 'voicehooks_told';

/** Notes, in the transaction that changes it, that a row of the configuration is another now. */
export const noteChange = async (sql: Sql, kind: ChangeKind, id: string): Promise<void> => {
	await sql.run(
		`WITH noted AS (INSERT INTO changes (kind, id) VALUES ($1, $2)) SELECT pg_notify('${channel}', '')`,
		kind,
		id,
	);
};
