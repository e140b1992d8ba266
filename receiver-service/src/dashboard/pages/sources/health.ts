import type { Tone } from '../../components/state.tsx';
import type { Source, Vendor } from '../../vendor/query.ts';

type Health = Source['health'];
export type State = Health['status'] | 'off';

/** A source that is switched off rejects whatever its health was. */
export const stateOf = ({ enabled, health }: Pick<Source, 'enabled' | 'health'>): State =>
	enabled ? health.status : 'off';

export const stateTones: Readonly<Record<State, Exclude<Tone, 'accent'>>> = {
	waiting: 'calm',
	ok: 'good',
	rejecting: 'bad',
	silent: 'warn',
	off: 'calm',
};

/** Below this, people should hear of it before the vendor gives up. */
const soon = 5;

/** How many failures are left before the vendor disables its webhook; null while that is far. */
export const failuresLeft = ({
	failures_until_vendor_disables: left,
}: Pick<Health, 'failures_until_vendor_disables'>): number | null =>
	left === null || left > soon ? null : left;

/** Whether what arrives is verified: by a secret, not for want of one, or never by this vendor. */
export const signingOf = (
	{ secrets }: Pick<Source, 'secrets'>,
	vendor: Pick<Vendor, 'secret'> | undefined,
): 'signed' | 'unverified' | 'unsigned' => {
	if (vendor?.secret === 'none') return 'unsigned';
	return secrets.length > 0 ? 'signed' : 'unverified';
};

const privateHost =
	/^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|\[)/;

/** Whether a vendor on the internet could post to this address. */
export const isReachable = (ingestUrl: string): boolean => {
	const url = URL.parse(ingestUrl);
	return url !== null && url.protocol === 'https:' && !privateHost.test(url.hostname);
};
