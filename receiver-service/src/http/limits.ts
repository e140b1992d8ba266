import { type ProblemCode, Refusal } from '../domain/refusal.ts';
import { createBucketTable } from '../domain/token-bucket.ts';
import type { Context } from '../pipeline/context.ts';
import { addressGroup } from './address.ts';
import { createSignInLimit, failedSignIns, retryAfter } from './authentication.ts';
import { createSharedLimit } from './shared-limit.ts';

/** Requests of one address to routes that are limited by it. */
const byAddress = { perSecond: 1, burst: 60, addresses: 50_000 };
/** Requests about one value, such as the e-mail address that a link is sent to. */
const byValue = { perSecond: 1 / 600, burst: 5, values: 50_000 };

/** What strangers may guess at: wrong ones are counted against their address. */
const guesses: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
	'credentials_invalid',
	'not_signed_in',
	'sign_in_link_invalid',
]);

/** Limits on who is not known yet, over all replicas. Each throws 429 once there was too much. */
export type Limits = {
	readonly address: (address: string) => Promise<void>;
	readonly value: (route: string, value: string) => Promise<void>;
	/** Counts a wrong guess, then throws the refusal that says it was wrong. */
	readonly guess: (fault: unknown, address: string) => Promise<never>;
};

export const createLimits = (context: Pick<Context, 'clock' | 'replication' | 'vault'>): Limits => {
	const { clock, vault } = context;
	const signInLimit = createSignInLimit(context);
	const sharedSignIn = createSharedLimit(context, 'sign-in', failedSignIns);
	const limit = (
		name: string,
		{ perSecond, burst }: Pick<typeof byAddress, 'perSecond' | 'burst'>,
		kept: number,
	) => {
		const table = createBucketTable(perSecond, burst, kept);
		const shared = createSharedLimit(context, name, { perSecond, burst });
		return async (key: string): Promise<void> => {
			const now = clock.now();
			const bucket = table(key, now);
			if (bucket.take(now)) return shared(key);
			throw new Refusal('too_many_requests', {}, { headers: retryAfter(bucket.waitMs(now)) });
		};
	};
	const address = limit('address', byAddress, byAddress.addresses);
	const value = limit('value', byValue, byValue.values);
	return {
		address: (from) => address(addressGroup(from)),
		value: (route, text) => value(vault.index('limited_value', `${route}\n${text}`)),
		guess: async (fault, from) => {
			if (fault instanceof Refusal && guesses.has(fault.code)) {
				signInLimit.failed(from);
				await sharedSignIn(addressGroup(from));
			}
			throw fault;
		},
	};
};
