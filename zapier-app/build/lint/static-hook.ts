import type { Part } from './walk.ts';

/** Whether people would have to paste its URL themselves (D016, D017). */
export const isStaticHook = ({ place, step: { operation } }: Part): boolean =>
	place.type === 'read' &&
	operation.type === 'hook' &&
	(operation.performSubscribe === undefined || operation.performUnsubscribe === undefined);
