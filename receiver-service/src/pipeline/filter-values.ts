import type { FilterField } from '@voicehooks/core';
import type { Context } from './context.ts';
import { ownSource } from './own.ts';

/** Enough for a dropdown; who needs more types a part of the value. */
const shownValues = 200;
/** Rows read for them: one value may have come by several sources. */
const readValues = 1_000;

export type SeenValue = {
	readonly value: string;
	readonly lastSeenAt: number;
	readonly sourceIds: readonly string[];
};

/**
 * The values of a field seen so far, newest first, each once. Throws a `Refusal` for a foreign
 * source.
 */
export const filterValues = async (
	context: Pick<Context, 'directory' | 'store'>,
	orgId: string,
	{
		field,
		sourceId,
		contains,
	}: {
		readonly field: FilterField;
		readonly sourceId: string | null;
		readonly contains: string | null;
	},
): Promise<readonly SeenValue[]> => {
	if (sourceId !== null) ownSource(context, orgId, sourceId);
	const rows = await context.store.listFilterValues(orgId, field, sourceId, contains, readValues);
	const seen = new Map<string, SeenValue>();
	for (const { value, lastSeenAt, sourceId: from } of rows) {
		const known = seen.get(value);
		seen.set(value, {
			value,
			lastSeenAt: Math.max(lastSeenAt, known?.lastSeenAt ?? 0),
			sourceIds: [...new Set([...(known?.sourceIds ?? []), from])],
		});
	}
	return [...seen.values()]
		.sort((one, other) => other.lastSeenAt - one.lastSeenAt)
		.slice(0, shownValues);
};
