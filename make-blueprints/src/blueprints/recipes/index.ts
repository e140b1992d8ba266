import { type CatalogueEntry, catalogue } from '@voicehooks/core';
import type { Recipe } from '../recipe.ts';
import { bookingToCalendar } from './booking-to-calendar.ts';
import { creditsLow } from './credits-low.ts';
import { forward } from './forward.ts';
import { interviewToCrm } from './interview-to-crm.ts';
import { missedCallToTask } from './missed-call-to-task.ts';
import { route } from './route.ts';
import { trackedCallToCrm } from './tracked-call-to-crm.ts';

/** Every blueprint that we ship, from the plainest to the most special, for these event types. */
export const recipes = (all: readonly CatalogueEntry[] = catalogue()): readonly Recipe[] => [
	forward(all),
	route(all),
	creditsLow(all),
	interviewToCrm(all),
	trackedCallToCrm(all),
	missedCallToTask(all),
	bookingToCalendar(all),
];
