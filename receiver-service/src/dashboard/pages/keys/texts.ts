import { texts } from '../../text/texts.ts';

export const keyTexts = texts({
	title: { en: 'API keys', fr: 'Clés d’API' },
	intro: {
		en: 'What Zapier, n8n, Make and your own programs sign in with. Only a hash is kept.',
		fr: 'Ce avec quoi Zapier, n8n, Make et vos propres programmes se connectent. Seule une empreinte est conservée.',
	},
	create: { en: 'Make a key', fr: 'Créer une clé' },
	name: { en: 'Name', fr: 'Nom' },
	nameHint: { en: 'Where it is used, such as Zapier.', fr: 'Là où elle sert, par exemple Zapier.' },
	begins: { en: 'Key', fr: 'Clé' },
	scopes: { en: 'May', fr: 'Droits' },
	state: { en: 'State', fr: 'État' },
	created: { en: 'Made', fr: 'Créée' },
	acts: { en: 'Actions', fr: 'Actions' },
	active: { en: 'Active', fr: 'Active' },
	replaced: { en: 'Replaced', fr: 'Remplacée' },
	revoked: { en: 'Revoked', fr: 'Révoquée' },
	empty: { en: 'No keys yet.', fr: 'Aucune clé pour l’instant.' },
	more: { en: (name: string) => `More for ${name}`, fr: (name: string) => `Plus pour ${name}` },
	made: { en: (name: string) => `The key ${name}`, fr: (name: string) => `La clé ${name}` },
	theKey: { en: 'the key', fr: 'la clé' },
	rotate: { en: 'Replace', fr: 'Remplacer' },
	rotateOf: {
		en: (name: string) => `Replace ${name}?`,
		fr: (name: string) => `Remplacer ${name} ?`,
	},
	rotateSays: {
		en: 'A new key takes over its webhooks. The old one goes on working, and both sign what is delivered, until you revoke it.',
		fr: 'Une nouvelle clé reprend ses webhooks. L’ancienne continue de fonctionner, et les deux signent les livraisons, jusqu’à ce que vous la révoquiez.',
	},
	moved: {
		en: (count: number) =>
			count === 1 ? 'One webhook moved to it.' : `${count} webhooks moved to it.`,
		fr: (count: number) =>
			count < 2
				? `${count} webhook lui a été transféré.`
				: `${count} webhooks lui ont été transférés.`,
	},
	revoke: { en: 'Revoke', fr: 'Révoquer' },
	revokeOf: { en: (name: string) => `Revoke ${name}?`, fr: (name: string) => `Révoquer ${name} ?` },
	revokeSays: {
		en: 'Whatever uses it is refused at once. This cannot be taken back.',
		fr: 'Tout ce qui l’utilise est aussitôt refusé. C’est irréversible.',
	},
	heir: { en: 'Its webhooks go to', fr: 'Ses webhooks vont à' },
	noHeir: { en: 'Nobody: they are disabled', fr: 'Personne : ils sont désactivés' },
	successor: {
		en: (name: string) => `Its replacement (${name})`,
		fr: (name: string) => `Sa remplaçante (${name})`,
	},
	done: { en: 'Revoked.', fr: 'Clé révoquée.' },
});

export const scopeTexts = texts({
	read: { en: 'Read', fr: 'Lire' },
	subscribe: { en: 'Register webhooks', fr: 'Enregistrer des webhooks' },
	publish: { en: 'Publish events', fr: 'Publier des événements' },
	call: { en: 'Dial and source candidates', fr: 'Lancer des appels et sourcer des candidats' },
	admin: { en: 'Administer', fr: 'Administrer' },
	adminHint: {
		en: 'Keys, secrets, members, erasure.',
		fr: 'Clés, secrets, membres, effacement.',
	},
	readHint: {
		en: 'Events, deliveries, the catalogue.',
		fr: 'Événements, livraisons, catalogue.',
	},
	subscribeHint: {
		en: 'With reading, what Zapier, n8n and Make triggers need.',
		fr: 'Avec la lecture, ce dont les déclencheurs Zapier, n8n et Make ont besoin.',
	},
});
