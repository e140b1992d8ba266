/** The value of a JSON text; null where it is none. */
export const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return null;
	}
};
