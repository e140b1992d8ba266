import type { Said } from '../../text/texts.ts';
import type { markTexts } from './texts.ts';

/** A remark in words; one that nobody put into words as it is. */
export const markOf = (mark: string, said: Said<typeof markTexts>): string => {
	const colon = mark.indexOf(':');
	const name = colon < 0 ? mark : mark.slice(0, colon);
	if (!Object.hasOwn(said, name)) return mark;
	const words = said[name as keyof typeof said];
	return typeof words === 'string' ? words : words(mark.slice(colon + 1));
};
