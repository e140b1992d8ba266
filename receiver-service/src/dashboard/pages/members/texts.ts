import { texts } from '../../text/texts.ts';

export const memberTexts = texts({
	title: { en: 'Members', fr: 'Membres' },
	intro: {
		en: 'Who may open this dashboard, and what they may do in it.',
		fr: 'Qui peut ouvrir ce tableau de bord, et ce que chacun peut y faire.',
	},
	invite: { en: 'Invite a member', fr: 'Inviter un membre' },
	name: { en: 'Name', fr: 'Nom' },
	email: { en: 'E-mail address', fr: 'Adresse e-mail' },
	role: { en: 'Role', fr: 'Rôle' },
	lastSeen: { en: 'Last seen', fr: 'Dernière visite' },
	acts: { en: 'Actions', fr: 'Actions' },
	invited: { en: 'Invited', fr: 'Invité' },
	you: { en: 'you', fr: 'vous' },
	empty: { en: 'Nobody yet.', fr: 'Personne pour l’instant.' },
	edit: { en: 'Edit', fr: 'Modifier' },
	editOf: { en: (name: string) => `Edit ${name}`, fr: (name: string) => `Modifier ${name}` },
	save: { en: 'Save', fr: 'Enregistrer' },
	saved: { en: 'Saved.', fr: 'Enregistré.' },
	link: { en: 'New sign-in link', fr: 'Nouveau lien de connexion' },
	remove: { en: 'Remove', fr: 'Retirer' },
	removeOf: {
		en: (name: string) => `Remove ${name}?`,
		fr: (name: string) => `Retirer ${name} ?`,
	},
	removeSays: {
		en: 'They are signed out everywhere at once. What they set up stays.',
		fr: 'Cette personne est aussitôt déconnectée partout. Ce qu’elle a configuré reste en place.',
	},
	removed: { en: 'Removed.', fr: 'Membre retiré.' },
	more: { en: (name: string) => `More for ${name}`, fr: (name: string) => `Plus pour ${name}` },
	linkTitle: {
		en: (name: string) => `Sign-in link for ${name}`,
		fr: (name: string) => `Lien de connexion pour ${name}`,
	},
	linkOnce: {
		en: 'Pass this link on. It is shown this once, and signs in whoever opens it first.',
		fr: 'Transmettez ce lien. Il n’est affiché qu’une fois et connecte la première personne qui l’ouvre.',
	},
	linkUntil: {
		en: (at: string) => `It works until ${at}.`,
		fr: (at: string) => `Il fonctionne jusqu’au ${at}.`,
	},
	theLink: { en: 'the sign-in link', fr: 'le lien de connexion' },
	sendInvitation: { en: 'Invite', fr: 'Inviter' },
});

export const roleTexts = texts({
	owner: { en: 'Owner', fr: 'Propriétaire' },
	editor: { en: 'Editor', fr: 'Éditeur' },
	viewer: { en: 'Viewer', fr: 'Lecteur' },
	ownerMay: {
		en: 'Everything, members, keys and erasure included.',
		fr: 'Tout, y compris les membres, les clés et l’effacement.',
	},
	editorMay: {
		en: 'Sets up webhooks, sends tests, delivers again.',
		fr: 'Configure les webhooks, envoie des tests, relance des livraisons.',
	},
	viewerMay: { en: 'Sees everything, changes nothing.', fr: 'Voit tout, ne modifie rien.' },
});
