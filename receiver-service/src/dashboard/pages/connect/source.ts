import type { Source } from '../../vendor/query.ts';

/** The source of a vendor that nothing arrived at yet: the one a newcomer was given. */
export const unusedSource = (sources: readonly Source[], vendor: string): Source | null =>
	sources.find(
		(source) => source.vendor === vendor && source.enabled && source.health.status === 'waiting',
	) ?? null;

/** A name that no other source has: the vendor's, or with a number. */
export const proposedName = (
	sources: readonly Pick<Source, 'name'>[],
	vendorName: string,
): string => {
	const taken = new Set(sources.map(({ name }) => name));
	if (!taken.has(vendorName)) return vendorName;
	for (let number = 2; ; number += 1) {
		const name = `${vendorName} ${number}`;
		if (!taken.has(name)) return name;
	}
};
