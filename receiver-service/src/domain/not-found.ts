import type { Localized } from '@voicehooks/core';
import { Refusal } from './refusal.ts';

const nouns = {
	key: { en: 'API key', fr: 'clé API' },
	event_type: { en: 'event type', fr: "type d'événement" },
	source: { en: 'source', fr: 'source' },
	subscription: { en: 'subscription', fr: 'abonnement' },
	message: { en: 'message', fr: 'message' },
	delivery: { en: 'delivery', fr: 'livraison' },
	receipt: { en: 'receipt', fr: 'reçu' },
	alert: { en: 'alert', fr: 'alerte' },
	secret: { en: 'secret', fr: 'secret' },
	member: { en: 'member', fr: 'membre' },
	problem: { en: 'problem', fr: 'problème' },
} as const satisfies Readonly<Record<string, Localized>>;

/** What a foreign or unknown id gets: the same answer for both (contract, "Authentication"). */
export const notFound = (noun: keyof typeof nouns): Refusal =>
	new Refusal('not_found', { what: nouns[noun] });
