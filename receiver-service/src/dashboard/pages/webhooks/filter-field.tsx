import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { ComboBox } from '../../components/combobox.tsx';
import { TextField } from '../../components/field.tsx';
import { useText } from '../../text/texts.ts';
import { type Draft, type ListKey, listKeys, minimumKeys } from './draft.ts';
import { errorUnder } from './faults.ts';
import { filterTexts, formTexts } from './form-texts.ts';
import { webhooksKey } from './webhook.ts';

type Filtering = {
	readonly draft: Draft;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly fault: Error | null;
};

/** Values seen in events so far, and whatever is typed: some come only later. */
const ListFilter = ({ field, draft, onChange, fault }: Filtering & { readonly field: ListKey }) => {
	const t = useText(formTexts);
	const names = useText(filterTexts);
	const [typed, setTyped] = useState('');
	const q = typed.trim();
	const asked = { field, ...(draft.sourceId === '' ? {} : { source_id: draft.sourceId }) };
	const seen = useQuery({
		queryKey: [...webhooksKey, 'filter-values', asked, q],
		queryFn: () => answer(api.GET('/v1/filter-values', { params: { query: { ...asked, q } } })),
		placeholderData: keepPreviousData,
	});
	const values = draft.lists[field] ?? [];
	const known = seen.data?.data.map(({ value }) => value) ?? [];
	const choices = [...new Set([...(q === '' ? [] : [q]), ...known, ...values])];
	return (
		<ComboBox
			label={names[field]}
			placeholder={t.any}
			choices={choices.map((value) => ({ value, label: value }))}
			values={values}
			onType={setTyped}
			onChange={(chosen) => onChange({ lists: { ...draft.lists, [field]: chosen } })}
			error={errorUnder(fault, `filter.${field}`)}
		/>
	);
};

/** The two that people ask for first; the others are a click away. */
const first = ['tracking_number', 'user'] as const;
const others = listKeys.filter((key) => !first.some((each) => each === key));

/** Which of those events: by tracking number, user, and the other fields that events carry. */
export const FilterField = (filtering: Filtering) => {
	const { draft, onChange, fault } = filtering;
	const t = useText(formTexts);
	const names = useText(filterTexts);
	const isUsed =
		others.some((key) => (draft.lists[key] ?? []).length > 0) ||
		minimumKeys.some((key) => (draft.minimums[key] ?? '') !== '');
	const [opened] = useState(isUsed);
	return (
		<fieldset className="field">
			<legend className="field-label">{t.only}</legend>
			<div className="stack-small">
				<p className="field-hint">{t.onlyHint}</p>
				<div className="filters">
					{first.map((field) => (
						<ListFilter key={field} field={field} {...filtering} />
					))}
				</div>
				<details className="disclosure" open={opened}>
					<summary>{t.moreFilters}</summary>
					<div className="filters">
						{others.map((field) => (
							<ListFilter key={field} field={field} {...filtering} />
						))}
						{minimumKeys.map((key) => (
							<TextField
								key={key}
								label={names[key]}
								type="number"
								min={0}
								step="any"
								value={draft.minimums[key] ?? ''}
								onChange={(text) => onChange({ minimums: { ...draft.minimums, [key]: text } })}
								error={errorUnder(fault, `filter.${key}`)}
							/>
						))}
					</div>
				</details>
			</div>
		</fieldset>
	);
};
