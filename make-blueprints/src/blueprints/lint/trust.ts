import { ageSeconds, expression, signatures } from '../expressions.ts';
import { named, type Rule } from './finding.ts';

/**
 * What comes after the settings starts with the check of the sender: a group that compares the
 * signature also looks at its age and at the secret, whose absence would make it a plain hash.
 */
export const senderChecked: Rule = ({ flow }) => {
	const [, settings, gate] = flow;
	if (settings === undefined || gate === undefined) return ['nothing comes after the settings'];
	const groups = gate.filter?.conditions ?? [];
	if (groups.length === 0) return [`${named(gate)} takes anything`];
	const chooses = new RegExp(`^\\{\\{${settings.id}\\.\\w+\\}\\}$`);
	const signed = groups.filter((group) =>
		group.some(({ a, o }) => a === expression(signatures) && o === 'text:contain'),
	);
	return [
		...(signed.length > 0 ? [] : [`${named(gate)} compares no signature`]),
		...signed.flatMap((group) => [
			...(group.some(({ o }) => o === 'text:pattern')
				? []
				: [`${named(gate)} takes an empty secret`]),
			...(group.some(({ a, o }) => a === expression(ageSeconds) && o === 'number:lessorequal')
				? []
				: [`${named(gate)} takes a signature of any age`]),
		]),
		...groups
			.filter((group) => !group.some(({ a, o }) => chooses.test(a) && o === 'text:equal'))
			.map(() => `${named(gate)} has a way in that the user did not choose`),
	];
};
