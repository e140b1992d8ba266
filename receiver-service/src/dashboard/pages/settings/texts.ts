import { texts } from '../../text/texts.ts';

export const settingTexts = texts({
	title: { en: 'Settings', fr: 'Paramètres' },
	intro: {
		en: 'What holds for the whole organisation.',
		fr: 'Ce qui vaut pour toute l’organisation.',
	},
	name: { en: 'Name of the organisation', fr: 'Nom de l’organisation' },
	retention: {
		en: 'Keep payloads and attempts for (days)',
		fr: 'Conserver contenus et tentatives (jours)',
	},
	retentionHint: {
		en: (most: number) =>
			`Between 1 and ${most}. What is older is erased, never while a delivery is open.`,
		fr: (most: number) =>
			`Entre 1 et ${most}. Ce qui est plus ancien est effacé, jamais tant qu’une livraison est en cours.`,
	},
	silence: { en: 'Silence alarm after (hours)', fr: 'Alerte de silence après (heures)' },
	silenceHint: {
		en: 'A source without an event for so long is shown as silent. Empty: never. Each source may differ.',
		fr: 'Une source sans événement pendant cette durée est signalée comme silencieuse. Vide : jamais. Chaque source peut différer.',
	},
	locale: { en: 'Language of alerts', fr: 'Langue des alertes' },
	rate: { en: 'API limit', fr: 'Limite de l’API' },
	perSecond: {
		en: (count: number) => `${count} requests per second`,
		fr: (count: number) => `${count} requêtes par seconde`,
	},
	save: { en: 'Save', fr: 'Enregistrer' },
	saved: { en: 'Saved.', fr: 'Enregistré.' },
	appearance: { en: 'This browser', fr: 'Ce navigateur' },
	appearanceSays: {
		en: 'Language and appearance are chosen for this browser alone.',
		fr: 'La langue et l’apparence sont choisies pour ce navigateur uniquement.',
	},
	days: { en: (count: number) => `${count} days`, fr: (count: number) => `${count} jours` },
	hours: { en: (count: number) => `${count} hours`, fr: (count: number) => `${count} heures` },
	never: { en: 'never', fr: 'jamais' },
	readOnly: {
		en: 'Only owners change these settings.',
		fr: 'Seuls les propriétaires modifient ces paramètres.',
	},
});
