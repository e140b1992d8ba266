/**
 * A name as Zapier takes it in a key: letters, digits and underscores, no digit first, of a length
 * people can read.
 */
export const plainKey = (name: string): string =>
	name
		.replace(/[^A-Za-z0-9_]/g, '_')
		.replace(/^(?=\d|$)/, '_')
		.slice(0, 80);
