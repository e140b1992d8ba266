import { type Localized, type NormalizedKey, normalizedKeys } from '@voicehooks/core';
import { type Column, type ColumnType, withUnit } from './column.ts';

const labels: Readonly<Record<NormalizedKey, Localized>> = {
	call_id: { en: 'Call ID', fr: 'Identifiant de l’appel' },
	caller_phone_e164: { en: 'Caller Phone (E.164)', fr: 'Téléphone de l’appelant (E.164)' },
	caller_name: { en: 'Caller Name', fr: 'Nom de l’appelant' },
	agent_id: { en: 'Agent ID', fr: 'Identifiant de l’agent' },
	duration_seconds: withUnit({ en: 'Duration', fr: 'Durée' }, 'seconds'),
	started_at: { en: 'Started At', fr: 'Début' },
	ended_at: { en: 'Ended At', fr: 'Fin' },
	summary: { en: 'Summary', fr: 'Résumé' },
	result: { en: 'Result', fr: 'Résultat' },
	email: { en: 'Email', fr: 'E-mail' },
	candidate_id: { en: 'Candidate ID', fr: 'Identifiant du candidat' },
	campaign_id: { en: 'Campaign ID', fr: 'Identifiant de la campagne' },
	score: { en: 'Score', fr: 'Score' },
	appointment_start: { en: 'Appointment Start', fr: 'Début du rendez-vous' },
	appointment_end: { en: 'Appointment End', fr: 'Fin du rendez-vous' },
};

const types: Readonly<Partial<Record<NormalizedKey, ColumnType>>> = {
	duration_seconds: 'number',
	score: 'number',
	started_at: 'datetime',
	ended_at: 'datetime',
	appointment_start: 'datetime',
	appointment_end: 'datetime',
};

/** The canonical fields: the same keys whichever vendor sent the event. */
export const normalizedColumns: readonly (Column & { readonly key: NormalizedKey })[] =
	normalizedKeys.map((key) => ({
		key,
		label: labels[key],
		type: types[key] ?? 'string',
		path: `normalized.${key}`,
		read: (event) => event.normalized[key],
	}));
