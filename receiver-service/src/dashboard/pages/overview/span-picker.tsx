import { TimeRangePicker } from '../../components/time-range-picker.tsx';
import type { Span } from './queries.ts';

const spans: readonly Span[] = ['hour', 'day', 'week', 'month'];

/** How far back charts go. */
export const SpanPicker = ({
	value,
	onChange,
}: {
	readonly value: Span;
	readonly onChange: (span: Span) => void;
}) => (
	<TimeRangePicker
		value={{ kind: value }}
		allow={spans}
		onChange={({ kind }) => onChange(spans.find((each) => each === kind) ?? 'hour')}
	/>
);
