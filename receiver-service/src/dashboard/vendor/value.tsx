import { useFormat } from '../text/format.ts';
import { useText } from '../text/texts.ts';
import type { Field } from './query.ts';
import { eventTexts, unitTexts } from './texts.ts';

const isTime = (value: unknown): value is string =>
	typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** One that a browser may open; whatever else calls itself a link stays text. */
const isWebAddress = (value: string): boolean => /^https?:\/\//.test(value);

/** A value of an event as people read it: by what its field says it is. */
export const FieldValue = ({
	value,
	field,
}: {
	readonly value: unknown;
	readonly field: Field | null;
}) => {
	const t = useText(eventTexts);
	const units = useText(unitTexts);
	const { dateTime, date, number, percent } = useFormat();
	if (value === null || value === '') return <span className="soft">{t.none}</span>;
	if (typeof value === 'boolean') return value ? t.yes : t.no;
	if (typeof value === 'number') {
		if (field === null || field.kind === 'identifier') return String(value);
		if (field.unit === 'ratio') return percent(value);
		return field.unit === undefined ? number(value) : `${number(value)} ${units[field.unit]}`;
	}
	if (typeof value !== 'string') return <code className="break">{JSON.stringify(value)}</code>;
	if (field?.kind === 'datetime' && isTime(value)) return dateTime(value);
	if (field?.kind === 'date' && isTime(value)) return date(value);
	if (field?.kind === 'url' && isWebAddress(value)) {
		return (
			<a href={value} target="_blank" rel="noreferrer" className="break">
				{value}
			</a>
		);
	}
	return <span className="break">{value}</span>;
};
