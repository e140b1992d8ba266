import { texts } from '../../text/texts.ts';

export const mapTexts = texts({
	title: { en: 'Learn its fields', fr: 'Apprendre ses champs' },
	says: {
		en: (name: string) =>
			`${name} documents no field. Choose below what each value of a real delivery is: filters, searches and the common names then work with it. It counts for events from now on.`,
		fr: (name: string) =>
			`${name} ne documente aucun champ. Choisissez ci-dessous ce qu’est chaque valeur d’un envoi réel : filtres, recherches et noms communs fonctionnent alors avec. Cela vaut pour les événements à venir.`,
	},
	event: { en: 'Event', fr: 'Événement' },
	nothing: {
		en: 'No delivery of this event was captured yet. Once the first one arrives, it is shown here.',
		fr: 'Aucun envoi de cet événement n’a encore été capturé. Dès le premier, il s’affiche ici.',
	},
	captured: { en: 'Captured delivery', fr: 'Envoi capturé' },
	path: { en: 'Path', fr: 'Chemin' },
	value: { en: 'Value', fr: 'Valeur' },
	meaning: { en: 'What it is', fr: 'Ce que c’est' },
	meaningOf: { en: (path: string) => `What ${path} is`, fr: (path: string) => `Ce qu’est ${path}` },
	nothingChosen: { en: '–', fr: '–' },
	elsewhere: { en: 'not in this delivery', fr: 'absent de cet envoi' },
	save: { en: 'Save the fields', fr: 'Enregistrer les champs' },
	saved: { en: 'The fields are learned.', fr: 'Les champs sont appris.' },
	empty: {
		en: 'The captured delivery has no values.',
		fr: 'L’envoi capturé ne contient aucune valeur.',
	},
});

/** What a field can be: the canonical names, and those that filters read. */
export const meaningTexts = texts({
	call_id: { en: 'Call ID', fr: 'Identifiant de l’appel' },
	caller_phone_e164: { en: 'Caller’s telephone number', fr: 'Téléphone de l’appelant' },
	caller_name: { en: 'Caller’s name', fr: 'Nom de l’appelant' },
	email: { en: 'E-mail address', fr: 'Adresse e-mail' },
	tracking_number: { en: 'Tracking number', fr: 'Numéro de tracking' },
	user: { en: 'User', fr: 'Utilisateur' },
	agent_id: { en: 'Agent', fr: 'Agent' },
	campaign_id: { en: 'Campaign', fr: 'Campagne' },
	candidate_id: { en: 'Candidate ID', fr: 'Identifiant du candidat' },
	duration_seconds: { en: 'Duration in seconds', fr: 'Durée en secondes' },
	started_at: { en: 'Start', fr: 'Début' },
	ended_at: { en: 'End', fr: 'Fin' },
	result: { en: 'Result', fr: 'Résultat' },
	summary: { en: 'Summary', fr: 'Résumé' },
	score: { en: 'Score', fr: 'Score' },
	urgency: { en: 'Urgency', fr: 'Urgence' },
	failure_reason: { en: 'Reason of failure', fr: 'Raison de l’échec' },
	appointment_start: { en: 'Start of the appointment', fr: 'Début du rendez-vous' },
	appointment_end: { en: 'End of the appointment', fr: 'Fin du rendez-vous' },
});
