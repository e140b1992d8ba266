/** What GitHub makes of a heading, so that a link to a section leads there on either page. */
const slug = (text: string): string =>
	text
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
		.replaceAll(' ', '-');

/** Names headings, in order: the second of the same text gets a number. */
export const headingIds = (): ((text: string) => string) => {
	const seen = new Map<string, number>();
	return (text) => {
		const id = slug(text);
		const before = seen.get(id) ?? 0;
		seen.set(id, before + 1);
		return before === 0 ? id : `${id}-${before}`;
	};
};
