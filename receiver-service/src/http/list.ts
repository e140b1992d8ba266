import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { ListOptions, Page } from '../ports.ts';

export { timeText, timeTextOrNull } from '../domain/time-text.ts';

/** RFC 3339 with any offset → unix milliseconds. */
export const timeSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A parameter that may be repeated: `type=a&type=b` and `type=a` both give a list. */
export const repeated = <Item extends z.ZodType>(item: Item, max = 100) =>
	z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(max));

/** A flag of a query: `true` or `false`. */
export const flagSchema = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** Parameters every list takes (contract, "REST API"). Spread into the `query` of a route. */
export const listParameters = {
	limit: z.coerce.number().int().min(1).max(100).default(50).describe('Items per page.'),
	cursor: z.string().max(200).optional().describe('`next_cursor` of the page before.'),
	order: z.enum(['asc', 'desc']).default('desc').describe('`desc`: newest first.'),
	since: timeSchema.optional().describe('Inclusive.'),
	until: timeSchema.optional().describe('Exclusive.'),
} as const;

export type ListParameters = {
	readonly limit: number;
	readonly cursor?: string | undefined;
	readonly order: 'asc' | 'desc';
	readonly since?: number | undefined;
	readonly until?: number | undefined;
};

const positionPattern = /^(?:[a-z]{3,4}_[0-9a-z]{26}|[0-9]{1,20})$/;

/** The opaque form of a position. `kind` tells lists apart, so that a cursor of another is refused. */
export const cursorOf = (kind: string, position: string): string =>
	Buffer.from(`${kind}:${position}`).toString('base64url');

/** The position in a cursor of this kind. Throws a `Refusal` for one that this list did not give. */
export const positionIn = (kind: string, cursor: string, pattern = positionPattern): string => {
	const text = Buffer.from(cursor, 'base64url').toString('latin1');
	const position = text.slice(kind.length + 1);
	if (!text.startsWith(`${kind}:`) || !pattern.test(position)) {
		throw new Refusal('cursor_invalid');
	}
	return position;
};

/** What the store needs for a page. Throws a `Refusal` for a cursor that this list did not give. */
export const listOptions = (kind: string, parameters: ListParameters): ListOptions => ({
	limit: parameters.limit,
	order: parameters.order,
	after: parameters.cursor === undefined ? null : positionIn(kind, parameters.cursor),
	since: parameters.since ?? null,
	until: parameters.until ?? null,
});

export type ListReply = {
	readonly data: readonly unknown[];
	readonly next_cursor: string | null;
	readonly has_more: boolean;
};

/** The page as it is answered; `positionOf` names an item's place in this list. */
export const listReply = <Item>(
	kind: string,
	page: Page<Item>,
	positionOf: (item: Item) => string,
	show: (item: Item) => unknown,
): ListReply => {
	const last = page.items.at(-1);
	return {
		data: page.items.map(show),
		next_cursor: page.hasMore && last !== undefined ? cursorOf(kind, positionOf(last)) : null,
		has_more: page.hasMore,
	};
};

/**
 * The same for a list that pollers follow in commit order: its cursor goes on after the last item
 * even when nothing more is there yet.
 */
export const followedReply = <Item>(
	kind: string,
	page: Page<Item>,
	order: 'asc' | 'desc',
	positionOf: (item: Item) => string,
	show: (item: Item) => unknown,
): ListReply => {
	const reply = listReply(kind, page, positionOf, show);
	const last = page.items.at(-1);
	return order === 'asc' && last !== undefined
		? { ...reply, next_cursor: cursorOf(kind, positionOf(last)) }
		: reply;
};

/** Schema of a page, for OpenAPI. */
export const pageSchema = (item: z.ZodType) =>
	z.object({ data: z.array(item), next_cursor: z.string().nullable(), has_more: z.boolean() });
