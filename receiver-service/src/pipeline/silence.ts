import type { Organisation, Source } from '../domain/types.ts';

/** A day: most accounts have a call in it. */
const defaultAlarmHours = 24;

/** Hours without an event after which a source of the organisation is silent; null: never. */
export const silenceAlarmOf = (
	organisation: Pick<Organisation, 'silenceAlarmHours'> | undefined,
	source?: Pick<Source, 'silenceAlarmHours'>,
): number | null => {
	if (source?.silenceAlarmHours !== undefined) return source.silenceAlarmHours;
	const own = organisation?.silenceAlarmHours;
	return own === undefined ? defaultAlarmHours : own;
};
