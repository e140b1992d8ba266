import type { Search } from 'zapier-platform-core';
import type { Build } from '../build.ts';
import type { Hydrators } from '../hydrators.ts';
import { findCall } from './find-call.ts';
import { findEvent } from './find-event.ts';

/** The searches of the app. */
export const searchesOf = (build: Build, hydrators: Hydrators): Search[] => {
	const call = findCall(build, hydrators);
	return [findEvent(build, hydrators), ...(call === null ? [] : [call])];
};
