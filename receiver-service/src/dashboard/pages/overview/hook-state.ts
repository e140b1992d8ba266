import type { Subscription } from './queries.ts';

/** An active hook whose attempts fail is in trouble before it is disabled. */
export const hookState = ({
	status,
	consecutive_failures,
}: Pick<Subscription, 'status' | 'consecutive_failures'>) =>
	status === 'active' && consecutive_failures > 0 ? 'failing' : status;
