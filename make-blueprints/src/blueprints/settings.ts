import type { Language, Localized } from '@voicehooks/core';
import { setting } from './expressions.ts';
import type { Variable } from './modules.ts';

/** A value that the user sets in the module "EDIT HERE". */
export type Setting = {
	/** The variable's name: letters without accents, so that formulas need no backticks. */
	readonly name: Localized;
	readonly value: Localized | string;
	/** What to enter: the sentences of the guide. */
	readonly help: Localized;
};

export const editHere: Localized = { en: 'EDIT HERE', fr: 'À MODIFIER' };

/** What `trust` may be. */
export const trusts = { signature: 'signature', apiKey: 'x-make-apikey' } as const;

/** Seconds a signature stays good (contract: 300 s). */
const toleranceSeconds = 300;

export const trust: Setting = {
	name: { en: 'trust', fr: 'confiance' },
	value: trusts.signature,
	help: {
		en: `\`${trusts.signature}\` checks the signature of each event. \`${trusts.apiKey}\` leaves the check to Make: only enter it once the webhook of module 1 demands an API key, or anyone who learns its URL can start the scenario.`,
		fr: `\`${trusts.signature}\` vérifie la signature de chaque événement. \`${trusts.apiKey}\` laisse Make s’en charger : ne le saisissez qu’après avoir exigé une clé API sur le webhook du module 1, sinon quiconque connaît son URL peut lancer le scénario.`,
	},
};

export const signingSecret: Setting = {
	name: { en: 'signing_secret', fr: 'secret_de_signature' },
	value: '',
	help: {
		en: 'The `secret` (`whsec_…`) that creating the subscription answered. While it is empty, no event passes. Leave it empty with `x-make-apikey`.',
		fr: 'Le `secret` (`whsec_…`) reçu à la création de l’abonnement. Tant qu’il est vide, aucun événement ne passe. Laissez-le vide avec `x-make-apikey`.',
	},
};

export const maxAge: Setting = {
	name: { en: 'max_age_seconds', fr: 'age_maximal_secondes' },
	value: String(toleranceSeconds),
	help: {
		en: 'How old a signature may be when the scenario runs, in seconds. Raise it only if the scenario runs on a schedule or its queue fills up: an event that waited longer is refused. It stays in voicehooks, where you can replay it.',
		fr: 'Âge maximal d’une signature, en secondes, au moment où le scénario s’exécute. Ne l’augmentez que si le scénario est planifié ou si sa file d’attente se remplit : un événement qui a attendu plus longtemps est refusé. Il reste dans voicehooks, d’où vous pouvez le rejouer.',
	},
};

/** A setting in one language, and as an expression. */
export const variableOf = ({ name, value }: Setting, language: Language): Variable => ({
	name: name[language],
	value: typeof value === 'string' ? value : value[language],
});

/** How an expression reads a setting. */
export const settingIn = ({ name }: Setting, language: Language): string => setting(name[language]);
