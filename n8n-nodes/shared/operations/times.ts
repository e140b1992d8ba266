import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * `since` and `until` as the service wants them. n8n gives a time as text without a zone where the
 * user picked it, as a luxon DateTime or a Date where an expression made it; without a zone the
 * workflow's own counts.
 */
export const timesOf = (context: IExecuteFunctions, filters: IDataObject): IDataObject =>
	Object.fromEntries(
		(['since', 'until'] as const).flatMap((name) =>
			filters[name] === undefined ? [] : [[name, instant(context, filters[name])]],
		),
	);

const instant = (context: IExecuteFunctions, value: unknown): string => {
	const text = value instanceof Date ? value.toISOString() : String(value);
	return /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(text) ? text : zoned(text, context.getTimezone());
};

/** A local time of a zone as RFC 3339: found by asking which UTC time that zone shows so. */
const zoned = (local: string, zone: string): string => {
	const asUtc = Date.parse(`${local.replace(' ', 'T')}${local.length > 10 ? '' : 'T00:00:00'}Z`);
	if (Number.isNaN(asUtc)) return local;
	const offset = (at: number): number => shownIn(zone, at) - at;
	const first = asUtc - offset(asUtc);
	return new Date(asUtc - offset(first)).toISOString();
};

/** What the clocks of a zone show at a moment, read as if it were UTC. */
const shownIn = (zone: string, at: number): number => {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(at);
	const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
	return Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
};
