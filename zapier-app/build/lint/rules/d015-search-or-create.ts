import type { Rule } from '../finding.ts';

export const searchOrCreate: Rule = {
	tag: 'D015',
	title: 'A search-or-create names a search and a create that exist',
	check: ({ definition }) =>
		Object.entries(definition.searchOrCreates ?? {}).flatMap(([name, { search, create }]) =>
			[
				...(definition.searches?.[search] === undefined ? [search] : []),
				...(definition.creates?.[create] === undefined ? [create] : []),
			].map((missing) => ({
				place: { type: 'search', name } as const,
				message: `"${missing}" does not exist.`,
			})),
		),
};
