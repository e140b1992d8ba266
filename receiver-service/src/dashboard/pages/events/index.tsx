import { useState } from 'react';
import { useSearch } from 'wouter';
import { fieldError } from '../../api/problem.ts';
import { Checkbox } from '../../components/choices.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import type { TimeRange } from '../../components/time-range.ts';
import { TimeRangePicker } from '../../components/time-range-picker.tsx';
import { useText } from '../../text/texts.ts';
import { SourceSelect } from '../../vendor/source-select.tsx';
import { TypeSelect } from '../../vendor/type-select.tsx';
import { ReceiptList } from '../receipts/list.tsx';
import { ExactForm } from './exact-form.tsx';
import { EventList, useEventPages } from './list.tsx';
import { QuarantineList } from './quarantine-list.tsx';
import { type EventFilter, type EventStatus, noExact } from './search.ts';
import { eventsTexts } from './texts.ts';

type Shown = 'events' | 'quarantined' | 'duplicates';
const shownKinds = ['events', 'quarantined', 'duplicates'] as const;

const firstFilter = (asked: URLSearchParams): EventFilter => {
	const [callId, candidateId] = [asked.get('call_id'), asked.get('candidate_id')];
	return {
		range: { kind: 'all' },
		type: asked.get('type') ?? '',
		sourceId: asked.get('source_id') ?? '',
		tests: true,
		exact:
			callId === null && candidateId === null
				? noExact
				: { ...noExact, call_id: callId ?? '', candidate_id: candidateId ?? '' },
	};
};

type FilterProps = {
	readonly filter: EventFilter;
	readonly set: (change: Partial<EventFilter>) => void;
};

/** A field of the search says itself what is wrong with it. */
const isRefused = (fault: Error | null): boolean =>
	['phone', 'email'].some((field) => fieldError(fault, field) !== undefined);

const Found = ({ filter, set, status }: FilterProps & { readonly status: EventStatus }) => {
	const t = useText(eventsTexts);
	const pages = useEventPages(filter, status);
	const List = status === 'quarantined' ? QuarantineList : EventList;
	return (
		<>
			<ExactForm value={filter.exact} fault={pages.error} onSearch={(exact) => set({ exact })} />
			<Checkbox label={t.tests} checked={filter.tests} onChange={(tests) => set({ tests })} />
			{isRefused(pages.error) ? null : <List pages={pages} />}
		</>
	);
};

const Events = () => {
	const t = useText(eventsTexts);
	const asked = new URLSearchParams(useSearch());
	const [shown, setShown] = useState<Shown>(
		shownKinds.find((kind) => kind === asked.get('show')) ?? 'events',
	);
	const [filter, setFilter] = useState(() => firstFilter(asked));
	const set = (change: Partial<EventFilter>) => setFilter({ ...filter, ...change });
	const setRange = (range: TimeRange) => set({ range });
	return (
		<Page title={t.title} intro={t.intro}>
			<div className="filters">
				<Select
					label={t.show}
					value={shown}
					onChange={setShown}
					choices={shownKinds.map((value) => ({ value, label: t[value] }))}
				/>
				<TimeRangePicker value={filter.range} onChange={setRange} />
				{shown === 'duplicates' ? null : (
					<TypeSelect value={filter.type} onChange={(type) => set({ type })} />
				)}
				<SourceSelect value={filter.sourceId} onChange={(sourceId) => set({ sourceId })} />
			</div>
			{shown === 'duplicates' ? (
				<ReceiptList
					filter={{ outcome: 'duplicate', sourceId: filter.sourceId, range: filter.range }}
				/>
			) : (
				<Found filter={filter} set={set} status={shown === 'events' ? 'accepted' : 'quarantined'} />
			)}
		</Page>
	);
};

export default Events;
