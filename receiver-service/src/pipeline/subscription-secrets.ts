import { isWhsec, newSecret } from '@voicehooks/core';
import type { SigningSecret, Subscription } from '../domain/types.ts';
import type { Context } from './context.ts';

const secretBytes = 32;
/** A replaced secret signs too for this long (contract: "the old signature sent too for 24 h"). */
const overlapMs = 24 * 3_600_000;
/** Beyond it the oldest stop signing: headers have an end. */
const maxSecrets = 4;

type Secrets = Pick<Subscription, 'secrets'>;

/** The text of the current secret; null where the subscription signs with a derived one. */
export const currentSecret = (
	{ vault }: Pick<Context, 'vault'>,
	{ secrets }: Secrets,
): string | null => {
	const [current] = secrets;
	return current === undefined ? null : vault.open('subscription_secret', current.value);
};

const sealed = (
	context: Pick<Context, 'vault' | 'random'>,
	text: string | null,
): SigningSecret => ({
	value: context.vault.seal(
		'subscription_secret',
		text ?? newSecret(context.random.bytes(secretBytes)),
	),
	expiresAt: null,
});

/** The secrets of a new subscription: one's own, or a new one. */
export const firstSecrets = (
	context: Pick<Context, 'vault' | 'random'>,
	signing: Subscription['signing'],
	own: string | null,
): readonly SigningSecret[] => (signing === 'derived' ? [] : [sealed(context, own)]);

/** Puts a new secret first; the one it replaces signs too for 24 hours. */
export const rotatedSecrets = (
	context: Pick<Context, 'vault' | 'random' | 'clock'>,
	{ secrets }: Secrets,
	own: string | null,
): readonly SigningSecret[] => {
	const now = context.clock.now();
	const former = secrets
		.map(({ value, expiresAt }) => ({ value, expiresAt: expiresAt ?? now + overlapMs }))
		.filter(({ expiresAt }) => expiresAt > now);
	return [sealed(context, own), ...former].slice(0, maxSecrets);
};

/** Keeps only secrets that can sign this format: a plain text cannot sign Standard Webhooks. */
const fitting = (
	{ vault }: Pick<Context, 'vault'>,
	{ secrets }: Secrets,
	format: Subscription['format'],
): readonly SigningSecret[] =>
	format === 'vendor'
		? secrets
		: secrets.filter(({ value }) => isWhsec(vault.open('subscription_secret', value)));

/**
 * The secrets of a subscription that is posted again: as they are for whoever made it, rotated for
 * another key or another secret, new where there is none that fits.
 */
export const renewedSecrets = (
	context: Pick<Context, 'vault' | 'random' | 'clock'>,
	before: Subscription,
	asked: {
		readonly signing: Subscription['signing'];
		readonly format: Subscription['format'];
		readonly own: string | null;
		readonly sameMaker: boolean;
	},
): readonly SigningSecret[] => {
	if (asked.signing === 'derived') return [];
	const secrets = fitting(context, before, asked.format);
	const current = currentSecret(context, { secrets });
	const same = asked.own === null || asked.own === current;
	if (current !== null && asked.sameMaker && same && secrets[0]?.expiresAt === null) return secrets;
	return rotatedSecrets(context, { secrets }, asked.own);
};

/** Which keys sign a derived subscription besides its maker: former makers, until they are revoked. */
export const formerKeys = (
	signing: Subscription['signing'],
	makerId: string,
	others: readonly string[],
): readonly string[] =>
	signing === 'derived' ? [...new Set(others)].filter((id) => id !== makerId && id !== '') : [];
