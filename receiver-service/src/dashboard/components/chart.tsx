import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../text/format.ts';
import { useKept } from '../text/kept.ts';
import { useText } from '../text/texts.ts';
import { theme } from '../text/theme.ts';
import { componentTexts } from './texts.ts';

export type Series = {
	readonly label: string;
	/** One of the colours of the tokens. */
	readonly colour: 1 | 2 | 3 | 4;
	readonly values: readonly (number | null)[];
};

type ChartProps = {
	readonly label: string;
	/** RFC 3339, rising, one for each value. */
	readonly at: readonly string[];
	readonly series: readonly Series[];
	readonly format: (value: number) => string;
	/** How far apart the values are: a time of day says nothing about a day. */
	readonly step: 'minute' | 'hour' | 'day';
	/** The top of the scale, where it is always the same. */
	readonly most?: number;
};

const height = 208;

/** Few values far apart make no line: they are shown as points. */
const isSparse = (values: ArrayLike<number | null | undefined>): boolean =>
	Array.from(values).filter((value) => value != null).length < 40;

/** The canvas knows no CSS: it is told the colours that the page has now. */
const resolved = (element: HTMLElement, name: string): string => {
	const probe = document.createElement('span');
	probe.className = name;
	element.append(probe);
	const colour = getComputedStyle(probe).backgroundColor;
	probe.remove();
	return colour;
};

const draw = (element: HTMLElement, props: ChartProps, time: (at: number) => string): UPlot => {
	const style = getComputedStyle(element);
	const axis: UPlot.Axis = {
		stroke: style.color,
		font: `12px ${style.fontFamily}`,
		grid: { stroke: resolved(element, 'chart-grid'), width: 1 },
		ticks: { show: false },
	};
	return new UPlot(
		{
			width: element.clientWidth,
			height,
			legend: { show: false },
			cursor: { drag: { x: false, y: false }, points: { size: 6 } },
			scales: { y: { range: (_plot, _min, max) => [0, props.most ?? Math.max(max * 1.1, 1)] } },
			axes: [
				{
					...axis,
					size: 32,
					space: 80,
					values: (_plot, splits) => splits.map((at) => time(at * 1000)),
				},
				{ ...axis, size: 60, values: (_plot, splits) => splits.map(props.format) },
			],
			series: [
				{},
				...props.series.map(
					({ label, colour }): UPlot.Series => ({
						label,
						stroke: resolved(element, `swatch-${colour}`),
						width: 2,
						points: { size: 5, show: (plot, index) => isSparse(plot.data[index] ?? []) },
					}),
				),
			],
		},
		dataOf(props),
		element,
	);
};

const dataOf = ({ at, series }: Pick<ChartProps, 'at' | 'series'>): UPlot.AlignedData => [
	at.map((each) => new Date(each).getTime() / 1000),
	...series.map(({ values }) => [...values]),
];

const AsTable = ({ label, at, series, format }: ChartProps) => {
	const t = useText(componentTexts);
	const { dateTime } = useFormat();
	return (
		<div className="table-scroll chart-table">
			<table className="table">
				<caption className="visually-hidden">{label}</caption>
				<thead>
					<tr>
						<th scope="col">{t.time}</th>
						{series.map((each) => (
							<th key={each.label} scope="col" className="number">
								{each.label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{at.map((each, index) => (
						<tr key={each}>
							<td className="nowrap">{dateTime(each)}</td>
							{series.map(({ label: name, values }) => {
								const value = values[index] ?? null;
								return (
									<td key={name} className="number">
										{value === null ? '–' : format(value)}
									</td>
								);
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
};

/** Lines over time, drawn by uPlot; the same figures stand in a table for those who want it. */
export const Chart = (props: ChartProps) => {
	const t = useText(componentTexts);
	const { shortTime, shortDate } = useFormat();
	const time = props.step === 'day' ? shortDate : shortTime;
	const shown = useKept(theme);
	const element = useRef<HTMLDivElement>(null);
	const plot = useRef<UPlot | null>(null);
	const latest = useRef(props);
	latest.current = props;
	const shape = JSON.stringify(props.series.map(({ label, colour }) => [label, colour]));

	// biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when theme, language or series change.
	useEffect(() => {
		const target = element.current;
		if (target === null) return undefined;
		const redraw = () => {
			plot.current?.destroy();
			plot.current = draw(target, latest.current, time);
		};
		redraw();
		const dark = matchMedia('(prefers-color-scheme: dark)');
		dark.addEventListener('change', redraw);
		const observer = new ResizeObserver(() =>
			plot.current?.setSize({ width: target.clientWidth, height }),
		);
		observer.observe(target);
		return () => {
			dark.removeEventListener('change', redraw);
			observer.disconnect();
			plot.current?.destroy();
			plot.current = null;
		};
	}, [shown, time, shape]);

	useEffect(() => {
		plot.current?.setData(dataOf({ at: props.at, series: props.series }));
	}, [props.at, props.series]);

	return (
		<figure className="stack-small">
			<figcaption className="visually-hidden">{props.label}</figcaption>
			<ul className="chart-legend">
				{props.series.map(({ label, colour }) => (
					<li key={label}>
						<span className={`swatch swatch-${colour}`} aria-hidden="true" />
						{label}
					</li>
				))}
			</ul>
			<div className="chart-canvas soft" ref={element} aria-hidden="true" />
			<details className="disclosure">
				<summary>{t.asTable}</summary>
				<AsTable {...props} />
			</details>
		</figure>
	);
};
