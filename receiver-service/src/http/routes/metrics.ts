import { hash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../domain/refusal.ts';
import { isLocalCaller } from '../address.ts';
import { type PublicRoute, publicRoute } from '../route.ts';

/** Compares digests, so that neither the length nor the place of a difference shows in time. */
const isToken = (expected: string | null, authorization: string | undefined): boolean => {
	const given = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
	if (expected === null || given === undefined) return false;
	return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'));
};

const metrics = publicRoute({
	method: 'get',
	path: '/metrics',
	tag: 'Operation',
	summary: 'Metrics for Prometheus',
	description: 'From this machine, or with `Authorization: Bearer <METRICS_TOKEN>`.',
	responses: { 200: { description: 'Prometheus text.', contentType: 'text/plain' } },
	handle: async ({ context, address, headers }) => {
		const allowed =
			isLocalCaller(address, headers) ||
			isToken(context.config.metricsToken, headers.authorization);
		if (!allowed) throw new Refusal('metrics_forbidden');
		const { contentType, text } = await context.metrics.page();
		return { status: 200, headers: { 'content-type': contentType }, body: text };
	},
});

export const metricsRoutes: readonly PublicRoute[] = [metrics];
