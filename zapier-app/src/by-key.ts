/** By key. Throws a TypeError for two of one key: a Zap could not tell them apart. */
export const byKey = <Item extends { readonly key: string }>(
	items: readonly Item[],
): Record<string, Item> => {
	const found = new Map<string, Item>();
	for (const item of items) {
		if (found.has(item.key)) throw new TypeError(`Two of them have the key ${item.key}.`);
		found.set(item.key, item);
	}
	return Object.fromEntries(found);
};
