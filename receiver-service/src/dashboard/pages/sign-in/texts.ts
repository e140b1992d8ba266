import { texts } from '../../text/texts.ts';

export const signInTexts = texts({
	title: { en: 'Sign in', fr: 'Se connecter' },
	intro: {
		en: 'There is no password. Enter your e-mail address to receive a link that signs you in once.',
		fr: 'Pas de mot de passe. Saisissez votre adresse e-mail pour recevoir un lien de connexion à usage unique.',
	},
	email: { en: 'E-mail address', fr: 'Adresse e-mail' },
	send: { en: 'Send the link', fr: 'Envoyer le lien' },
	sent: {
		en: 'If this address belongs to a member, a link is on its way. It works once, for a short time.',
		fr: 'Si cette adresse est celle d’un membre, un lien est en route. Il fonctionne une seule fois, pendant un temps limité.',
	},
	linkInvalid: {
		en: 'This link was used before or has expired. Ask for a new one.',
		fr: 'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau.',
	},
	noEmail: {
		en: 'This service sends no e-mail. Whoever runs it gets a link for you with:',
		fr: 'Ce service n’envoie pas d’e-mails. La personne qui l’exploite obtient un lien pour vous avec :',
	},
	firstTime: {
		en: 'First start? The link stands in the terminal where the service was started.',
		fr: 'Premier démarrage ? Le lien est affiché dans le terminal où le service a été lancé.',
	},
	command: { en: 'the command', fr: 'la commande' },
});
