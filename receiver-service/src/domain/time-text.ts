/** RFC 3339 UTC with milliseconds and `Z` (contract, "REST API"). */
export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString();

export const timeTextOrNull = (milliseconds: number | null): string | null =>
	milliseconds === null ? null : timeText(milliseconds);
