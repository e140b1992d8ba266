import { lookup } from 'node:dns/promises';
import type { Log, Sender } from '../../ports.ts';
import { createAddressGuard, type ListeningAddress } from './address-guard.ts';
import { createConnectorFactory } from './connector.ts';
import { createDownload } from './download.ts';
import { exchange } from './exchange.ts';
import { refusedUrl } from './failure.ts';
import { parseHookUrl } from './hook-url.ts';
import { createOrigins } from './origins.ts';
import { createVetting, type Resolve } from './vet.ts';

export type SenderOptions = {
	/** CIDRs the operator opened (VOICEHOOKS_ALLOW_TARGETS). */
	readonly allowTargets: readonly string[];
	/** Where this service listens: no hook may lead there. */
	readonly ownAddresses: () => readonly ListeningAddress[];
	readonly publicUrl: () => string;
	/** Every address of a host name. Default: the machine's resolver. */
	readonly resolve?: Resolve;
	/** Certificate authorities besides none: replaces the public ones (PEM). */
	readonly ca?: string;
	readonly log: Log;
};

/** URLs remembered as taken apart; beyond it the memory starts anew. */
const rememberedUrls = 10_000;

const systemResolve: Resolve = async (hostname) => {
	const found = await lookup(hostname, { all: true });
	return found.map(({ address }) => address);
};

/**
 * Sends requests out with undici: warm connections, a guard on every connection's address, total
 * deadlines, no redirects, no decompression.
 */
export const createSender = (options: SenderOptions): Sender => {
	const { publicUrl, log } = options;
	const vet = createVetting(createAddressGuard(options), options.resolve ?? systemResolve);
	const tls = options.ca === undefined ? {} : { ca: options.ca };
	const origins = createOrigins(createConnectorFactory(vet, tls));
	const parsed = new Map<string, ReturnType<typeof parseHookUrl>>();
	/** The text decides alone, so each hook URL is taken apart once; its address is vetted each time. */
	const parse = (text: string): ReturnType<typeof parseHookUrl> => {
		const known = parsed.get(text);
		if (known !== undefined) return known;
		const url = parseHookUrl(text, publicUrl());
		if (parsed.size >= rememberedUrls) parsed.clear();
		parsed.set(text, url);
		return url;
	};
	return {
		send: async (request) => {
			const url = parse(request.url);
			if (typeof url === 'string') return refusedUrl(url, 0);
			const result = await exchange(origins.of(url), url.path, request);
			if (result.kind === 'failure' && result.reason === 'blocked_address') {
				log.warn('sender.blocked', { host: url.host, port: url.port });
			}
			return result;
		},
		download: createDownload({ origins, publicUrl }),
		inspect: async (text) => {
			const url = parseHookUrl(text, publicUrl());
			if (typeof url === 'string') return url;
			const vetting = await vet(url);
			return vetting.kind === 'refused' ? vetting.reason : null;
		},
		close: origins.close,
	};
};
