import { texts } from '../../text/texts.ts';
import type { GuideName } from './guide.ts';

export const guideTexts = texts({
	title: { en: 'Guides', fr: 'Guides' },
	intro: {
		en: 'How to build on your events, step by step, and what to do when something stops.',
		fr: 'Comment bâtir sur vos événements, pas à pas, et que faire quand quelque chose s’arrête.',
	},
	sections: { en: 'On this page', fr: 'Sur cette page' },
	table: {
		en: (columns: string) => `Table: ${columns}`,
		fr: (columns: string) => `Tableau : ${columns}`,
	},
	commands: { en: 'Commands', fr: 'Commandes' },
	buildIn: {
		en: (platform: string) => `Build it in ${platform}`,
		fr: (platform: string) => `Automatiser dans ${platform}`,
	},
	missing: {
		en: 'This installation was built without its guides: the folder “docs” was not there.',
		fr: 'Cette installation a été construite sans ses guides : le dossier « docs » n’y était pas.',
	},
	unknown: { en: 'There is no such guide.', fr: 'Ce guide n’existe pas.' },
	all: { en: 'All guides', fr: 'Tous les guides' },
});

export const guideTitles = texts({
	zapier: { en: 'Zapier', fr: 'Zapier' },
	n8n: { en: 'n8n', fr: 'n8n' },
	make: { en: 'Make', fr: 'Make' },
	dashboard: { en: 'The dashboard', fr: 'Le tableau de bord' },
} satisfies Readonly<Record<GuideName, object>>);

export const guideAbouts = texts({
	zapier: {
		en: 'Every event as a trigger of a Zap; actions and searches; what to do when a Zap stops.',
		fr: 'Chaque événement comme déclencheur d’un Zap ; actions et recherches ; que faire quand un Zap s’arrête.',
	},
	n8n: {
		en: 'A trigger node for each vendor and a node that acts, also as a tool of an AI agent.',
		fr: 'Un nœud déclencheur pour chaque éditeur et un nœud d’action, aussi comme outil d’un agent d’IA.',
	},
	make: {
		en: 'A custom app with instant triggers, and scenarios to import on Make’s own webhooks.',
		fr: 'Une application avec des déclencheurs instantanés, et des scénarios à importer sur les webhooks de Make.',
	},
	dashboard: {
		en: 'Who may do what here, what is where, and how to sign in again.',
		fr: 'Qui peut quoi ici, où se trouve quoi, et comment se reconnecter.',
	},
} satisfies Readonly<Record<GuideName, object>>);
