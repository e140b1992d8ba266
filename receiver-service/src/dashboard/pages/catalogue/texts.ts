import { texts } from '../../text/texts.ts';

export const catalogueTexts = texts({
	title: { en: 'Catalogue', fr: 'Catalogue' },
	intro: {
		en: 'What each vendor sends, field by field, and how to check that it is genuine.',
		fr: 'Ce qu’envoie chaque éditeur, champ par champ, et comment vérifier son authenticité.',
	},
	events: {
		en: (count: number) => (count === 1 ? '1 event' : `${count} events`),
		fr: (count: number) => (count > 1 ? `${count} événements` : `${count} événement`),
	},
	eventsOf: { en: 'Events', fr: 'Événements' },
	fields: {
		en: (count: number) => (count === 1 ? '1 field' : `${count} fields`),
		fr: (count: number) => (count > 1 ? `${count} champs` : `${count} champ`),
	},
	noFields: {
		en: 'The vendor shows no field of this event. What a source of yours receives is kept as it is; its fields are learned on the source’s page.',
		fr: 'L’éditeur ne montre aucun champ de cet événement. Ce que reçoit une de vos sources est gardé tel quel ; ses champs s’apprennent sur la page de la source.',
	},
	field: { en: 'Field', fr: 'Champ' },
	label: { en: 'Meaning', fr: 'Signification' },
	type: { en: 'Type', fr: 'Type' },
	notShown: { en: 'supposed', fr: 'supposé' },
	mayLack: { en: 'may be absent', fr: 'peut être absent' },
	sample: { en: 'Sample of what a hook receives', fr: 'Exemple de ce que reçoit un webhook' },
	sampleOf: {
		en: (type: string) => `Sample of ${type}`,
		fr: (type: string) => `Exemple de ${type}`,
	},
	documented: { en: 'documented', fr: 'documenté' },
	captured: { en: 'captured', fr: 'capturé' },
	inferred: { en: 'inferred', fr: 'déduit' },
	documentedSays: {
		en: 'The vendor prints this payload in its documentation.',
		fr: 'L’éditeur publie ce contenu dans sa documentation.',
	},
	capturedSays: {
		en: 'The sample is a real delivery that a source of yours received.',
		fr: 'L’exemple est un véritable envoi reçu par une de vos sources.',
	},
	inferredSays: {
		en: 'The vendor does not print this payload: fields and sample are supposed from what surrounds it. Check them against a real delivery.',
		fr: 'L’éditeur ne publie pas ce contenu : champs et exemple sont supposés d’après le reste. Vérifiez-les avec un envoi réel.',
	},
	verify: { en: 'Verify signatures', fr: 'Vérifier les signatures' },
	verifyVendor: {
		en: (name: string) =>
			`For code of your own that receives straight from ${name}. Through voicehooks you need none of it: every event is verified as it arrives.`,
		fr: (name: string) =>
			`Pour votre propre code qui reçoit directement de ${name}. Avec voicehooks, rien de cela n’est nécessaire : chaque événement est vérifié à son arrivée.`,
	},
	verifyHooks: {
		en: 'What voicehooks sends to a hook of yours is signed by Standard Webhooks, whatever the vendor.',
		fr: 'Ce que voicehooks envoie à vos webhooks est signé selon Standard Webhooks, quel que soit l’éditeur.',
	},
	hooksTitle: { en: 'Verify what voicehooks sends', fr: 'Vérifier ce que voicehooks envoie' },
	unsigned: {
		en: (name: string) =>
			`${name} does not sign its webhooks: there is nothing to verify, and the secrecy of the ingest URL is the only protection.`,
		fr: (name: string) =>
			`${name} ne signe pas ses webhooks : il n’y a rien à vérifier, et le secret de l’URL de réception est la seule protection.`,
	},
	always: { en: 'always signed', fr: 'toujours signé' },
	optional: { en: 'signed with a secret', fr: 'signé avec un secret' },
	never: { en: 'not signed', fr: 'non signé' },
	languages: { en: 'Programming language', fr: 'Langage de programmation' },
	snippet: {
		en: (language: string) => `Verification in ${language}`,
		fr: (language: string) => `Vérification en ${language}`,
	},
	guides: { en: 'Build on them', fr: 'Construire avec eux' },
	guidesSay: {
		en: 'How to have these events start something: a guide for each platform, from the connection to what to do when it stops.',
		fr: 'Comment faire démarrer quelque chose par ces événements : un guide pour chaque plateforme, de la connexion à ce qu’il faut faire en cas d’arrêt.',
	},
	homepage: { en: 'Website', fr: 'Site' },
	documentation: { en: 'Its page about webhooks', fr: 'Sa page sur les webhooks' },
	connect: { en: 'Connect it', fr: 'Le connecter' },
	unknown: { en: 'There is no such vendor.', fr: 'Cet éditeur n’existe pas.' },
	back: { en: 'To the catalogue', fr: 'Vers le catalogue' },
});
