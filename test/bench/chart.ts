/** Pictures of curves for the reports: plain SVG, which GitHub shows beside the text. */

export type Point = readonly [x: number, y: number];
export type Series = { readonly name: string; readonly points: readonly Point[] };
export type Chart = {
	readonly title: string;
	readonly x: string;
	readonly y: string;
	readonly series: readonly Series[];
	/** Powers of ten along the x axis. */
	readonly logarithmic?: boolean;
	/** A line that must not be crossed. */
	readonly limit?: { readonly name: string; readonly value: number };
};

const size = { width: 800, height: 360 };
const frame = { left: 70, right: 20, top: 64, bottom: 48 };
/** Of Okabe and Ito: told apart by those who see fewer colours (https://jfly.uni-koeln.de/color). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const wantedTicks = 6;

const escaped = (text: string): string =>
	text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** 1, 2 or 5 times a power of ten. */
const stepOf = (span: number): number => {
	const rough = span / wantedTicks;
	const power = 10 ** Math.floor(Math.log10(rough));
	const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
	return factor * power;
};

const ticksOf = (most: number): readonly number[] => {
	const step = stepOf(most);
	return Array.from({ length: Math.floor(most / step) + 1 }, (_, nth) => nth * step);
};

const label = (value: number): string =>
	value >= 1_000_000
		? `${+(value / 1_000_000).toFixed(1)} M`
		: value >= 10_000
			? `${+(value / 1_000).toFixed(1)} k`
			: String(+value.toPrecision(4));

type Axis = { readonly at: (value: number) => number; readonly ticks: readonly number[] };

const linear = (most: number, from: number, to: number): Axis => ({
	at: (value) => from + (value / most) * (to - from),
	ticks: ticksOf(most),
});

const logarithmic = (values: readonly number[], from: number, to: number): Axis => {
	const first = Math.floor(Math.log10(Math.min(...values)));
	const last = Math.ceil(Math.log10(Math.max(...values)));
	return {
		at: (value) => from + ((Math.log10(value) - first) / Math.max(1, last - first)) * (to - from),
		ticks: Array.from({ length: last - first + 1 }, (_, nth) => 10 ** (first + nth)),
	};
};

const line = (from: Point, to: Point, more: string): string =>
	`<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" ${more}/>`;

const words = (at: Point, text: string, more = ''): string =>
	`<text x="${at[0]}" y="${at[1]}" ${more}>${escaped(text)}</text>`;

/** The chart as an SVG document; axes begin at 0, or at a power of ten. */
export const chartSvg = ({ title, x, y, series, limit, ...options }: Chart): string => {
	const [left, right] = [frame.left, size.width - frame.right];
	const [top, bottom] = [frame.top, size.height - frame.bottom];
	const points = series.flatMap((one) => one.points);
	const xs = points.map(([value]) => value);
	const most = Math.max(1e-9, ...points.map(([, value]) => value), limit?.value ?? 0) * 1.05;
	const across = options.logarithmic
		? logarithmic(xs, left, right)
		: linear(Math.max(1e-9, ...xs), left, right);
	const up = linear(most, bottom, top);
	const placed = ([px, py]: Point): Point => [+across.at(px).toFixed(1), +up.at(py).toFixed(1)];
	const grid = [
		...up.ticks.flatMap((value) => {
			const height = placed([xs[0] ?? 1, value])[1];
			return [
				line([left, height], [right, height], 'stroke="#d0d7de"'),
				words([left - 8, height + 4], label(value), 'text-anchor="end"'),
			];
		}),
		...across.ticks.map((value) =>
			words([+across.at(value).toFixed(1), bottom + 18], label(value), 'text-anchor="middle"'),
		),
		words([(left + right) / 2, size.height - 8], x, 'text-anchor="middle"'),
		words([left, top - 12], y, 'text-anchor="start"'),
	];
	const limitHeight = limit === undefined ? 0 : +up.at(limit.value).toFixed(1);
	const curves = series.flatMap((one, nth) => {
		const colour = colours[nth % colours.length] ?? '#000';
		const path = one.points.map((point) => placed(point).join(',')).join(' ');
		const dots = options.logarithmic
			? one.points
					.map(placed)
					.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`)
			: [];
		const legendAt = right - (series.length - nth) * 170;
		return [
			`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.8"/>`,
			...dots,
			line([legendAt, top - 16], [legendAt + 22, top - 16], `stroke="${colour}" stroke-width="3"`),
			words([legendAt + 28, top - 12], one.name),
		];
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" fill="#1f2328" role="img" aria-label="${escaped(title)}">`,
		`<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
		words([left, 24], title, 'font-size="16" font-weight="600"'),
		...grid,
		...(limit === undefined
			? []
			: [
					line(
						[left, limitHeight],
						[right, limitHeight],
						'stroke="#cf222e" stroke-dasharray="6 4"',
					),
					words([right, limitHeight - 5], limit.name, 'text-anchor="end" fill="#cf222e"'),
				]),
		...curves,
		'</svg>',
		'',
	].join('\n');
};
