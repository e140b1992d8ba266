import type { Sender } from '../../ports.ts';
import { createAddressGuard, type ListeningAddress } from './address-guard.ts';
import { createConnectorFactory } from './connector.ts';
import { createDownload } from './download.ts';
import { exchange } from './exchange.ts';
import { refusedUrl } from './failure.ts';
import { type HookUrl, parseHookUrl } from './hook-url.ts';
import { createInspect } from './inspect.ts';
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
	/** Told of every connection that the guard refused. */
	readonly onBlocked: (where: { readonly host: string; readonly port: number }) => void;
};

/** URLs remembered as taken apart; beyond it the memory starts anew. */
const rememberedUrls = 10_000;

/**
 * Sends requests out with undici: warm connections, a guard on every connection's address, total
 * deadlines, no redirects, no decompression.
 */
export const createSender = (options: SenderOptions): Sender => {
	const { publicUrl } = options;
	const vet = createVetting(createAddressGuard(options), options.resolve);
	const tls = options.ca === undefined ? {} : { ca: options.ca };
	const onBlocked = ({ host, port }: HookUrl) => options.onBlocked({ host, port });
	const origins = createOrigins(createConnectorFactory(vet, onBlocked, tls));
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
		send: (request) => {
			const url = parse(request.url);
			return typeof url === 'string'
				? Promise.resolve(refusedUrl(url, 0))
				: exchange(origins.of(url), url.path, request);
		},
		download: createDownload({ origins, publicUrl }),
		inspect: createInspect(vet, publicUrl),
		close: origins.close,
	};
};
