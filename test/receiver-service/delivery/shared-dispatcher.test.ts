import {
	createIdleDispatcher,
	shareDispatcher,
} from '../../../receiver-service/src/pipeline/shared-dispatcher.ts';
import type { DueDelivery } from '../../../receiver-service/src/ports.ts';

const dueAt = (targetId: string): DueDelivery =>
	({
		delivery: { id: `dlv_${targetId}`, messageId: 'msg_1', targetId },
		message: {},
	}) as unknown as DueDelivery;

describe('the dispatcher of a replica', () => {
	const rig = () => {
		const done: unknown[] = [];
		const dispatcher = shareDispatcher(
			{
				...createIdleDispatcher(),
				offer: (deliveries) =>
					done.push([
						'offer',
						...deliveries.map(({ delivery, fence }) => [delivery.targetId, fence]),
					]),
				wake: (targetId) => done.push(['wake', targetId]),
				stop: async () => {
					done.push('stop');
				},
			},
			{
				fenceOf: (targetId) => (targetId.startsWith('own') ? 7 : null),
				wake: (targetIds) => done.push(['tell', ...targetIds]),
				handOver: (deliveries) =>
					done.push([
						'hand over',
						...deliveries.map(({ targetId, messageId }) => [targetId, messageId]),
					]),
				rest: () => done.push('rest'),
			},
		);
		return { dispatcher, done };
	};

	it('keeps what goes to its own targets, with the lease, and hands over what goes to others', () => {
		const { dispatcher, done } = rig();
		dispatcher.offer(['own-1', 'their-1', 'own-2', 'their-2'].map(dueAt));
		expect(done).toEqual([
			['offer', ['own-1', 7], ['own-2', 7]],
			['hand over', ['their-1', 'msg_1'], ['their-2', 'msg_1']],
		]);
	});

	it('wakes its own targets itself', () => {
		const { dispatcher, done } = rig();
		dispatcher.wake('own-1');
		dispatcher.wake('their-1');
		expect(done).toEqual([
			['wake', 'own-1'],
			['tell', 'their-1'],
		]);
	});

	it('takes no more targets before it stops', async () => {
		const { dispatcher, done } = rig();
		await dispatcher.stop(1);
		expect(done).toEqual(['rest', 'stop']);
	});
});
