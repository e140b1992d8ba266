import type { Delivery } from '../../../receiver-service/src/domain/types.ts';
import { createHanded } from '../../../receiver-service/src/pipeline/handed.ts';
import { createLane } from '../../../receiver-service/src/pipeline/lane.ts';
import { createReads } from '../../../receiver-service/src/pipeline/reads.ts';
import type { DueDelivery } from '../../../receiver-service/src/ports.ts';

const dueOf = (id: string): DueDelivery =>
	({ delivery: { id, targetId: 'target-1' }, message: {} }) as unknown as DueDelivery;

describe('what other replicas hand over', () => {
	/** Reads answer when they are told to. */
	const rig = () => {
		const asked: (readonly [readonly string[], readonly string[]])[] = [];
		const answers: (() => void)[] = [];
		const offered: string[] = [];
		const woken: string[] = [];
		const warned: string[] = [];
		const known = new Set<string>();
		const lane = createLane('target-1');
		const reads = createReads();
		let rows: readonly string[] = [];
		let failing = false;
		const handed = createHanded(
			{
				leases: {
					readHanded: async (targetIds, messageIds, wants) => {
						asked.push([targetIds, messageIds]);
						await new Promise<void>((resolve) => answers.push(resolve));
						if (failing) throw new Error('away');
						return rows.map(dueOf).filter(({ delivery }) => wants(delivery as Delivery));
					},
				},
				log: { info: () => {}, warn: (event) => warned.push(event), error: () => {} },
			},
			{
				laneOf: () => lane,
				entryOf: (id) => (known.has(id) ? ({} as never) : undefined),
				reads,
				offer: (deliveries) => offered.push(...deliveries.map(({ delivery }) => delivery.id)),
				wake: (targetId) => woken.push(targetId),
			},
		);
		const answer = async (...ids: readonly string[]) => {
			rows = ids;
			answers.shift()?.();
			await new Promise((resolve) => setImmediate(resolve));
		};
		const fail = () => {
			failing = true;
		};
		return { asked, offered, woken, warned, known, lane, reads, handed, answer, fail };
	};

	it('is read, and what comes during one read is read together by the next', async () => {
		const { asked, offered, handed, answer } = rig();
		handed(['target-1'], ['msg_1']);
		handed(['target-1'], ['msg_2']);
		handed(['target-2'], ['msg_2', 'msg_3']);
		await answer('dlv_1');
		await answer('dlv_2', 'dlv_3');
		expect(asked).toEqual([
			[['target-1'], ['msg_1']],
			[
				['target-1', 'target-2'],
				['msg_2', 'msg_3'],
			],
		]);
		expect(offered).toEqual(['dlv_1', 'dlv_2', 'dlv_3']);
	});

	it('is not delivered a second time when it is in memory, or was there during the read', async () => {
		const { offered, known, reads, handed, answer } = rig();
		handed(['target-1'], ['msg_1']);
		known.add('dlv_1');
		reads.left('dlv_2');
		await answer('dlv_1', 'dlv_2', 'dlv_3');
		expect(offered).toEqual(['dlv_3']);
	});

	it('waits behind older rows of its target', async () => {
		const { offered, lane, handed, answer } = rig();
		handed(['target-1'], ['msg_1']);
		lane.hasRows = true;
		await answer('dlv_1');
		expect(offered).toEqual([]);
	});

	it('is read with the rows of its target when a subscription changed meanwhile', async () => {
		const { offered, woken, reads, handed, answer } = rig();
		handed(['target-1'], ['msg_1']);
		reads.discard();
		await answer('dlv_1');
		expect(offered).toEqual([]);
		expect(woken).toEqual(['target-1']);
	});

	it('is left to its rows when it cannot be read, and what comes next is read', async () => {
		const { asked, warned, handed, answer, fail } = rig();
		fail();
		handed(['target-1'], ['msg_1']);
		handed(['target-1'], ['msg_2']);
		await answer();
		expect(warned).toEqual(['delivery.handed_over_unread']);
		expect(asked).toHaveLength(2);
		await answer();
	});

	it('is left to its rows when far more comes than is read', async () => {
		const { asked, handed, answer } = rig();
		handed(['target-1'], ['msg_0']);
		const many = Array.from({ length: 4_000 }, (_, nth) => `msg_${nth}`);
		handed(['target-1'], many);
		handed(['target-1'], ['msg_late']);
		await answer();
		await answer();
		expect(asked.map(([, messageIds]) => messageIds.length)).toEqual([1, 4_000]);
	});
});
