import { derivedSecret } from '@voicehooks/core/signature';
import type { Subscription } from '../domain/types.ts';
import type { DueDelivery, Vault } from '../ports.ts';
import type { Directory } from './directory.ts';
import {
	type ActiveSecret,
	type Headers,
	requestOfMessage,
	requestOfVendor,
	withKeys,
} from './request-formats.ts';

export { sentBody } from './request-formats.ts';

const redacted = '[redacted]';
/** Subscriptions whose opened secrets are kept; the one prepared first goes first. */
const maxPrepared = 20_000;

type Prepared = {
	readonly subscription: Subscription;
	readonly url: string;
	readonly secrets: readonly ActiveSecret[];
	/** The user's own, and the same with nothing of their values; null where there are none. */
	readonly custom: { readonly headers: Headers; readonly redacted: Headers } | null;
};

/** An attempt's request, and its headers as they are recorded: custom values are secrets. */
export type PreparedRequest = {
	readonly url: string;
	readonly headers: Headers;
	readonly body: Uint8Array;
	readonly recordedHeaders: Headers;
};

export type OutboundRequests = {
	/** Builds the request of one attempt. Throws when the subscription's secrets cannot be opened. */
	readonly build: (subscription: Subscription, due: DueDelivery, now: number) => PreparedRequest;
	/** Forgets what was opened for a subscription. */
	readonly forget: (subscriptionId: string) => void;
};

/** The text of every secret that signs for a subscription, newest first. */
export const secretTextsOf = (
	context: { readonly vault: Vault; readonly directory: Directory },
	subscription: Subscription,
): readonly Omit<ActiveSecret, 'keys'>[] => {
	const { vault, directory } = context;
	if (subscription.signing === 'secret') {
		return subscription.secrets.map(({ value, expiresAt }) => ({
			text: vault.open('subscription_secret', value),
			expiresAt,
			keyId: null,
		}));
	}
	return [subscription.keyId, ...subscription.formerKeyIds].flatMap((keyId) => {
		const key = directory.key(keyId);
		if (key === undefined) return [];
		const root = Buffer.from(vault.open('signing_root', key.signingRoot), 'base64');
		return [{ text: derivedSecret(root, subscription.id), expiresAt: null, keyId }];
	});
};

const customHeadersOf = (
	{ vault }: { readonly vault: Vault },
	{ headers }: Subscription,
): Prepared['custom'] => {
	if (headers === null) return null;
	const opened = JSON.parse(vault.open('subscription_headers', headers)) as Headers;
	const custom = Object.entries(opened).map(
		([name, value]) => [name.toLowerCase(), value] as const,
	);
	return {
		headers: Object.fromEntries(custom),
		redacted: Object.fromEntries(custom.map(([name]) => [name, redacted])),
	};
};

const prepare = (
	context: { readonly vault: Vault; readonly directory: Directory },
	subscription: Subscription,
): Prepared => {
	return {
		subscription,
		url: context.vault.open('subscription_url', subscription.url),
		secrets: secretTextsOf(context, subscription).map((secret) => withKeys(subscription, secret)),
		custom: customHeadersOf(context, subscription),
	};
};

/** Builds requests; what a subscription needs is opened once and kept until it changes. */
export const createOutboundRequests = (context: {
	readonly vault: Vault;
	readonly directory: Directory;
}): OutboundRequests => {
	const { directory } = context;
	const prepared = new Map<string, Prepared>();

	const preparedFor = (subscription: Subscription): Prepared => {
		const known = prepared.get(subscription.id);
		if (known?.subscription === subscription) return known;
		const fresh = prepare(context, subscription);
		prepared.delete(subscription.id);
		prepared.set(subscription.id, fresh);
		if (prepared.size > maxPrepared) {
			const oldest = prepared.keys().next();
			if (!oldest.done) prepared.delete(oldest.value);
		}
		return fresh;
	};

	const isActive = ({ expiresAt, keyId }: ActiveSecret, now: number): boolean =>
		(expiresAt === null || expiresAt > now) &&
		(keyId === null || directory.key(keyId)?.revokedAt === null);

	return {
		build: (subscription, due, now) => {
			const { url, secrets, custom } = preparedFor(subscription);
			const active = secrets.filter((secret) => isActive(secret, now));
			const timestampSeconds = Math.floor(now / 1_000);
			const build = subscription.format === 'vendor' ? requestOfVendor : requestOfMessage;
			const { headers, body } = build(active, due, timestampSeconds);
			if (custom === null) return { url, body, headers, recordedHeaders: headers };
			return {
				url,
				body,
				headers: { ...custom.headers, ...headers },
				recordedHeaders: { ...custom.redacted, ...headers },
			};
		},
		forget: (subscriptionId) => prepared.delete(subscriptionId),
	};
};
