import type { Answer, AnswerBody } from './client.ts';
import { type Hook, startHook } from './hooks.ts';
import { startTestService, type TestService } from './service.ts';
import { liftRateLimit } from './tenants.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export type SubscriptionBench = {
	readonly service: TestService;
	readonly hook: Hook;
	readonly clock: VirtualClock;
	/** A hook URL that nobody has used yet. */
	readonly freshUrl: () => string;
	/** Posts a subscription: custom, for every VOCALIS event, unless said otherwise. */
	readonly subscribe: (more?: object) => Promise<Answer>;
	readonly show: (id: string) => Promise<Answer['body']>;
	/** Publishes a VOCALIS `call.ended` with these fields; answers how many deliveries it has. */
	readonly publish: (data?: object) => Promise<number>;
	/** How many deliveries of a subscription have this status. */
	readonly countOf: (subscriptionId: string, status: string) => Promise<number>;
	readonly stop: () => Promise<void>;
};

/** A service on a clock that stands still, and a hook that takes everything. */
export const startSubscriptionBench = async (
	answer?: Parameters<typeof startHook>[0],
): Promise<SubscriptionBench> => {
	const clock = createVirtualClock(Date.now());
	const service = await startTestService({}, { clock });
	await liftRateLimit(service.context);
	const hook = await startHook(answer);
	let count = 0;
	const freshUrl = () => {
		count += 1;
		return `${hook.url}/${count}`;
	};
	return {
		service,
		hook,
		clock,
		freshUrl,
		subscribe: (more = {}) =>
			service.call<AnswerBody>('POST', '/v1/subscriptions', {
				url: freshUrl(),
				platform: 'custom',
				event_types: ['vocalis.*'],
				...more,
			}),
		show: async (id) => (await service.call<AnswerBody>('GET', `/v1/subscriptions/${id}`)).body,
		publish: async (data = {}) => {
			count += 1;
			const body = {
				vendor: 'vocalis',
				event: 'call.ended',
				data: { call_id: `c_${count}`, ...data },
			};
			return (await service.call<AnswerBody>('POST', '/v1/messages', body)).body.deliveries;
		},
		countOf: async (subscriptionId, status) => {
			const path = `/v1/deliveries?subscription_id=${subscriptionId}&status=${status}&limit=100`;
			return (await service.call<AnswerBody>('GET', path)).body.data.length;
		},
		stop: async () => {
			await service.stop();
			await hook.stop();
		},
	};
};
