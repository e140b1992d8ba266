import { useText } from '../text/texts.ts';
import { TextField } from './field.tsx';
import { Select } from './select.tsx';
import { componentTexts } from './texts.ts';
import type { TimeRange } from './time-range.ts';

const kinds = ['hour', 'day', 'week', 'month', 'all', 'own'] as const;

export const TimeRangePicker = ({
	value,
	onChange,
	allow = kinds,
}: {
	readonly value: TimeRange;
	readonly onChange: (range: TimeRange) => void;
	readonly allow?: readonly TimeRange['kind'][];
}) => {
	const t = useText(componentTexts);
	return (
		<>
			<Select
				label={t.period}
				value={value.kind}
				choices={allow.map((kind) => ({ value: kind, label: t[kind] }))}
				onChange={(kind) => onChange(kind === 'own' ? { kind, since: '', until: '' } : { kind })}
			/>
			{value.kind === 'own' ? (
				<>
					<TextField
						label={t.from}
						type="datetime-local"
						value={value.since}
						onChange={(since) => onChange({ ...value, since })}
					/>
					<TextField
						label={t.until}
						type="datetime-local"
						value={value.until}
						onChange={(until) => onChange({ ...value, until })}
					/>
				</>
			) : null}
		</>
	);
};
