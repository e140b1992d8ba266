import { setTimeout } from 'node:timers/promises';
import { type Language, type Localized, type Vendor, vendors } from '@voicehooks/core';

export type VendorId = Vendor['id'];

export type AppOptions = {
	/** A white-label app for this vendor alone; absent: one app for every vendor. */
	readonly vendor?: VendorId;
	/** The language of every text: Zapier wants English in public apps. */
	readonly locale: Language;
};

/** Time, as the app reads it and waits for it. */
export type Clock = {
	/** Unix milliseconds. */
	readonly now: () => number;
	readonly wait: (milliseconds: number) => Promise<unknown>;
};

/** What everything in one app is made for. */
export type Build = {
	readonly locale: Language;
	/** The vendors whose events and actions the app offers. */
	readonly vendors: readonly Vendor[];
	/** The vendor of a white-label app; null in the app for every vendor. */
	readonly only: Vendor | null;
	readonly clock: Clock;
};

/** The machine's own time. */
export const systemClock: Clock = { now: Date.now, wait: setTimeout };

/** Throws a TypeError for a vendor that core does not declare. */
export const buildOf = ({ vendor, locale }: AppOptions, clock: Clock): Build => {
	if (vendor === undefined) return { locale, vendors, only: null, clock };
	const only = vendors.find(({ id }) => id === vendor);
	if (only === undefined) {
		const known = vendors.map(({ id }) => id).join(', ');
		throw new TypeError(`There is no vendor ${vendor}. Choose one of: ${known}.`);
	}
	return { locale, vendors: [only], only, clock };
};

/** French keeps a space before these marks, which must not end a line. */
const typeset = (french: string): string =>
	french.replace(/ (?=[:;?!»])/g, '\u00a0').replaceAll('« ', '«\u00a0');

/** The text in the app's language. */
export const say = ({ locale }: Pick<Build, 'locale'>, text: Localized): string =>
	locale === 'fr' ? typeset(text.fr) : text[locale];
