import type { Vault } from '../ports.ts';

/**
 * Keyed hashes of the people an item is about: phones as E.164, e-mail addresses in lower case.
 * Bound to the organisation, so that equal people of two organisations do not look equal.
 */
export const subjectsOf = (
	{ vault }: { readonly vault: Vault },
	orgId: string,
	personal: { readonly phones: readonly string[]; readonly emails: readonly string[] },
): readonly string[] => [
	...new Set([
		...personal.phones.map((phone) => vault.index('subject', `${orgId}\nphone\n${phone}`)),
		...personal.emails.map((email) =>
			vault.index('subject', `${orgId}\nemail\n${email.toLowerCase()}`),
		),
	]),
];
