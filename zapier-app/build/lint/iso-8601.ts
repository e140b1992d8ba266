/** A date, or a time that says its zone (D023's own examples). */
export const isIso8601 = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text);

/** A text that is a date or a time in whatever form. */
export const looksLikeTime = (text: string): boolean =>
	/^(\d{4}-\d{2}-\d{2}([T ]\d{1,2}:\d{2}.*)?|\d{1,2}[/.]\d{1,2}[/.]\d{4}.*|\d{1,2} [A-Z][a-z]{2,8} \d{4}.*)$/.test(
		text,
	);
