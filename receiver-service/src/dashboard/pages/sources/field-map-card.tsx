import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Card } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Loaded, Notice } from '../../components/state.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { type EventType, type Source, sourcesKey, type Vendor } from '../../vendor/query.ts';
import { type FieldMap, isSameMap, withMeaning } from './field-map.ts';
import { mapTexts } from './field-texts.ts';
import { MapTable } from './map-table.tsx';

/** What this source captured itself, newest first by event. */
const useCaptured = ({ id, vendor }: Source) => {
	const queryKey = ['event-types', 'of', id];
	useLiveQueries([queryKey], { everyMs: 5_000 });
	return useQuery({
		queryKey,
		queryFn: async () =>
			(await answer(api.GET('/v1/event-types', { params: { query: { vendor, source_id: id } } })))
				.data,
	});
};

const Learn = ({ source, type }: { readonly source: Source; readonly type: EventType }) => {
	const t = useText(mapTexts);
	const [map, setMap] = useState<FieldMap>(source.field_map);
	const save = useAct(
		(field_map: FieldMap) =>
			answer(
				api.PATCH('/v1/sources/{id}', {
					params: { path: { id: source.id } },
					body: { field_map },
				}),
			),
		{ changes: [sourcesKey], done: t.saved },
	);
	const { data } = type.sample;
	return (
		<>
			<MapTable
				data={data}
				map={map}
				onChange={(path, meaning) => setMap(withMeaning(map, path, meaning))}
			/>
			<details className="disclosure">
				<summary>{t.captured}</summary>
				<CodeBlock code={JSON.stringify(data, null, 2)} language="json" label={t.captured} />
			</details>
			<div className="form-actions">
				<Button
					kind="primary"
					busy={save.isPending}
					disabled={isSameMap(map, source.field_map)}
					onClick={() => save.mutate(map)}
				>
					{t.save}
				</Button>
			</div>
		</>
	);
};

/** Where the vendor documents no field, a person says what is what in a real delivery. */
export const FieldMapCard = ({
	source,
	vendor,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
}) => {
	const t = useText(mapTexts);
	const spoken = useKept(language);
	const [chosen, setChosen] = useState<string | null>(null);
	const query = useCaptured(source);
	return (
		<Card title={t.title}>
			<p>{t.says(vendor.name)}</p>
			<Loaded query={query}>
				{(types) => {
					const captured = types.filter(({ provenance }) => provenance === 'captured');
					const type = types.find((each) => each.type === chosen) ?? captured[0] ?? types[0];
					if (type === undefined) return null;
					return (
						<>
							<Select
								label={t.event}
								value={type.type}
								onChange={setChosen}
								choices={types.map((each) => ({
									value: each.type,
									label: `${each.label[spoken]} (${each.event})`,
								}))}
							/>
							{type.provenance === 'captured' ? (
								<Learn key={source.id} source={source} type={type} />
							) : (
								<Notice>{t.nothing}</Notice>
							)}
						</>
					);
				}}
			</Loaded>
		</Card>
	);
};
