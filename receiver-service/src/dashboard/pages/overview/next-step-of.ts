import type { Source, Subscription } from './queries.ts';

type Heard = { readonly health: Pick<Source['health'], 'last_event_at'> };
type Delivered = Pick<Subscription, 'last_success_at'>;

/** What a newcomer does next; nothing once events arrive and are delivered. */
export const nextStepOf = (
	sources: readonly Heard[],
	hooks: readonly Delivered[],
): 'connect' | 'hook' | 'test' | null => {
	const heard = sources.some(({ health }) => health.last_event_at !== null);
	const delivered = hooks.some(({ last_success_at }) => last_success_at !== null);
	if (heard && delivered) return null;
	if (hooks.length > 0) return heard ? 'test' : 'connect';
	return heard ? 'hook' : 'connect';
};
