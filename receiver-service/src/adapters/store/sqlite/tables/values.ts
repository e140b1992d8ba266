/** How values of the port stand in columns: SQLite has no booleans and no lists. */

export const flag = (value: boolean): number => (value ? 1 : 0);

/** A list as JSON, or null when empty: most are. */
export const listText = (items: readonly string[]): string | null =>
	items.length === 0 ? null : JSON.stringify(items);

export const parseList = (text: string | null): readonly string[] =>
	text === null ? [] : JSON.parse(text);

/** Bytes as a view that a structured clone copies alone, not with the pool they are cut from. */
export const ownBytes = (bytes: Uint8Array): Uint8Array =>
	bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
