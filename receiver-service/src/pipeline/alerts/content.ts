import type { Language, Localized } from '@voicehooks/core';
import type { AlertEvent, AlertPhase } from '../../domain/alert.ts';
import { timeText } from '../../domain/time-text.ts';
import type { Mailer } from '../../ports.ts';

const headlines: Readonly<Record<AlertEvent['kind'], Localized>> = {
	subscription_failing: { en: 'A hook keeps failing', fr: 'Un hook échoue sans cesse' },
	subscription_disabled: { en: 'A hook was disabled', fr: 'Un hook a été désactivé' },
	source_silent: { en: 'A source is silent', fr: 'Une source est silencieuse' },
	source_rejecting: { en: 'Requests are refused', fr: 'Des requêtes sont refusées' },
	delivery_dead_letter: { en: 'A delivery was given up', fr: 'Une livraison a été abandonnée' },
};

const resolvedHeadline = ({ en, fr }: Localized): Localized => ({
	en: `Resolved: ${en}`,
	fr: `Résolu : ${fr}`,
});

const several: Readonly<Record<AlertPhase, (count: number) => Localized>> = {
	raised: (count) => ({
		en: `${count} things need your attention`,
		fr: `${count} points demandent votre attention`,
	}),
	resolved: (count) => ({
		en: `${count} things are resolved`,
		fr: `${count} points sont résolus`,
	}),
};

const footer: Localized = {
	en: 'You get this because an alert of your organisation names this address:',
	fr: 'Vous recevez ce message car une alerte de votre organisation indique cette adresse :',
};

/** Where a replica of an older version noted the end, it did not say how. */
const isOver: Localized = { en: 'It is over.', fr: 'C’est terminé.' };

const resolutionOf = ({ resolution }: AlertEvent): Localized => resolution ?? isOver;

const headlineOf = (phase: AlertPhase, events: readonly AlertEvent[]): Localized => {
	const [first] = events;
	if (first === undefined || events.length > 1) return several[phase](events.length);
	const headline = headlines[first.kind];
	return phase === 'raised' ? headline : resolvedHeadline(headline);
};

const whatWas: Readonly<Record<Language, (when: string, text: string) => string>> = {
	en: (when, text) => `Reported ${when}: ${text}`,
	fr: (when, text) => `Signalé le ${when} : ${text}`,
};

const paragraphOf = (phase: AlertPhase, event: AlertEvent, language: Language): string => {
	const text = event.text[language];
	const at = timeText(event.at);
	if (phase === 'raised') return `${text}\n${at}`;
	const end = event.resolvedAt === null ? [] : [timeText(event.resolvedAt)];
	return [resolutionOf(event)[language], ...end, whatWas[language](at, text)].join('\n');
};

/** One mail about several events of a phase. */
export const mailOf = (
	publicUrl: string,
	{
		to,
		language,
		phase,
		events,
	}: {
		readonly to: string;
		readonly language: Language;
		readonly phase: AlertPhase;
		readonly events: readonly AlertEvent[];
	},
): Parameters<Mailer['send']>[0] => {
	const texts = events.map((event) => paragraphOf(phase, event, language));
	return {
		to,
		subject: `[voicehooks] ${headlineOf(phase, events)[language]}`,
		text: `${[...texts, `${footer[language]}\n${publicUrl}/alerts`].join('\n\n')}\n`,
	};
};

/** Another for the end: who drops what came before, by this id, must not drop that. */
export const webhookId = (phase: AlertPhase, { id }: Pick<AlertEvent, 'id'>): string =>
	phase === 'raised' ? id : `${id}-resolved`;

/** `id` is the condition's, the same in both. */
export const webhookBody = (phase: AlertPhase, event: AlertEvent): string => {
	const isRaised = phase === 'raised';
	return JSON.stringify({
		id: event.id,
		type: isRaised ? `alert.${event.kind}` : `alert.${event.kind}.resolved`,
		at: timeText(event.at),
		resolved_at: isRaised || event.resolvedAt === null ? null : timeText(event.resolvedAt),
		organisation_id: event.orgId,
		target: event.target,
		text: isRaised ? event.text : resolutionOf(event),
	});
};
