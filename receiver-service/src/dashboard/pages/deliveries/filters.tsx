import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ComboBox } from '../../components/combobox.tsx';
import { TextField } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { TimeRangePicker } from '../../components/time-range-picker.tsx';
import { useText } from '../../text/texts.ts';
import { useTypeChoices, useWebhookChoices } from './choices.ts';
import { statuses } from './delivery.ts';
import { type DeliveryFilter, idFilter, isFiltered } from './filter.ts';
import { deliveryTexts, statusTexts } from './texts.ts';

type Filtering = {
	readonly filter: DeliveryFilter;
	readonly onChange: (change: Partial<DeliveryFilter>) => void;
};

/** Filters once a whole id is there: a part of one finds nothing. */
const IdField = ({ filter, onChange }: Filtering) => {
	const t = useText(deliveryTexts);
	const [typed, setTyped] = useState(filter.id);
	const change = (text: string) => {
		setTyped(text);
		const found = idFilter(text);
		if (found !== null) onChange(found.id === '' ? found : { id: found.id });
		else if (filter.id !== '') onChange({ id: '' });
		if (found !== null && found.id === '') setTyped('');
	};
	return (
		<TextField
			label={t.id}
			type="search"
			placeholder={t.idHint}
			spellCheck={false}
			value={typed}
			onChange={change}
			error={typed.trim() === '' || idFilter(typed) !== null ? undefined : t.idIncomplete}
		/>
	);
};

const everything: DeliveryFilter = {
	range: { kind: 'all' },
	statuses: [],
	types: [],
	subscriptionId: '',
	id: '',
};

export const Filters = ({ filter, onChange }: Filtering) => {
	const t = useText(deliveryTexts);
	const said = useText(statusTexts);
	const types = useTypeChoices();
	const webhooks = useWebhookChoices(filter.subscriptionId);
	const [resets, countReset] = useState(0);
	const reset = () => {
		onChange(everything);
		countReset(resets + 1);
	};
	return (
		<div className="stack-small">
			<div className="filters">
				<TimeRangePicker value={filter.range} onChange={(range) => onChange({ range })} />
				<Select
					label={t.webhook}
					value={filter.subscriptionId}
					choices={webhooks}
					onChange={(subscriptionId) => onChange({ subscriptionId })}
				/>
				<ComboBox
					label={t.status}
					placeholder={t.anyStatus}
					choices={statuses.map((value) => ({ value, label: said[value] }))}
					values={filter.statuses}
					onChange={(values) =>
						onChange({ statuses: statuses.filter((status) => values.includes(status)) })
					}
				/>
				<ComboBox
					label={t.events}
					placeholder={t.anyEvent}
					choices={types}
					values={filter.types}
					onChange={(chosen) => onChange({ types: chosen })}
				/>
				<IdField key={resets} filter={filter} onChange={onChange} />
			</div>
			{isFiltered(filter) ? (
				<div>
					<Button small onClick={reset}>
						{t.reset}
					</Button>
				</div>
			) : null}
		</div>
	);
};
