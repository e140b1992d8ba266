import type { Vendor } from '@voicehooks/core';
import type { Create } from 'zapier-platform-core';
import type { Build } from '../build.ts';
import { replayEvent } from './replay-event.ts';
import { sourceCandidates } from './source-candidates.ts';
import { startCall } from './start-call.ts';

/** What the service can have a vendor do, by the name of the vendor's action in core. */
const vendorActions: Readonly<Record<string, (build: Build, vendor: Vendor) => Create>> = {
	start_call: startCall,
	source_candidates: sourceCandidates,
};

/** The actions of the app's vendors, and those of the service itself. */
export const createsOf = (build: Build): Create[] => [
	...Object.entries(vendorActions).flatMap(([action, make]) => {
		const vendor = build.vendors.find(({ api }) => api?.actions[action] !== undefined);
		return vendor === undefined ? [] : [make(build, vendor)];
	}),
	replayEvent(build),
];
