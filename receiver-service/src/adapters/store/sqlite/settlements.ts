import { isUnavailable, type Settlement } from '../../../ports.ts';
import type { GroupCommit } from './group-commit.ts';
import { packSettlements } from './packed.ts';

/** One call carries so many at most: it is one transaction's part, and fails as one. */
const largestGroup = 500;

type Group = { readonly settlements: Settlement[]; readonly written: Promise<unknown> };

export type Settlements = {
	/** Resolves once the result is on disk. */
	readonly settle: (settlement: Settlement) => Promise<void>;
	/** What is submitted from here on must come behind: the next settlement begins a new call. */
	readonly close: () => void;
};

/**
 * Gathers the results of attempts that wait for the same commit into one call. An `accept` may
 * stand between them, for nothing of an event that is not committed has been attempted.
 */
export const createSettlements = ({ submit }: Pick<GroupCommit, 'submit'>): Settlements => {
	let open: Group | null = null;

	const begin = (): Group => {
		const settlements: Settlement[] = [];
		const call = () => {
			if (open === group) open = null;
			return { name: 'settle', args: [packSettlements(settlements)] } as const;
		};
		const group = { settlements, written: submit(call, null, true) };
		return group;
	};

	const alone = (settlement: Settlement) =>
		submit({ name: 'settle', args: [packSettlements([settlement])] }, null, true);

	return {
		settle: (settlement) => {
			const group = open ?? begin();
			open = group.settlements.push(settlement) < largestGroup ? group : null;
			return group.written.catch((fault: unknown) => {
				// One that cannot be written must not keep the others from the disk.
				if (group.settlements.length === 1 || isUnavailable(fault)) throw fault;
				return alone(settlement);
			}) as Promise<void>;
		},
		close: () => {
			open = null;
		},
	};
};
