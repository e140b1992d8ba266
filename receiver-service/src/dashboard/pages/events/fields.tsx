import { Card, Facts } from '../../components/page.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { type Shown, shownFields } from '../../vendor/field-list.ts';
import { useEventTypes } from '../../vendor/query.ts';
import { eventTexts } from '../../vendor/texts.ts';
import { FieldValue } from '../../vendor/value.tsx';
import { knownOf, type MessageDetail } from './message.ts';
import { detailTexts } from './texts.ts';

/** An event's values under the names that people give them, with their units. */
export const MessageFields = ({ message }: { readonly message: MessageDetail }) => {
	const t = useText(detailTexts);
	const said = useText(eventTexts);
	const spoken = useKept(language);
	const type = useEventTypes().data?.find((each) => each.type === message.type);
	const columns: readonly Column<Shown>[] = [
		{
			name: said.field,
			cell: ({ row, path }) => (
				<span className="cell stack-tight">
					{row === null ? <Badge dot={false}>{said.undocumented}</Badge> : row.label[spoken]}
					<code className="soft break">{path}</code>
				</span>
			),
		},
		{ name: said.value, cell: ({ row, value }) => <FieldValue value={value} field={row} /> },
	];
	const common = knownOf(message.normalized);
	return (
		<Card title={t.fields}>
			<Table
				label={t.fields}
				columns={columns}
				rows={shownFields(type?.fields ?? [], message)}
				rowKey={({ path }) => path}
				empty={t.noFields}
			/>
			{common.length === 0 ? null : (
				<details className="disclosure">
					<summary>{t.normalized}</summary>
					<Facts
						facts={common.map(
							([name, value]) =>
								[name, <FieldValue key={name} value={value} field={null} />] as const,
						)}
					/>
				</details>
			)}
		</Card>
	);
};
