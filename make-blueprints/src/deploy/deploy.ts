import type { Make } from '@makehq/sdk';
import { applyChanges } from './apply.ts';
import { desiredApp } from './desired.ts';
import { type Change, describeChange, planOf } from './plan.ts';
import { readRemote } from './remote.ts';

export type DeployOptions = {
	/** The app's id at Make, or what it is to begin with. */
	readonly appId: string;
	readonly label: string;
	/** False: says what would be done, and only reads. */
	readonly apply: boolean;
	/** True: for everybody who has the app, not for its developer alone. */
	readonly visible: boolean;
	readonly print: (line: string) => void;
};

const isWrite = ({ kind }: Change): boolean => kind !== 'left_over';

/**
 * Brings the app at Make to what the files say, or only tells what that would take. Gives the number
 * of writes. Throws a `MakeError` of the SDK when Make refuses; running again goes on from there.
 */
export const deploy = async (make: Make, options: DeployOptions): Promise<number> => {
	const { appId, label, apply, visible, print } = options;
	const desired = desiredApp(appId, label);
	const remote = await readRemote(make, desired);
	const changes = planOf(desired, remote, visible);
	for (const change of changes) print(`  ${describeChange(change)}`);
	const writes = changes.filter(isWrite).length;
	const app = remote === null ? `${appId} (not at Make yet)` : remote.name;
	if (writes === 0) {
		print(`${app}: nothing to do.`);
	} else if (apply) {
		await applyChanges(make, desired, remote, changes);
		print(`${app}: ${writes} changes made.`);
	} else {
		print(`${app}: ${writes} changes. This was a dry run: add --apply to make them.`);
	}
	return writes;
};
