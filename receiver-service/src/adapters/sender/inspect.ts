import type { Sender } from '../../ports.ts';
import { parseHookUrl } from './hook-url.ts';
import type { Vet } from './vet.ts';

/** Judges a hook URL, and the addresses its host has just now. */
export const createInspect =
	(vet: Vet, publicUrl: () => string): Sender['inspect'] =>
	async (text) => {
		const url = parseHookUrl(text, publicUrl());
		if (typeof url === 'string') return url;
		const vetting = await vet(url);
		if (vetting.kind === 'vetted') return null;
		// Of a name that leads nowhere yet, what is wrong for certain comes first.
		const isInClear = vetting.reason === 'url_host_unresolvable' && !url.isHttps;
		return isInClear ? 'url_not_https' : vetting.reason;
	};
