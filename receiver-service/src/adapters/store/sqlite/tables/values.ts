/** How values of the port stand in columns: SQLite has no booleans and no lists. */

export const flag = (value: boolean): number => (value ? 1 : 0);

/** A list as JSON, or null when empty: most are. */
export const listText = (items: readonly string[]): string | null =>
	items.length === 0 ? null : JSON.stringify(items);

export const parseList = (text: string | null): readonly string[] =>
	text === null ? [] : JSON.parse(text);
