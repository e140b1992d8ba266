import type { Source } from '../../vendor/query.ts';

/** The settings as a form holds them: numbers as they are typed. */
export type Settings = {
	readonly name: string;
	readonly enabled: boolean;
	readonly alarm: boolean;
	readonly hours: string;
	readonly tolerance: string;
	readonly replays: boolean;
	readonly sandbox: boolean;
};

/** Proposed to who turns the alarm on. */
const usualHours = 24;

export const settingsOf = (source: Source): Settings => ({
	name: source.name,
	enabled: source.enabled,
	alarm: source.silence_alarm_hours !== null,
	hours: String(source.silence_alarm_hours ?? usualHours),
	tolerance: String(source.timestamp_tolerance_seconds),
	replays: source.accept_replays,
	sandbox: source.sandbox,
});

/** What a person changed, and nothing else: what was not touched follows the organisation. */
export const changesOf = (before: Settings, after: Settings) => {
	const alarmChanged =
		before.alarm !== after.alarm || (after.alarm && before.hours !== after.hours);
	return {
		...(before.name === after.name ? {} : { name: after.name }),
		...(before.enabled === after.enabled ? {} : { enabled: after.enabled }),
		...(alarmChanged ? { silence_alarm_hours: after.alarm ? Number(after.hours) : null } : {}),
		...(before.tolerance === after.tolerance
			? {}
			: { timestamp_tolerance_seconds: Number(after.tolerance) }),
		...(before.replays === after.replays ? {} : { accept_replays: after.replays }),
		...(before.sandbox === after.sandbox ? {} : { sandbox: after.sandbox }),
	};
};
