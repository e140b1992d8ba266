import type { Tone } from '../components/state.tsx';
import type { Delivery } from './query.ts';

export const statusTones: Readonly<Record<Delivery['status'], Exclude<Tone, 'accent'>>> = {
	pending: 'calm',
	held: 'warn',
	succeeded: 'good',
	dead_letter: 'bad',
	canceled: 'calm',
};

/** Whether every delivery of a message has come to an end, one way or another. */
export const isSettled = (deliveries: readonly Pick<Delivery, 'status'>[]): boolean =>
	deliveries.every(({ status }) => status !== 'pending');
