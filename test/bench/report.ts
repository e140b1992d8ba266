import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Chart, chartSvg } from './chart.ts';

const reports = join(import.meta.dirname, '../../docs/benchmarks');
const overview = `${reports}.md`;

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

export const tableText = ({ title, rows, verdict }: Table): string => {
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

/** Where, when and by which command figures were measured. */
export const provenance = (command: string, now: Date): string => {
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `Written by \`${command}\` on ${now.toISOString().slice(0, 10)} at commit ${commit()}: Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${memory} GB, ${process.platform}. Load, hook URLs and the service share the machine.`;
};

/** What a benchmark found. */
export type Section = {
	readonly title: string;
	/** How it was measured, and how to read it. */
	readonly about: readonly string[];
	readonly tables: readonly Table[];
	readonly charts?: readonly Chart[];
};

/** How often a figure was measured; the median is in front of its brackets. */
export const readingHint = (rounds: number): string =>
	`Each figure is the median (least–most) of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}; contenders take turns. On a machine that is shared, ratios and CPU hold what latencies cannot.`;

const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? '';

/** Writes docs/benchmarks.md: the pipeline's report, and where the others are. */
const writeOverview = (): void => {
	const found = readdirSync(reports)
		.filter((file) => file.endsWith('.md'))
		.toSorted()
		.map((file) => ({ file, text: readFileSync(join(reports, file), 'utf8') }));
	const pipeline = found.find(({ file }) => file === 'pipeline.md');
	const others = found.filter((one) => one !== pipeline);
	const text = [
		'# Benchmarks',
		'',
		...(pipeline === undefined ? [] : [pipeline.text.replace(/^# .*\n+/, '')]),
		'## More',
		'',
		...others.map((one) => `- [${titleOf(one.text)}](benchmarks/${one.file})`),
		'',
	].join('\n');
	writeFileSync(overview, text);
};

/** Writes a report or a picture of one into docs/benchmarks. */
export const writeReport = (name: string, text: string): void => {
	mkdirSync(reports, { recursive: true });
	writeFileSync(join(reports, name), text);
	writeOverview();
};

/** Writes a benchmark's report, docs/benchmarks/<name>.md, with its pictures; returns the text. */
export const writeSection = (
	name: string,
	command: string,
	{ title, about, tables, charts = [] }: Section,
): string => {
	const pictures = charts.map((chart, nth) => {
		const file = `${name}${nth === 0 ? '' : `-${nth + 1}`}.svg`;
		writeReport(file, chartSvg(chart));
		return `![${chart.title}](${file})\n`;
	});
	const text = [
		`# ${title}`,
		'',
		provenance(command, new Date()),
		'',
		...about.flatMap((paragraph) => [paragraph, '']),
		...pictures,
		...tables.map(tableText),
	].join('\n');
	writeReport(`${name}.md`, text);
	return text;
};
