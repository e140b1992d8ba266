import type { components, paths } from '../../api/schema.ts';

export type MessageDetail =
	paths['/v1/messages/{id}']['get']['responses'][200]['content']['application/json'];

/** What a hook received, without what the service says beside it. */
export const hookBodyOf = (message: MessageDetail): components['schemas']['Message'] => {
	const { status, duplicates, marks, origin, receipt_id, deliveries, ...body } = message;
	return body;
};

/** A link of a hook body names the service's public address; the page asks where it is itself. */
export const pathOf = (link: string): string => {
	const url = URL.parse(link);
	return url === null ? link : `${url.pathname}${url.search}`;
};

/** The values that are there, by their canonical names. */
export const knownOf = (
	normalized: Readonly<Record<string, unknown>>,
): readonly (readonly [name: string, value: unknown])[] =>
	Object.entries(normalized).filter(([, value]) => value !== null);
