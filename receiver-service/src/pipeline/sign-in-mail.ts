import type { Language } from '@voicehooks/core';
import type { Member } from '../domain/types.ts';
import { isMailError } from '../ports.ts';
import type { Context } from './context.ts';
import { createSignInLink, type NewSignInLink } from './sign-in-links.ts';

const texts = {
	en: {
		subject: (organisation: string) => `Sign in to voicehooks (${organisation})`,
		text: (organisation: string, url: string) =>
			`Open this link to sign in to ${organisation}:\n\n${url}\n\nIt works once, within 24 hours. If you did not ask for it, ignore this message.\n`,
	},
	fr: {
		subject: (organisation: string) => `Connexion à voicehooks (${organisation})`,
		text: (organisation: string, url: string) =>
			`Ouvrez ce lien pour vous connecter à ${organisation} :\n\n${url}\n\nIl ne fonctionne qu’une fois, pendant 24 heures. Si vous ne l’avez pas demandé, ignorez ce message.\n`,
	},
} as const;

type Part = Pick<Context, 'clock' | 'config' | 'directory' | 'log' | 'mailer' | 'random' | 'store'>;

const nameOf = ({ directory }: Pick<Context, 'directory'>, orgId: string): string =>
	directory.organisation(orgId)?.name ?? 'voicehooks';

/** What may be logged: the words of a fault may hold the address. */
const faultName = (fault: unknown): string => {
	if (isMailError(fault)) return fault.reason;
	return fault instanceof Error ? fault.name : 'unknown';
};

/** Mails a link to its member where mail is set up; a failure is the log's to tell. */
export const mailSignInLink = async (
	context: Pick<Part, 'directory' | 'log' | 'mailer'>,
	{ email, orgId }: Pick<Member, 'email' | 'orgId'>,
	{ url }: NewSignInLink,
	language: Language,
): Promise<void> => {
	if (context.mailer === null || email === null) return;
	const { subject, text } = texts[language];
	const organisation = nameOf(context, orgId);
	try {
		await context.mailer.send({
			to: email,
			subject: subject(organisation),
			text: text(organisation, url),
		});
	} catch (fault) {
		context.log.error('mail.failed', { org_id: orgId, fault: faultName(fault) });
	}
};

/** Sends whoever has this e-mail address a link for each organisation they are a member of. */
const sendSignInLinks = async (context: Part, email: string, language: Language): Promise<void> => {
	for (const member of await context.store.membersByEmail(email)) {
		await mailSignInLink(context, member, await createSignInLink(context, member), language);
	}
};

/** Long after the answer has left, and soon enough for who waits for the mail. */
const sendAfterMs = 200;

/**
 * Has links sent to whoever has this e-mail address, later: until the answer has left nobody is
 * looked up, so that it is made in the same way for a member and for a stranger.
 */
export const askForSignInLinks = (context: Part, email: string, language: Language): void => {
	context.clock.after(sendAfterMs, () => {
		sendSignInLinks(context, email, language).catch((fault: unknown) =>
			context.log.error('mail.failed', { fault: faultName(fault) }),
		);
	});
};
