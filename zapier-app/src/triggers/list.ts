import type { HookBody } from '@voicehooks/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Build } from '../build.ts';
import { type Hydrators, pointersOf } from '../hydrators.ts';
import { type Row, rowOf, sampleRow } from '../rows/row.ts';
import { eventsIn } from '../service/events.ts';
import { ask } from '../service/request.ts';
import { filterOf, oneOf } from './filters.ts';
import type { TriggerPlan } from './plan.ts';
import { chosenTypes } from './subscribe.ts';

/** Zapier's editor shows three. */
const shownEvents = 3;

/** Without the brief events whose detailed twin is among them. */
const withoutTwins = (plan: TriggerPlan, events: readonly HookBody[]): readonly HookBody[] => {
	const subject = ({ normalized }: HookBody) => normalized.candidate_id ?? normalized.call_id;
	const detailed = new Set(events.map((event) => `${event.type} ${subject(event)}`));
	return events.filter(
		(event) => !detailed.has(`${plan.detailed.get(event.type)} ${subject(event)}`),
	);
};

/**
 * The newest events that would have come, real ones, shaped as `perform` shapes them; the sample
 * where there are none yet.
 */
export const performList =
	(build: Build, plan: TriggerPlan, hydrators: Hydrators) =>
	async (z: ZObject, bundle: Bundle): Promise<Row[]> => {
		const { data } = await ask(
			build,
			{ z, bundle },
			{
				method: 'GET',
				path: '/v1/messages',
				query: {
					type: chosenTypes(plan, bundle.inputData),
					...filterOf(plan.filters, bundle.inputData),
					source_id: oneOf(bundle.inputData.source_id),
					include_tests: 'false',
					limit: shownEvents * (plan.detailed.size + 1),
				},
			},
		);
		const events = withoutTwins(plan, eventsIn(data)).slice(0, shownEvents);
		const pointers = pointersOf(hydrators, z);
		return events.length === 0
			? [sampleRow(plan.sample, plan.shape)]
			: events.map((event) => rowOf(event, plan.shape, pointers));
	};
