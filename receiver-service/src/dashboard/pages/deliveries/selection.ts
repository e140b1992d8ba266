/** As many as the service delivers again in one request. */
export const maxSelected = 100;

export type Selection = ReadonlySet<string>;
export const nothingSelected: Selection = new Set();

export const isFull = (selection: Selection): boolean => selection.size >= maxSelected;

/** With more than fits, the first ones are selected. */
export const select = (selection: Selection, ids: readonly string[]): Selection =>
	new Set([...selection, ...ids].slice(0, Math.max(maxSelected, selection.size)));

export const unselect = (selection: Selection, ids: readonly string[]): Selection =>
	new Set([...selection].filter((id) => !ids.includes(id)));

export const allSelected = (selection: Selection, ids: readonly string[]): boolean =>
	ids.length > 0 && ids.every((id) => selection.has(id));
