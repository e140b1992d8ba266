import type { Log, Sender } from '../../ports.ts';
import { createAddressGuard } from './address-guard.ts';
import { createInspect } from './inspect.ts';
import type { ThreadData } from './packed.ts';
import { createSenderThread, type SenderThread } from './thread.ts';
import { createVetting, type Resolve } from './vet.ts';

/**
 * The service's sender: attempts go out on a thread of their own; files and checks of URLs, which
 * are few, in this one. A resolver of one's own cannot cross threads, so all stays here with it.
 */
export const openSender = (
	data: ThreadData,
	log: Log,
	resolve?: Resolve,
): Sender & Pick<SenderThread, 'prepare'> => {
	const options = {
		allowTargets: data.allowTargets,
		ownAddresses: () => data.ownAddresses,
		publicUrl: () => data.publicUrl,
		onBlocked: (where: { readonly host: string; readonly port: number }) =>
			log.warn('sender.blocked', where),
		...(resolve === undefined ? {} : { resolve }),
	};
	let here: Promise<Sender> | null = null;
	/** Loaded with the first file: undici takes 13 MB of each thread that has it. */
	const load = (): Promise<Sender> => {
		here ??= import('./index.ts').then(({ createSender }) => createSender(options));
		return here;
	};
	const thread = resolve === undefined ? createSenderThread(data, log) : null;
	return {
		prepare: () => thread?.prepare(),
		send: thread?.send ?? (async (request) => (await load()).send(request)),
		download: async (request) => (await load()).download(request),
		inspect: createInspect(createVetting(createAddressGuard(options), resolve), options.publicUrl),
		close: async () => {
			await Promise.all([here?.then((sender) => sender.close()), thread?.close()]);
		},
	};
};
