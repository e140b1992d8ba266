import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Build } from '../build.ts';
import { type Hydrators, pointersOf } from '../hydrators.ts';
import { type Row, rowOf } from '../rows/row.ts';
import { isSuperseded } from './detailed.ts';
import type { TriggerPlan } from './plan.ts';
import { isWanted, receivedEvent } from './receive.ts';
import { chosenTypes } from './subscribe.ts';

/** The row of a delivery; none for an event that this Zap did not ask for. */
export const perform =
	(build: Build, plan: TriggerPlan, hydrators: Hydrators) =>
	async (z: ZObject, bundle: Bundle): Promise<Row[]> => {
		const event = receivedEvent(build, z, bundle);
		if (event === null || !isWanted(event, chosenTypes(plan, bundle.inputData))) return [];
		if (await isSuperseded(build, plan, { z, bundle }, event)) return [];
		return [rowOf(event, plan.shape, pointersOf(hydrators, z))];
	};
