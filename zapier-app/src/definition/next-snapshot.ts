import { createApp } from '../app.ts';
import { breakingChanges } from './breaking-changes.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

const majorOf = ({ version }: Snapshot): string => version.slice(0, version.indexOf('.'));

/**
 * The snapshot that goes with the app as it is now, to be committed. `before`: the committed one, or
 * null for the first. Throws an Error that lists what would break Zaps, unless the major version of
 * `zapier-app/package.json` went up with it, as Zapier demands.
 */
export const nextSnapshot = (
	before: Snapshot | null,
	after: Snapshot = snapshotOf(createApp({ locale: 'en' })),
): Snapshot => {
	const changes =
		before === null || majorOf(before) !== majorOf(after) ? [] : breakingChanges(before, after);
	if (changes.length === 0) return after;
	const list = changes.map(({ rule, where }) => `${rule} ${where}`).join('\n');
	throw new Error(
		`The Zapier app would break Zaps that exist. Keep the old key beside a new one (hidden, if need be), or raise the major version of zapier-app/package.json.\n${list}`,
	);
};
