import { asEmail, asPhone } from './values.ts';

/** People a body mentions. */
export type PersonalData = {
	/** E.164. */
	readonly phones: readonly string[];
	/** Lower case. */
	readonly emails: readonly string[];
	readonly names: readonly string[];
};

/** Bounds the work that a hostile body can cause; no real one has so many addresses. */
const phonesTried = 500;
const emailsKept = 500;
const phoneStart = /^(?:tel:|\+|0|\(|33)[\d\s().+\-/]{5,34}$/;

/** Adds every string of a value that as a whole is a phone number or an e-mail address. */
export const collectAddresses = (
	value: unknown,
	phones: Set<string>,
	emails: Set<string>,
): void => {
	const open: unknown[] = [value];
	let tried = 0;
	while (open.length > 0) {
		const item = open.pop();
		if (typeof item === 'object' && item !== null) {
			for (const child of Object.values(item)) open.push(child);
		} else if (typeof item !== 'string' || item.length < 6 || item.length > 320) {
		} else if (item.includes('@')) {
			const email = emails.size < emailsKept ? asEmail(item) : null;
			if (email !== null) emails.add(email);
		} else if (tried < phonesTried && phoneStart.test(item)) {
			tried += 1;
			const phone = asPhone(item);
			if (phone !== null) phones.add(phone);
		}
	}
};
