import type { components, paths } from '../../api/schema.ts';
import type { Tone } from '../../components/state.tsx';

export type Delivery = components['schemas']['Delivery'];
export type DeliveryStatus = Delivery['status'];
export type DeliveryDetail =
	paths['/v1/deliveries/{id}']['get']['responses'][200]['content']['application/json'];
export type Attempt = DeliveryDetail['attempts'][number];

export const deliveriesKey = ['deliveries'] as const;

export const statuses = [
	'pending',
	'held',
	'succeeded',
	'dead_letter',
	'canceled',
] as const satisfies readonly DeliveryStatus[];

export const statusTones: Readonly<Record<DeliveryStatus, Tone>> = {
	pending: 'accent',
	held: 'warn',
	succeeded: 'good',
	dead_letter: 'bad',
	canceled: 'calm',
};

/** Only what has ended can be delivered again: the rest is still on its way. */
export const hasEnded = ({ status }: Pick<Delivery, 'status'>): boolean =>
	status !== 'pending' && status !== 'held';
