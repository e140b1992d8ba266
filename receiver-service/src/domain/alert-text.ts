import type { Localized } from '@voicehooks/core';
import { attemptErrorText } from './attempt-error.ts';

/** When, as people read it: to the minute, UTC. */
const whenText = (at: number): string =>
	`${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const withError = (text: Localized, error: string | null): Localized => {
	if (error === null) return text;
	const { en, fr } = attemptErrorText(error);
	return { en: `${text.en} Last error: ${en}`, fr: `${text.fr} Dernière erreur : ${fr}` };
};

export const failingText = (
	name: string,
	failures: number,
	since: number,
	error: string | null,
): Localized =>
	withError(
		{
			en: `Deliveries to “${name}” have been failing since ${whenText(since)}: ${failures} attempts in a row.`,
			fr: `Les livraisons vers « ${name} » échouent depuis le ${whenText(since)} : ${failures} tentatives de suite.`,
		},
		error,
	);

const disabledReasons = {
	gone: { en: 'its hook URL answered 410 Gone', fr: 'son URL de hook a répondu 410 Gone' },
	failing: {
		en: 'its hook URL kept failing; it is tried again now and then',
		fr: 'son URL de hook échouait sans cesse ; elle est réessayée de temps à autre',
	},
	key_revoked: { en: 'its API key was revoked', fr: 'sa clé API a été révoquée' },
	account_closed: { en: 'its account was closed', fr: 'son compte a été fermé' },
} as const satisfies Readonly<Record<string, Localized>>;

export const disabledText = (
	name: string,
	reason: keyof typeof disabledReasons | null,
): Localized => {
	const because = reason === null ? null : disabledReasons[reason];
	return {
		en: `“${name}” is disabled${because === null ? '' : `: ${because.en}`}. Its deliveries are held until it is enabled.`,
		fr: `« ${name} » est désactivé${because === null ? '' : ` : ${because.fr}`}. Ses livraisons sont retenues jusqu’à sa réactivation.`,
	};
};

export const silentText = (
	name: string,
	vendor: string,
	since: number,
	hours: number,
): Localized => ({
	en: `“${name}” (${vendor}) has sent nothing since ${whenText(since)}, for more than ${hours} hours. Check its webhook settings at ${vendor}.`,
	fr: `« ${name} » (${vendor}) n’a rien envoyé depuis le ${whenText(since)}, soit plus de ${hours} heures. Vérifiez ses réglages de webhook chez ${vendor}.`,
});

export const rejectingText = (
	name: string,
	vendor: string,
	rejections: number,
	left: number | null,
): Localized => ({
	en: `${rejections} requests in a row to “${name}” (${vendor}) were refused. Check its signing secret.${
		left === null ? '' : ` ${vendor} disables its webhook after ${left} more failures.`
	}`,
	fr: `${rejections} requêtes de suite vers « ${name} » (${vendor}) ont été refusées. Vérifiez son secret de signature.${
		left === null ? '' : ` ${vendor} désactive son webhook après encore ${left} échecs.`
	}`,
});

export const deadLetterText = (name: string, error: string | null): Localized =>
	withError(
		{
			en: `A delivery to “${name}” was given up after its last attempt. Once the hook works again, replay it from the list of deliveries.`,
			fr: `Une livraison vers « ${name} » a été abandonnée après sa dernière tentative. Quand le hook fonctionne de nouveau, rejouez-la depuis la liste des livraisons.`,
		},
		error,
	);

const endTexts = {
	gone: (name) => ({ en: `“${name}” no longer exists.`, fr: `« ${name} » n’existe plus.` }),
	paused: (name) => ({ en: `“${name}” is paused.`, fr: `« ${name} » est en pause.` }),
	working: (name) => ({
		en: `“${name}” takes deliveries again.`,
		fr: `« ${name} » accepte de nouveau les livraisons.`,
	}),
	reset: (name) => ({
		en: `“${name}” was changed or enabled again, and has not failed so often since.`,
		fr: `« ${name} » a été modifié ou réactivé et n’a plus échoué aussi souvent depuis.`,
	}),
	enabled: (name) => ({
		en: `“${name}” is enabled again.`,
		fr: `« ${name} » est de nouveau activé.`,
	}),
	taken: (name) => ({
		en: `“${name}” takes deliveries again. What was given up is not sent by itself: replay it from the list of deliveries.`,
		fr: `« ${name} » accepte de nouveau les livraisons. Ce qui a été abandonné n’est pas renvoyé automatiquement : rejouez-le depuis la liste des livraisons.`,
	}),
	switched_off: (name) => ({
		en: `“${name}” is switched off.`,
		fr: `« ${name} » est désactivée.`,
	}),
	sending: (name) => ({
		en: `“${name}” sends events again.`,
		fr: `« ${name} » envoie de nouveau des événements.`,
	}),
	not_watched: (name) => ({
		en: `The silence alarm of “${name}” was changed or switched off.`,
		fr: `L’alarme de silence de « ${name} » a été modifiée ou désactivée.`,
	}),
	accepted: (name) => ({
		en: `A request to “${name}” was accepted again.`,
		fr: `Une requête vers « ${name} » a de nouveau été acceptée.`,
	}),
} as const satisfies Readonly<Record<string, (name: string) => Localized>>;

/** What put an end to a condition. */
export type AlertEnd = keyof typeof endTexts;

export const endText = (end: AlertEnd, name: string): Localized => endTexts[end](name);

export const testText: Localized = {
	en: 'This is a test alert: nothing is wrong.',
	fr: 'Ceci est une alerte de test : tout va bien.',
};
