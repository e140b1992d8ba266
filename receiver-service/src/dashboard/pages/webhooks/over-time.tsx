import { useState } from 'react';
import { Loaded } from '../../components/state.tsx';
import { Charts } from '../overview/charts.tsx';
import { type Span, useStatistics } from '../overview/queries.ts';
import { SpanPicker } from '../overview/span-picker.tsx';
import { webhooksKey } from './webhook.ts';

export const overTimeKey = (id: string) => [...webhooksKey, 'over-time', id];

/** How it fared, and what waited for it. */
export const OverTime = ({ id }: { readonly id: string }) => {
	const [span, setSpan] = useState<Span>('day');
	const statistics = useStatistics(overTimeKey(id), span, id);
	return (
		<Loaded query={statistics}>
			{(data) => (
				<Charts
					statistics={data}
					of="webhook"
					actions={<SpanPicker value={span} onChange={setSpan} />}
				/>
			)}
		</Loaded>
	);
};
