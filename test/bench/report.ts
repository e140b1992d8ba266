import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export type Spread = { readonly median: number; readonly least: number; readonly most: number };
export type Measurement = {
	readonly name: string;
	readonly values: Readonly<Record<string, Spread>>;
};
export type Table = {
	readonly title: string;
	readonly rows: readonly Measurement[];
	readonly verdict: string;
	readonly passed: boolean;
};

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const spread = (values: readonly number[]): Spread => ({
	median: median(values),
	least: Math.min(...values),
	most: Math.max(...values),
});

const digits = (value: number): string =>
	value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);

const cell = ({ median: middle, least, most }: Spread): string =>
	`${digits(middle)} (${digits(least)}–${digits(most)})`;

const tableText = ({ title, rows, verdict }: Table): string => {
	const columns = Object.keys(rows[0]?.values ?? {});
	const lines = rows.map(({ name, values }) => {
		const cells = columns.map((column) => {
			const value = values[column];
			return value === undefined ? '' : cell(value);
		});
		return `| ${[name, ...cells].join(' | ')} |`;
	});
	return [
		`## ${title}`,
		'',
		`| ${['', ...columns].join(' | ')} |`,
		`|${'---|'.repeat(columns.length + 1)}`,
		...lines,
		'',
		verdict,
		'',
	].join('\n');
};

const commit = (): string =>
	execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

/** The report in Markdown: median (least–most) of the rounds, with where and when it was measured. */
export const reportText = (tables: readonly Table[], now: Date): string => {
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return [
		'# Benchmarks',
		'',
		`Written by \`npm run bench\` on ${now.toISOString().slice(0, 10)} at commit ${commit()}: Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${memory} GB, ${process.platform}. Load, hook URLs and the service share the machine. Each figure is the median (least–most) of its rounds; the baseline runs in turns with ours.`,
		'',
		...tables.map(tableText),
	].join('\n');
};
