import type { EventType } from '../event-type.ts';
import type { Vendor } from '../vendor.ts';
import { dexem } from './dexem/index.ts';
import { inboundflow } from './inboundflow/index.ts';
import { vocalis } from './vocalis/index.ts';
import { voicehire } from './voicehire/index.ts';

/** Every vendor there is. A new one is its folder and its name here. */
export const vendors: readonly Vendor[] = [vocalis, inboundflow, voicehire, dexem];

export const vendorIds: readonly string[] = vendors.map((vendor) => vendor.id);

const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]));

export const vendorById = (id: string): Vendor | undefined => byId.get(id);

/** The event type of a vendor by its wire name, e.g. `call.completed`. */
export const eventTypeOf = (vendor: Vendor, name: string): EventType | undefined =>
	vendor.events.find((event) => event.name === name);
