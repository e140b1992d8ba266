import fc from 'fast-check';
import {
	chooseGift,
	type ReplicaLoad,
	type TargetLoad,
} from '../../../receiver-service/src/adapters/store/postgres/sharing.ts';

const targets = (...loads: readonly number[]): readonly TargetLoad[] =>
	loads.map((load, nth) => ({ id: `target-${nth}`, load }));
const sum = (all: readonly { readonly load: number }[]): number =>
	all.reduce((total, { load }) => total + load, 0);

describe('what a busy replica gives away', () => {
	const given = (own: readonly number[], ...others: readonly number[]) => {
		const replicas = others.map((load, nth): ReplicaLoad => ({ id: `replica-${nth}`, load }));
		const gift = chooseGift(
			own.reduce((total, load) => total + load, 0),
			targets(...own),
			replicas,
		);
		return gift === null ? null : [gift.heir.id, gift.targets.map(({ load }) => load)];
	};

	it.each([
		{ what: 'one of three targets', own: [900, 900, 900], others: [0], gift: [900] },
		{
			what: 'half of many small ones',
			own: Array(60).fill(20),
			others: [0],
			gift: Array(30).fill(20),
		},
		{ what: 'the busiest, as long as it helps', own: [60, 600, 700], others: [0], gift: [700] },
		{
			what: 'one that leaves the other busier than itself',
			own: [500, 500],
			others: [200],
			gift: [500],
		},
		{ what: 'at most 64 at once', own: Array(400).fill(10), others: [0], gift: Array(64).fill(10) },
	])('is $what', ({ own, others, gift }) => {
		expect(given(own, ...others)).toEqual(['replica-0', gift]);
	});

	it.each([
		{ what: 'it is alone', own: [800, 800], others: [] },
		{ what: 'the only target would be as busy there', own: [1_900], others: [0] },
		{ what: 'all have as much to do', own: [800, 800], others: [1_600, 1_600] },
		{ what: 'the others have more to do', own: [800, 800], others: [1_800] },
		{ what: 'it would be little of what it has', own: [1_000, 100], others: [900] },
		{ what: 'it has time enough', own: [400, 400], others: [0] },
	])('is nothing where $what', ({ own, others }) => {
		expect(given(own, ...others)).toBeNull();
	});

	it('goes to the one that has least to do', () => {
		expect(given([900, 900], 300, 100, 200)).toEqual(['replica-1', [900]]);
	});

	it('counts what it may not give, too', () => {
		expect(chooseGift(1_000, targets(100), [{ id: 'replica-0', load: 0 }])).toBeNull();
		expect(chooseGift(1_000, targets(200), [{ id: 'replica-0', load: 0 }])).not.toBeNull();
	});

	it('never makes anyone busier than the giver was, and comes to an end', () => {
		const loads = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { maxLength: 40 });
		fc.assert(
			fc.property(fc.array(loads, { minLength: 1, maxLength: 5 }), (all) => {
				const replicas = all.map((own, nth) => ({
					id: `replica-${nth}`,
					targets: own.map((load, place) => ({ id: `${nth}-${place}`, load })),
				}));
				const loadsOf = () => replicas.map(({ id, targets: own }) => ({ id, load: sum(own) }));
				for (let turns = 0; ; turns += 1) {
					expect(turns).toBeLessThan(200);
					let moved = false;
					for (const replica of replicas) {
						const before = sum(replica.targets);
						const others = loadsOf().filter(({ id }) => id !== replica.id);
						const gift = chooseGift(before, replica.targets, others);
						if (gift === null) continue;
						moved = true;
						const heir = replicas.find(({ id }) => id === gift.heir.id);
						replica.targets = replica.targets.filter((one) => !gift.targets.includes(one));
						heir?.targets.push(...gift.targets);
						expect(sum(heir?.targets ?? [])).toBeLessThan(before);
						expect(sum(replica.targets)).toBeLessThan(before);
					}
					if (!moved) return;
				}
			}),
			{ numRuns: 500 },
		);
	});
});
