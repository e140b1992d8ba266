import { createLaneMemory } from '../../../receiver-service/src/pipeline/lane-memory.ts';
import type { DueDelivery } from '../../../receiver-service/src/ports.ts';

describe('a target that keeps up', () => {
	let count = 0;
	const due = (bytes = 0): DueDelivery => {
		count += 1;
		return {
			delivery: { id: `dlv_${count}`, targetId: 'target-1' },
			message: { body: new Uint8Array(bytes), raw: new Uint8Array() },
		} as unknown as DueDelivery;
	};

	it('is one that nothing came for yet, or that takes what is offered', () => {
		const memory = createLaneMemory();
		expect(memory.keepsUp('target-1')).toBe(true);
		expect(memory.offer(memory.laneOf('target-1'), due())).toBe(true);
		expect(memory.keepsUp('target-1')).toBe(true);
	});

	it.each([
		{
			what: 'has older rows',
			make: (memory: ReturnType<typeof createLaneMemory>) => {
				memory.laneOf('target-1').hasRows = true;
			},
		},
		{
			what: 'fails again and again',
			make: (memory: ReturnType<typeof createLaneMemory>) => {
				memory.laneOf('target-1').failures = 10;
			},
		},
		{
			what: 'has a thousand waiting',
			make: (memory: ReturnType<typeof createLaneMemory>) => {
				const lane = memory.laneOf('target-1');
				for (let nth = 0; nth < 1_000; nth += 1) memory.offer(lane, due());
			},
		},
		{
			what: 'has 4 MB waiting',
			make: (memory: ReturnType<typeof createLaneMemory>) => {
				memory.offer(memory.laneOf('target-1'), due(4 * 1_024 * 1_024));
			},
		},
	])('is none that $what: what is offered then waits in its row', ({ make }) => {
		const memory = createLaneMemory();
		make(memory);
		expect(memory.keepsUp('target-1')).toBe(false);
		expect(memory.offer(memory.laneOf('target-1'), due())).toBe(false);
		expect(memory.keepsUp('target-2')).toBe(true);
	});
});
