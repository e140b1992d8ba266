const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const largestFirst = ['d', 'h', 'm', 's'] as const;

const delayIn = (text: string): number | null => {
	const { count, unit = 's' } =
		/^(?<count>\d{1,6})\s?(?<unit>[smhd])?$/.exec(text.toLowerCase())?.groups ?? {};
	return count === undefined ? null : Number(count) * units[unit as keyof typeof units];
};

/** `5s, 5m, 2h` → seconds; null where a part is no duration. */
export const delaysIn = (text: string): readonly number[] | null => {
	const parts = text.split(/[,;]/).map((part) => part.trim());
	const delays = parts.filter((part) => part !== '').map(delayIn);
	return delays.includes(null) ? null : delays.filter((delay) => delay !== null);
};

const delayText = (seconds: number): string => {
	const unit = largestFirst.find((each) => seconds % units[each] === 0) ?? 's';
	return `${seconds / units[unit]}${unit}`;
};

/** Seconds → `5s, 5m, 2h`, which `delaysIn` reads back. */
export const delaysText = (delays: readonly number[]): string => delays.map(delayText).join(', ');
