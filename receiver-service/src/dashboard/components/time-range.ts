/** A period: one that ends now and moves along, one of one's own, or no limits. */
export type TimeRange =
	| { readonly kind: 'hour' | 'day' | 'week' | 'month' | 'all' }
	| { readonly kind: 'own'; readonly since: string; readonly until: string };

const hourMs = 3_600_000;
const lengths = {
	hour: hourMs,
	day: 24 * hourMs,
	week: 168 * hourMs,
	month: 720 * hourMs,
} as const;

const isoOf = (local: string): string | undefined => {
	const at = new Date(local);
	return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

/** As the API takes it; a period of one's own is in the browser's time zone. */
export const boundsOf = (
	range: TimeRange,
	now: number,
): { readonly since?: string; readonly until?: string } => {
	switch (range.kind) {
		case 'all':
			return {};
		case 'own': {
			const [since, until] = [isoOf(range.since), isoOf(range.until)];
			return {
				...(since === undefined ? {} : { since }),
				...(until === undefined ? {} : { until }),
			};
		}
		default:
			return { since: new Date(now - lengths[range.kind]).toISOString() };
	}
};
