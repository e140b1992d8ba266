import { type ReactNode, useMemo } from 'react';
import { Chart } from '../../components/chart.tsx';
import { Card } from '../../components/page.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import type { Statistics } from './queries.ts';
import { backlogOf, successRates } from './series.ts';
import { overviewTexts } from './texts.ts';

/** What happened in each step, and what waited: of everything, or of one webhook. */
export const Charts = ({
	statistics,
	of,
	actions,
}: {
	readonly statistics: Statistics;
	readonly of: 'all' | 'webhook';
	readonly actions?: ReactNode;
}) => {
	const t = useText(overviewTexts);
	const { compact, percent, milliseconds, duration } = useFormat();
	const { data, step } = statistics;
	const at = useMemo(() => data.map((each) => each.at), [data]);
	const traffic = useMemo(
		() => [
			...(of === 'all'
				? [{ label: t.events, colour: 1, values: data.map(({ events }) => events) } as const]
				: []),
			{
				label: of === 'all' ? t.deliveries : t.succeeded,
				colour: 2,
				values: data.map(({ succeeded }) => succeeded),
			} as const,
			{ label: t.failed, colour: 3, values: data.map(({ failed }) => failed) } as const,
		],
		[data, of, t],
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
	const waiting = useMemo(
		() => [
			{ label: t.pending, colour: 1, values: backlogOf(data, 'pending') } as const,
			{ label: t.held, colour: 4, values: backlogOf(data, 'held') } as const,
			{ label: t.dead, colour: 3, values: backlogOf(data, 'dead_letter') } as const,
		],
		[data, t],
	);
	const age = useMemo(
		() => [{ label: t.age, colour: 1, values: backlogOf(data, 'oldest_pending_ms') } as const],
		[data, t],
	);
	const trafficTitle = of === 'all' ? t.traffic(t[step]) : t.attempts(t[step]);
	return (
		<>
			<Card title={trafficTitle} actions={actions}>
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
			<div className="columns">
				<Card title={t.waiting}>
					<Chart label={t.waiting} at={at} series={waiting} step={step} format={compact} />
				</Card>
				<Card title={t.age}>
					<Chart label={t.age} at={at} series={age} step={step} format={duration} />
				</Card>
			</div>
		</>
	);
};
