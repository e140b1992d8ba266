import { vendorById } from '@voicehooks/core';
import type { Source, SourceHealth } from './types.ts';

/**
 * How many more of our answers may be failures before the vendor disables its webhook; null where
 * it documents no such limit.
 */
export const failuresUntilDisabled = (
	{ vendor }: Pick<Source, 'vendor'>,
	{ consecutiveFailures }: Pick<SourceHealth, 'consecutiveFailures'>,
): number | null => {
	const limit = vendorById(vendor)?.deliveryPolicy.disableAfterFailures ?? null;
	return limit === null ? null : Math.max(0, limit - consecutiveFailures);
};
