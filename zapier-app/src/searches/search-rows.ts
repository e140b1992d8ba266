import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Build } from '../build.ts';
import { type Hydrators, pointersOf } from '../hydrators.ts';
import { type Row, type RowShape, rowOf } from '../rows/row.ts';
import { eventsIn } from '../service/events.ts';
import { ask } from '../service/request.ts';

/**
 * The newest event that matches, as a row; none without a match. People are searched for in a body:
 * URLs end in logs.
 */
export const searchRows = async (
	build: Build,
	hydrators: Hydrators,
	shape: RowShape,
	{ z, bundle }: { readonly z: ZObject; readonly bundle: Bundle },
	criteria: Readonly<Record<string, unknown>>,
): Promise<Row[]> => {
	const { data } = await ask(
		build,
		{ z, bundle },
		{ method: 'POST', path: '/v1/messages/search', body: { ...criteria, limit: 1 } },
	);
	const pointers = pointersOf(hydrators, z);
	return eventsIn(data).map((event) => rowOf(event, shape, pointers));
};
