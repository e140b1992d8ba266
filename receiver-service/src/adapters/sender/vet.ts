import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { UnsafeUrlReason } from '../../ports.ts';
import type { AddressGuard, AddressVerdict } from './address-guard.ts';
import type { HookUrl } from './hook-url.ts';

/** Every address of a host name, as text. Rejects when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export type VettedAddress = { readonly address: string; readonly family: 4 | 6 };

export type Vetting =
	| {
			readonly kind: 'vetted';
			readonly addresses: readonly VettedAddress[];
			readonly isPrivate: boolean;
	  }
	| { readonly kind: 'refused'; readonly reason: UnsafeUrlReason };

const systemResolve: Resolve = async (hostname) => {
	const found = await lookup(hostname, { all: true });
	return found.map(({ address }) => address);
};

const refused = (reason: UnsafeUrlReason): Vetting => ({ kind: 'refused', reason });

/**
 * Resolves the host of a URL once and judges every address it has: one unsafe address refuses the
 * host. What is connected to must be taken from the answer, so that a second resolution cannot
 * lead elsewhere (DNS rebinding).
 */
export const createVetting = (guard: AddressGuard, resolve: Resolve = systemResolve) => {
	/** Look-ups under way, so that many connections to one host ask once. */
	const lookups = new Map<string, Promise<readonly string[]>>();

	const addressesOf = ({ host, isLiteral }: Pick<HookUrl, 'host' | 'isLiteral'>) => {
		if (isLiteral) return Promise.resolve([host]);
		const pending = lookups.get(host);
		if (pending !== undefined) return pending;
		const asked = resolve(host).finally(() => lookups.delete(host));
		lookups.set(host, asked);
		return asked;
	};

	return async (
		url: Pick<HookUrl, 'host' | 'isLiteral' | 'isHttps' | 'port'>,
	): Promise<Vetting> => {
		let addresses: readonly string[];
		try {
			addresses = await addressesOf(url);
		} catch {
			addresses = [];
		}
		const verdicts = new Set<AddressVerdict>(
			addresses.map((address) => guard.judge(address, url.port)),
		);
		if (verdicts.has('own')) return refused('url_own_address');
		if (verdicts.has('blocked')) return refused('url_private_address');
		// Only the operator's own ranges may be spoken to in the clear. A name that leads nowhere may
		// be one of theirs again soon.
		const mayBeInClear = addresses.length === 0 ? guard.opensRanges : !verdicts.has('public');
		if (!url.isHttps && !mayBeInClear) return refused('url_not_https');
		if (addresses.length === 0) return refused('url_host_unresolvable');
		return {
			kind: 'vetted',
			addresses: addresses.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 })),
			isPrivate: verdicts.has('allowed'),
		};
	};
};

export type Vet = ReturnType<typeof createVetting>;
