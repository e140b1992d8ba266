import { useKept } from './kept.ts';
import { type Language, language } from './language.ts';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
	{ unit: 'day', seconds: day },
	{ unit: 'hour', seconds: hour },
	{ unit: 'minute', seconds: minute },
	{ unit: 'second', seconds: 1 },
] as const;

/** Whole units: an age is read at a glance. */
const relativeParts = (seconds: number) => {
	const step = steps.find((each) => Math.abs(seconds) >= each.seconds) ?? steps[3];
	return { value: Math.round(seconds / step.seconds), unit: step.unit };
};

export type Formats = ReturnType<typeof formats>;

/** Dates and numbers as the language writes them; times are the browser's own. */
export const formats = (spoken: Language, timeZone?: string) => {
	const locale = locales[spoken];
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
	const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
	const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
	const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
	const dateTime = new Intl.DateTimeFormat(locale, {
		dateStyle: 'medium',
		timeStyle: 'medium',
		timeZone,
	});
	const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone });
	const shortTime = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
	const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
	const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	const unit = (name: string, digits = 0) =>
		new Intl.NumberFormat(locale, {
			style: 'unit',
			unit: name,
			unitDisplay: 'short',
			maximumFractionDigits: digits,
		});
	const [millisecond, second] = [unit('millisecond'), unit('second', 1)];
	const durations = steps.map(({ unit: name, seconds }) => ({ seconds, format: unit(name, 1) }));
	const [byte, kilobyte] = [unit('byte'), unit('kilobyte', 1)];
	return {
		number: (value: number) => number.format(value),
		compact: (value: number) => compact.format(value),
		percent: (share: number) => percent.format(share),
		date: (at: string | number) => date.format(new Date(at)),
		dateTime: (at: string | number) => dateTime.format(new Date(at)),
		time: (at: string | number) => time.format(new Date(at)),
		shortTime: (at: string | number) => shortTime.format(new Date(at)),
		shortDate: (at: string | number) => shortDate.format(new Date(at)),
		/** `three minutes ago`, or `in two hours` for what is to come. */
		relative: (at: string | number, now: number) => {
			const { value, unit: name } = relativeParts((new Date(at).getTime() - now) / 1000);
			return relative.format(value, name);
		},
		milliseconds: (value: number) =>
			value < 1000 ? millisecond.format(Math.round(value)) : second.format(value / 1000),
		/** An age or a wait, in its largest whole unit: `12 min`, `3.5 hrs`. */
		duration: (value: number) => {
			const at = durations.findIndex(({ seconds }) => value >= seconds * 1000);
			const { seconds, format } = durations.at(at) ?? { seconds: 1, format: second };
			return format.format(value / 1000 / seconds);
		},
		bytes: (value: number) => (value < 1000 ? byte.format(value) : kilobyte.format(value / 1000)),
	};
};

/** Made once for each language: a list of fifty asks for them hundreds of times. */
const made = new Map<Language, Formats>();

export const useFormat = (): Formats => {
	const spoken = useKept(language);
	const known = made.get(spoken) ?? formats(spoken);
	made.set(spoken, known);
	return known;
};
