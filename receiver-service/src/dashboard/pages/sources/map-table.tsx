import { type Column, Table } from '../../components/table.tsx';
import { useText } from '../../text/texts.ts';
import { FieldValue } from '../../vendor/value.tsx';
import { type FieldMap, type MapRow, mapRows } from './field-map.ts';
import { mapTexts, meaningTexts } from './field-texts.ts';

/** The values of a delivery, and what each is. */
export const MapTable = ({
	data,
	map,
	onChange,
}: {
	readonly data: unknown;
	readonly map: FieldMap;
	readonly onChange: (path: string, meaning: string) => void;
}) => {
	const t = useText(mapTexts);
	const meanings = useText(meaningTexts);
	const said: Readonly<Record<string, string>> = meanings;
	const columns: readonly Column<MapRow>[] = [
		{ name: t.path, cell: ({ path }) => <code className="break">{path}</code> },
		{
			name: t.value,
			cell: ({ here, value }) =>
				here ? (
					<FieldValue value={value} field={null} />
				) : (
					<span className="soft">{t.elsewhere}</span>
				),
		},
		{
			name: t.meaning,
			cell: ({ path, meaning }) => (
				<select
					className="input"
					aria-label={t.meaningOf(path)}
					value={meaning}
					onChange={(event) => onChange(path, event.target.value)}
				>
					<option value="">{t.nothingChosen}</option>
					{Object.entries(said).map(([key, label]) => (
						<option key={key} value={key}>
							{label}
						</option>
					))}
				</select>
			),
		},
	];
	return (
		<Table
			label={t.captured}
			columns={columns}
			rows={mapRows(data, map)}
			rowKey={({ path }) => path}
			empty={t.empty}
		/>
	);
};
