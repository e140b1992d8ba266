import { vendorById } from '@voicehooks/core';
import { notFound } from '../domain/not-found.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Source, Subscription } from '../domain/types.ts';
import type { Context } from './context.ts';

/**
 * The organisation's own source, of this vendor where one is named. Throws a `Refusal`: a foreign
 * id is as unknown as one that never was.
 */
export const ownSource = (
	context: Pick<Context, 'directory'>,
	orgId: string,
	id: string,
	vendorId?: string,
): Source => {
	const source = context.directory.source(id);
	if (source?.orgId !== orgId) throw notFound('source');
	if (vendorId !== undefined && source.vendor !== vendorId) {
		throw new Refusal('source_of_other_vendor', {
			vendor: vendorById(vendorId)?.name ?? vendorId,
			actual: vendorById(source.vendor)?.name ?? source.vendor,
		});
	}
	return source;
};

/** The organisation's own subscription. Throws a `Refusal` otherwise. */
export const ownSubscription = (
	context: Pick<Context, 'directory'>,
	orgId: string,
	id: string,
): Subscription => {
	const subscription = context.directory.subscription(id);
	if (subscription?.orgId !== orgId) throw notFound('subscription');
	return subscription;
};
