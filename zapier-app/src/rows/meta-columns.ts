import type { HookBody, Localized } from '@voicehooks/core';
import type { Column, ColumnType } from './column.ts';

type MetaKey = Extract<
	keyof HookBody,
	| 'id'
	| 'type'
	| 'vendor'
	| 'event'
	| 'source_id'
	| 'occurred_at'
	| 'received_at'
	| 'verified'
	| 'test'
	| 'replay'
>;

const column = (key: MetaKey, type: ColumnType, label: Localized): Column => ({
	key,
	label,
	type,
	path: key,
	read: (event) => event[key],
});

/** The id of the event: the same on every redelivery, in a list and in a search. */
export const idColumn = column('id', 'string', {
	en: 'Event ID',
	fr: 'Identifiant de l’événement',
});

/** What every hook body says about its event. */
export const metaColumns: readonly Column[] = [
	column('type', 'string', { en: 'Event Type', fr: 'Type d’événement' }),
	column('vendor', 'string', { en: 'Vendor', fr: 'Éditeur' }),
	column('event', 'string', { en: 'Event Name', fr: 'Nom de l’événement' }),
	column('source_id', 'string', { en: 'Source ID', fr: 'Identifiant de la source' }),
	column('occurred_at', 'datetime', { en: 'Occurred At', fr: 'Date de l’événement' }),
	column('received_at', 'datetime', { en: 'Received At', fr: 'Date de réception' }),
	column('verified', 'boolean', { en: 'Signature Verified', fr: 'Signature vérifiée' }),
	column('test', 'boolean', { en: 'Test Event', fr: 'Événement de test' }),
	column('replay', 'boolean', { en: 'Replayed', fr: 'Rejoué' }),
];

/** Keys that a vendor's own field of the same name must not take. */
export const metaKeys: ReadonlySet<string> = new Set(
	[idColumn, ...metaColumns].map(({ key }) => key),
);
