import type { Log, Sender } from '../../ports.ts';
import { createSender } from './index.ts';
import type { ThreadData } from './packed.ts';
import { createSenderThread } from './thread.ts';
import type { Resolve } from './vet.ts';

/**
 * The service's sender: attempts go out on a thread of their own; files and checks of URLs, which
 * are few, in this one. A resolver of one's own cannot cross threads, so all stays here with it.
 */
export const openSender = (data: ThreadData, log: Log, resolve?: Resolve): Sender => {
	const here = createSender({
		allowTargets: data.allowTargets,
		ownAddresses: () => data.ownAddresses,
		publicUrl: () => data.publicUrl,
		onBlocked: (where) => log.warn('sender.blocked', where),
		...(resolve === undefined ? {} : { resolve }),
	});
	if (resolve !== undefined) return here;
	const { send, close } = createSenderThread(data, log);
	return {
		...here,
		send,
		close: async () => {
			await Promise.all([here.close(), close()]);
		},
	};
};
