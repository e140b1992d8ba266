import { useState } from 'react';
import { useSearch } from 'wouter';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import type { TimeRange } from '../../components/time-range.ts';
import { TimeRangePicker } from '../../components/time-range-picker.tsx';
import { useText } from '../../text/texts.ts';
import { SourceSelect } from '../../vendor/source-select.tsx';
import { outcomeTexts } from '../../vendor/texts.ts';
import { ReceiptList } from './list.tsx';
import { type Outcome, outcomes } from './reason.ts';
import { receiptTexts } from './texts.ts';

const Receipts = () => {
	const t = useText(receiptTexts);
	const said = useText(outcomeTexts);
	const asked = new URLSearchParams(useSearch());
	const [outcome, setOutcome] = useState<Outcome | ''>(
		outcomes.find((each) => each === asked.get('outcome')) ?? '',
	);
	const [sourceId, setSourceId] = useState(asked.get('source_id') ?? '');
	const [range, setRange] = useState<TimeRange>({ kind: 'all' });
	return (
		<Page title={t.title} intro={t.intro}>
			<div className="filters">
				<TimeRangePicker value={range} onChange={setRange} />
				<Select
					label={t.outcome}
					value={outcome}
					onChange={setOutcome}
					choices={[
						{ value: '', label: t.every },
						...outcomes.map((value) => ({ value, label: said[value] })),
					]}
				/>
				<SourceSelect value={sourceId} onChange={setSourceId} />
			</div>
			<ReceiptList filter={{ outcome, range, sourceId }} />
		</Page>
	);
};

export default Receipts;
