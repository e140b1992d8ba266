import { texts } from '../../text/texts.ts';

export const connectTexts = texts({
	title: { en: 'Connect a vendor', fr: 'Connecter un éditeur' },
	intro: {
		en: 'Four steps, and its events arrive here: verified, kept, and delivered to every webhook that asks for them.',
		fr: 'Quatre étapes, et ses événements arrivent ici : vérifiés, gardés et livrés à chaque webhook qui les demande.',
	},
	choose: { en: 'Choose the vendor', fr: 'Choisissez l’éditeur' },
	url: { en: 'Take its ingest URL', fr: 'Prenez son URL de réception' },
	secret: { en: 'Paste its secret', fr: 'Collez son secret' },
	clicks: {
		en: (name: string) => `Set it up at ${name}`,
		fr: (name: string) => `Réglez-le chez ${name}`,
	},
	arrive: { en: 'See it arrive', fr: 'Voyez-le arriver' },
	account: { en: 'Which account', fr: 'Quel compte' },
	already: {
		en: (name: string) =>
			`You have connected ${name} already. Go on with a source, or add another account.`,
		fr: (name: string) =>
			`Vous avez déjà connecté ${name}. Continuez avec une source, ou ajoutez un autre compte.`,
	},
	goOn: {
		en: (name: string) => `Go on with ${name}`,
		fr: (name: string) => `Continuer avec ${name}`,
	},
	name: { en: 'Name of the source', fr: 'Nom de la source' },
	nameHint: {
		en: 'To tell it apart from other accounts; you can change it later.',
		fr: 'Pour la distinguer d’autres comptes ; vous pourrez le changer.',
	},
	create: { en: 'Create the source', fr: 'Créer la source' },
	source: { en: 'Source', fr: 'Source' },
	another: { en: 'Use another account', fr: 'Utiliser un autre compte' },
	documentation: { en: 'The vendor’s own page', fr: 'La page de l’éditeur' },
	waiting: {
		en: (name: string) =>
			`Waiting for the first event from ${name}. It appears here by itself the moment it arrives.`,
		fr: (name: string) =>
			`En attente du premier événement de ${name}. Il apparaîtra ici de lui-même dès son arrivée.`,
	},
	orTest: {
		en: 'No call at hand? A test event takes the same way, from the ingest to the sandbox.',
		fr: 'Pas d’appel sous la main ? Un événement de test suit le même chemin, de la réception au bac à sable.',
	},
	arrived: {
		en: (name: string) => `The first event from ${name} has arrived.`,
		fr: (name: string) => `Le premier événement de ${name} est arrivé.`,
	},
	rejected: {
		en: 'Something arrived and was rejected: its signature was missing or wrong. Check the secret.',
		fr: 'Quelque chose est arrivé et a été refusé : sa signature manquait ou était fausse. Vérifiez le secret.',
	},
	receipts: { en: 'See what was rejected', fr: 'Voir ce qui a été refusé' },
	next: { en: 'What next', fr: 'Et ensuite' },
	webhook: { en: 'Add a webhook', fr: 'Ajouter un webhook' },
	details: { en: 'Open the source', fr: 'Ouvrir la source' },
});
