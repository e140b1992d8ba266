import { valueAt } from '@voicehooks/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import packageJson from '../../package.json' with { type: 'json' };
import { type Build, say } from '../build.ts';
import { ask, unexpectedAnswer } from '../service/request.ts';
import { allOf, filterOf, oneOf } from './filters.ts';
import type { TriggerPlan } from './plan.ts';

/** What Zapier keeps of a subscription and gives back as `bundle.subscribeData`. */
export type SubscribeData = {
	readonly id: string;
	/** Signs every delivery: `perform` checks it. */
	readonly secret: string;
};

/** What the user chose among, else all that the trigger is for. */
export const chosenTypes = (plan: TriggerPlan, inputs: Readonly<Record<string, unknown>>) => {
	const chosen = plan.choices === undefined ? [] : allOf(inputs.events);
	return chosen.length > 0 ? chosen : plan.eventTypes;
};

/** Registers the Zap's hook URL with its event types, source and filter. */
export const performSubscribe =
	(build: Build, plan: TriggerPlan) =>
	async (z: ZObject, bundle: Bundle): Promise<SubscribeData> => {
		const sourceId = oneOf(bundle.inputData.source_id);
		const { data } = await ask(
			build,
			{ z, bundle },
			{
				method: 'POST',
				path: '/v1/subscriptions',
				body: {
					url: bundle.targetUrl,
					platform: 'zapier',
					event_types: chosenTypes(plan, bundle.inputData),
					filter: filterOf(plan.filters, bundle.inputData),
					...(sourceId === undefined ? {} : { source_id: sourceId }),
					name: say(build, plan.label),
					client: { node_name: plan.key, version: packageJson.version },
				},
			},
		);
		const [id, secret] = [valueAt(data, 'id'), valueAt(data, 'secret')];
		if (typeof id === 'string' && typeof secret === 'string') return { id, secret };
		throw unexpectedAnswer(build, z, 200);
	};

/** Deletes the subscription. Also a success when it is gone already: Zapier may ask twice. */
export const performUnsubscribe =
	(build: Build) =>
	async (z: ZObject, bundle: Bundle): Promise<{ readonly id: string | null }> => {
		const id = bundle.subscribeData?.id;
		if (id === undefined) return { id: null };
		await ask(
			build,
			{ z, bundle },
			{
				method: 'DELETE',
				path: `/v1/subscriptions/${encodeURIComponent(id)}`,
				mayBeMissing: true,
			},
		);
		return { id };
	};
