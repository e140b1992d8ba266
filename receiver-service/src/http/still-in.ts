import type { Context } from '../pipeline/context.ts';
import { isSessionLive } from '../pipeline/sessions.ts';
import type { Caller } from './route.ts';

/** Whether what a caller came in with is still good: for answers that outlive their request. */
export const isStillIn = async (context: Context, { actor }: Caller): Promise<boolean> => {
	if (actor.kind === 'member') return isSessionLive(context, actor.session.hash);
	return context.directory.key(actor.key.id)?.revokedAt === null;
};
