import type { DeliveryPolicy } from './vendor.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds between attempts, as Standard Webhooks 1.0 proposes. */
export const standardSchedule: readonly number[] = [
	5,
	5 * minute,
	30 * minute,
	2 * hour,
	5 * hour,
	10 * hour,
	14 * hour,
	20 * hour,
	24 * hour,
];

/** The default policy, and what stands in wherever a vendor documents nothing (contract). */
export const standardPolicy: DeliveryPolicy = {
	timeoutSeconds: 30,
	scheduleSeconds: standardSchedule,
	disableAfterFailures: null,
	disableAfterSeconds: 5 * day,
};
