import type { HmacScheme } from '../signature/scheme.ts';

/** What a template is told besides the scheme. */
export type SnippetInput = {
	readonly scheme: HmacScheme;
	/** Who signs, for a comment. */
	readonly signer: string;
};

/** A signed time may be this old: what Standard Webhooks advises. */
export const toleranceSeconds = 300;

/** Lines of a template; those under a condition that does not hold are left out. */
export const lines = (...parts: readonly (string | false)[]): string =>
	`${parts.filter((part) => part !== false).join('\n')}\n`;

/** The fixed texts between the parts that a request brings: `{id}.{timestamp}.{body}` in order. */
export const signedParts = (scheme: HmacScheme): readonly ('id' | 'timestamp')[] => {
	switch (scheme.content) {
		case '{body}':
			return [];
		case '{timestamp}.{body}':
			return ['timestamp'];
		case '{id}.{timestamp}.{body}':
			return ['id', 'timestamp'];
	}
};
