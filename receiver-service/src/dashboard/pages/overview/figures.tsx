import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import type { Statistics } from './queries.ts';
import { overviewTexts } from './texts.ts';

const none = '–';

export const Figures = ({ totals }: { readonly totals: Statistics['totals'] }) => {
	const t = useText(overviewTexts);
	const { number, percent, milliseconds } = useFormat();
	const duration = (value: number | null) => (value === null ? none : milliseconds(value));
	const figures = [
		[t.events, number(totals.events)],
		[t.deliveries, number(totals.succeeded)],
		[t.successRate, totals.success_rate === null ? none : percent(totals.success_rate)],
		[t.p50, duration(totals.p50_ms)],
		[t.p95, duration(totals.p95_ms)],
		[t.deadLetters, number(totals.dead_letters)],
	] as const;
	return (
		<dl className="figures">
			{figures.map(([name, value]) => (
				<div className="figure" key={name}>
					<dt className="figure-label">{name}</dt>
					<dd className="figure-value">{value}</dd>
				</div>
			))}
		</dl>
	);
};
