import type { Vendor } from '@voicehooks/core';
import { Refusal } from '../domain/refusal.ts';
import type { Source } from '../domain/types.ts';
import type { Context } from './context.ts';
import { ownSource } from './own.ts';

/**
 * The source an action goes through: the one named, else the only one of the vendor that can act.
 * A sandbox source needs no key, since it plays. Throws a `Refusal` that says what to mend.
 */
export const actingSource = (
	context: Pick<Context, 'directory'>,
	orgId: string,
	vendor: Pick<Vendor, 'id' | 'name'>,
	sourceId: string | null,
): Source => {
	const source =
		sourceId === null
			? onlySource(context, orgId, vendor)
			: ownSource(context, orgId, sourceId, vendor.id);
	if (!source.enabled) throw new Refusal('source_switched_off');
	if (!source.sandbox && source.apiToken === null) {
		throw new Refusal('vendor_token_missing', { vendor: vendor.name });
	}
	return source;
};

const onlySource = (
	context: Pick<Context, 'directory'>,
	orgId: string,
	vendor: Pick<Vendor, 'id' | 'name'>,
): Source => {
	const all = context.directory.sourcesOf(orgId).filter((source) => source.vendor === vendor.id);
	if (all.length === 0) throw new Refusal('source_missing', { vendor: vendor.name });
	const enabled = all.filter((source) => source.enabled);
	const real = enabled.filter((source) => !source.sandbox && source.apiToken !== null);
	// Where a real one exists, nobody who forgot to name it wants a played call instead.
	const usable = real.length > 0 ? real : enabled.filter((source) => source.sandbox);
	const [only] = usable;
	if (usable.length > 1) {
		throw new Refusal('source_required', { count: usable.length, vendor: vendor.name });
	}
	if (only === undefined) {
		if (enabled.length === 0) throw new Refusal('source_switched_off');
		throw new Refusal('vendor_token_missing', { vendor: vendor.name });
	}
	return only;
};
