import { texts } from '../../text/texts.ts';

export const sandboxTexts = texts({
	title: { en: 'Sandbox', fr: 'Bac à sable' },
	intro: {
		en: 'A hook of your own to try things out: whatever is posted to it is kept for 24 hours, with a verdict on its signature. Test events always come here.',
		fr: 'Un webhook à vous, pour essayer : tout ce qui lui est envoyé est gardé 24 heures, avec un verdict sur sa signature. Les événements de test arrivent toujours ici.',
	},
	url: { en: 'Its URL', fr: 'Son URL' },
	theUrl: { en: 'the sandbox URL', fr: 'l’URL du bac à sable' },
	urlSays: {
		en: 'Whoever knows it can post to it: give it to tests, not to customers.',
		fr: 'Qui la connaît peut y envoyer : donnez-la à vos tests, pas à vos clients.',
	},
	requests: { en: 'Requests received', fr: 'Requêtes reçues' },
	empty: {
		en: 'Nothing arrived in the last 24 hours. Send a test event from a source, or post to the URL above.',
		fr: 'Rien n’est arrivé ces dernières 24 heures. Envoyez un événement de test depuis une source, ou postez à l’URL ci-dessus.',
	},
	sources: { en: 'To the sources', fr: 'Vers les sources' },
	received: { en: 'Received', fr: 'Reçue' },
	event: { en: 'Event', fr: 'Événement' },
	signature: { en: 'Signature', fr: 'Signature' },
	size: { en: 'Size', fr: 'Taille' },
	acts: { en: 'Actions', fr: 'Actions' },
	show: { en: 'Show', fr: 'Afficher' },
	showOf: { en: (at: string) => `Request of ${at}`, fr: (at: string) => `Requête du ${at}` },
	body: { en: 'Body', fr: 'Corps' },
	headers: { en: 'Headers', fr: 'En-têtes' },
	noBody: { en: 'The body is empty.', fr: 'Le corps est vide.' },
	truncated: {
		en: 'Only the first 256 KB are kept.',
		fr: 'Seuls les 256 premiers ko sont gardés.',
	},
	clear: { en: 'Empty the sandbox', fr: 'Vider le bac à sable' },
	clearAsk: { en: 'Empty the sandbox?', fr: 'Vider le bac à sable ?' },
	clearSays: {
		en: 'Every request it received is forgotten. Its URL stays the same.',
		fr: 'Toutes les requêtes reçues sont oubliées. Son URL reste la même.',
	},
	cleared: { en: 'The sandbox is empty.', fr: 'Le bac à sable est vide.' },
	valid: { en: 'valid', fr: 'valide' },
	invalid: { en: 'not valid', fr: 'non valide' },
	unsigned: { en: 'not signed', fr: 'non signée' },
});

/** What the service's codes mean (pipeline/sandbox-verdict.ts). */
export const verdictTexts = texts({
	verified: {
		en: 'One of your secrets made this signature.',
		fr: 'Un de vos secrets a fait cette signature.',
	},
	stale_timestamp: {
		en: 'One of your secrets made this signature, more than five minutes ago: a careful receiver would refuse it.',
		fr: 'Un de vos secrets a fait cette signature, il y a plus de cinq minutes : un destinataire prudent la refuserait.',
	},
	no_signature: {
		en: 'No header of a signature that we know.',
		fr: 'Aucun en-tête de signature connu.',
	},
	missing: {
		en: 'A header of the signature is missing.',
		fr: 'Un en-tête de la signature manque.',
	},
	malformed: {
		en: 'The signature is not written as it should be.',
		fr: 'La signature n’est pas écrite comme il se doit.',
	},
	timestamp_missing: {
		en: 'The time that belongs to the signature is missing.',
		fr: 'L’heure qui accompagne la signature manque.',
	},
	mismatch: {
		en: 'None of your secrets made this signature, or the body was changed on its way.',
		fr: 'Aucun de vos secrets n’a fait cette signature, ou le corps a été modifié en chemin.',
	},
});
