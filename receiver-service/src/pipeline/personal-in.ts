import { asEmail, asPhone } from '@voicehooks/core';

/** RFC 5321: the longest address there is; phone numbers are far shorter. */
const longestValue = 320;
/** Bounds what a hostile document can cost. */
const maxValues = 20_000;
const maxFinds = 500;
const emailInText = /[^\s@"<>()[\],;:\\]{1,64}@[^\s@"<>()[\],;:\\]{1,250}/g;
const phoneInText = /(?:\+|\b)\d[\d .()-]{6,22}\d\b/g;

export type Personal = { readonly phones: readonly string[]; readonly emails: readonly string[] };

const found = (value: string | null): readonly string[] => (value === null ? [] : [value]);

/** Phone numbers (as E.164) and e-mail addresses among the values of a document, at any depth. */
export const personalIn = (document: unknown): Personal => {
	const phones: string[] = [];
	const emails: string[] = [];
	const rest: unknown[] = [document];
	for (let read = 0; rest.length > 0 && read < maxValues; read += 1) {
		const value = rest.pop();
		if (typeof value === 'object' && value !== null) rest.push(...Object.values(value));
		if (typeof value !== 'string' || value.length > longestValue) continue;
		if (value.includes('@')) emails.push(...found(asEmail(value)));
		else if (phones.length < maxFinds) phones.push(...found(asPhone(value)));
	}
	return { phones, emails };
};

/** The same anywhere in a text that may be no document at all: whatever reads like one of them. */
export const personalInText = (text: string): Personal => ({
	emails: (text.match(emailInText) ?? [])
		.slice(0, maxFinds)
		.flatMap((email) => found(asEmail(email))),
	phones: (text.match(phoneInText) ?? [])
		.slice(0, maxFinds)
		.flatMap((phone) => found(asPhone(phone))),
});
