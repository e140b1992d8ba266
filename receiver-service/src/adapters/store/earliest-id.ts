import { firstIdAt, type IdPrefix } from '../../domain/id.ts';

/** An id is made after its row's time was taken; clocks that were set meanwhile differ by less. */
const skewMs = 60_000;

/** No id of a row of this time, or later, sorts before it: a list may begin here. */
export const earliestId = (prefix: IdPrefix, since: number): string =>
	firstIdAt(prefix, since - skewMs);
