import { useMemo } from 'react';
import { Chart } from '../../components/chart.tsx';
import { Card } from '../../components/page.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import type { Statistics } from './queries.ts';
import { successRates } from './series.ts';
import { overviewTexts } from './texts.ts';

export const Charts = ({ statistics }: { readonly statistics: Statistics }) => {
	const t = useText(overviewTexts);
	const { compact, percent, milliseconds } = useFormat();
	const { data, step } = statistics;
	const at = useMemo(() => data.map((each) => each.at), [data]);
	const traffic = useMemo(
		() => [
			{ label: t.events, colour: 1, values: data.map(({ events }) => events) } as const,
			{ label: t.deliveries, colour: 2, values: data.map(({ succeeded }) => succeeded) } as const,
			{ label: t.failed, colour: 3, values: data.map(({ failed }) => failed) } as const,
		],
		[data, t],
	);
	const rate = useMemo(
		() => [{ label: t.successRate, colour: 2, values: successRates(data) } as const],
		[data, t],
	);
	const times = useMemo(
		() => [
			{ label: t.p50, colour: 1, values: data.map(({ p50_ms }) => p50_ms) } as const,
			{ label: t.p95, colour: 4, values: data.map(({ p95_ms }) => p95_ms) } as const,
		],
		[data, t],
	);
	const trafficTitle = t.traffic(t[step]);
	return (
		<>
			<Card title={trafficTitle}>
				<Chart label={trafficTitle} at={at} series={traffic} step={step} format={compact} />
			</Card>
			<div className="columns">
				<Card title={t.rate}>
					<Chart label={t.rate} at={at} series={rate} step={step} format={percent} most={1} />
				</Card>
				<Card title={t.times}>
					<Chart label={t.times} at={at} series={times} step={step} format={milliseconds} />
				</Card>
			</div>
		</>
	);
};
