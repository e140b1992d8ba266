import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { Context } from '../../pipeline/context.ts';
import { type PublicRoute, publicRoute } from '../route.ts';

/** A database that takes longer to answer is not ready for traffic. */
const pingTimeoutMs = 2_000;

const tag = 'Operation';
const statusSchema = (status: string) => z.object({ status: z.literal(status) });

const answers = async ({ clock, store }: Context): Promise<boolean> => {
	const late = Promise.withResolvers<boolean>();
	const cancel = clock.after(pingTimeoutMs, () => late.resolve(false));
	const ping = store.ping().then(
		() => true,
		() => false,
	);
	const answered = await Promise.race([ping, late.promise]);
	cancel();
	return answered;
};

const alive = publicRoute({
	method: 'get',
	path: '/healthz',
	tag,
	summary: 'Whether the process is alive',
	responses: { 200: { description: 'It is.', schema: statusSchema('ok') } },
	handle: async () => ({ status: 200, body: { status: 'ok' } }),
});

const ready = publicRoute({
	method: 'get',
	path: '/readyz',
	tag,
	summary: 'Whether it can take traffic: the database answers',
	responses: { 200: { description: 'It can.', schema: statusSchema('ready') } },
	handle: async ({ context }) => {
		if (await answers(context)) return { status: 200, body: { status: 'ready' } };
		throw new Refusal('unavailable', {}, { headers: { 'retry-after': '2' } });
	},
});

export const healthRoutes: readonly PublicRoute[] = [alive, ready];
