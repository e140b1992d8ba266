import { useState } from 'react';
import { useLiveQueries } from '../../api/live.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { Backlog } from './backlog.tsx';
import { Charts } from './charts.tsx';
import { Figures } from './figures.tsx';
import { HookHealth, SourceHealth } from './health.tsx';
import { NextStep } from './next-step.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import {
	overviewKey,
	type Span,
	useOpenAlerts,
	useSources,
	useStatistics,
	useSubscriptions,
} from './queries.ts';
import { SpanPicker } from './span-picker.tsx';
import { overviewTexts } from './texts.ts';

const statisticsKey = [...overviewKey, 'statistics'];

const Overview = () => {
	const t = useText(overviewTexts);
	const [span, setSpan] = useState<Span>('hour');
	const statistics = useStatistics(statisticsKey, span);
	const sources = useSources();
	const hooks = useSubscriptions();
	const alerts = useOpenAlerts();
	useLiveQueries([overviewKey], { everyMs: 3_000 });
	return (
		<Page title={t.title} intro={t.intro} actions={<SpanPicker value={span} onChange={setSpan} />}>
			{sources.data === undefined || hooks.data === undefined ? null : (
				<NextStep sources={sources.data.data} hooks={hooks.data.data} />
			)}
			{alerts.data === undefined ? null : <OpenAlerts alerts={alerts.data} />}
			<Loaded query={statistics}>
				{(data) => (
					<>
						<Figures totals={data.totals} />
						<Charts statistics={data} of="all" />
					</>
				)}
			</Loaded>
			<div className="columns">
				<Loaded query={statistics}>{({ backlog }) => <Backlog backlog={backlog} />}</Loaded>
				<Loaded query={sources}>{({ data }) => <SourceHealth sources={data} />}</Loaded>
				<Loaded query={hooks}>{({ data }) => <HookHealth hooks={data} />}</Loaded>
			</div>
		</Page>
	);
};

export default Overview;
