/** Words that stay small inside a title. */
const small = new Set('a an and as at but by en for if in of on or the to v via vs'.split(' '));
const letter = /\p{L}/u;

/** An English title as Zapier's labels are written: "Find a Call by Phone Number". */
export const titleCase = (text: string): string => {
	const words = text.split(' ');
	return words
		.map((word, at) => {
			const bare = word.replace(/^\P{L}+|\P{L}+$/gu, '').toLowerCase();
			const inside = at > 0 && at < words.length - 1 && letter.test(word[0] ?? '');
			if (inside && small.has(bare)) return word.toLowerCase();
			return word.replace(letter, (first) => first.toUpperCase());
		})
		.join(' ');
};
