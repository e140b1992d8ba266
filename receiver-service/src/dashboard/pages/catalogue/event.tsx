import { CodeBlock } from '../../components/code-block.tsx';
import { Card } from '../../components/page.tsx';
import { Badge, type Tone } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { type FieldRow, fieldRows } from '../../vendor/field-list.ts';
import type { EventType } from '../../vendor/query.ts';
import { kindTexts, unitTexts } from '../../vendor/texts.ts';
import { catalogueTexts } from './texts.ts';

const tones: Readonly<Record<EventType['provenance'], Tone>> = {
	documented: 'good',
	captured: 'accent',
	inferred: 'warn',
};

const says = {
	documented: 'documentedSays',
	captured: 'capturedSays',
	inferred: 'inferredSays',
} as const;

const FieldTable = ({
	rows,
	label,
}: {
	readonly rows: readonly FieldRow[];
	readonly label: string;
}) => {
	const t = useText(catalogueTexts);
	const kinds = useText(kindTexts);
	const units = useText(unitTexts);
	const spoken = useKept(language);
	const columns: readonly Column<FieldRow>[] = [
		{ name: t.label, cell: (row) => <span className="strong">{row.label[spoken]}</span> },
		{ name: t.field, cell: ({ path }) => <code className="break">{path}</code> },
		{
			name: t.type,
			cell: ({ kind, unit, documented, optional }) => (
				<span className="row">
					<span>
						{kinds[kind]}
						{unit === undefined ? null : ` · ${units[unit]}`}
					</span>
					{documented === false ? <Badge tone="warn">{t.notShown}</Badge> : null}
					{optional === true && documented !== false ? (
						<span className="small soft">{t.mayLack}</span>
					) : null}
				</span>
			),
		},
	];
	return (
		<Table
			label={label}
			columns={columns}
			rows={rows}
			rowKey={({ path }) => path}
			empty={t.noFields}
		/>
	);
};

export const EventCard = ({ event }: { readonly event: EventType }) => {
	const t = useText(catalogueTexts);
	const spoken = useKept(language);
	const rows = fieldRows(event.fields).filter(({ path }) => path !== 'event');
	return (
		<Card
			title={event.label[spoken]}
			actions={<Badge tone={tones[event.provenance]}>{t[event.provenance]}</Badge>}
		>
			<div className="stack-small">
				<code className="break">{event.type}</code>
				<p>{event.description[spoken]}</p>
				<p className="small soft">{t[says[event.provenance]]}</p>
			</div>
			{rows.length === 0 ? (
				<p>{t.noFields}</p>
			) : (
				<details className="disclosure">
					<summary>{t.fields(rows.length)}</summary>
					<FieldTable rows={rows} label={event.label[spoken]} />
				</details>
			)}
			<details className="disclosure">
				<summary>{t.sample}</summary>
				<CodeBlock
					code={JSON.stringify(event.sample, null, 2)}
					language="json"
					label={t.sampleOf(event.type)}
				/>
			</details>
		</Card>
	);
};
