import { median, provenance } from '../report.ts';
import type { SoakSample } from './load.ts';

/** The service and its load over ten seconds. */
export type Look = SoakSample & {
	readonly minute: number;
	readonly rssMb: number;
	readonly heapMb: number;
	readonly cpuUs: number;
	readonly diskMb: number;
};

/** By then caches that have a bound are full and the code is compiled. */
const warmUpShare = 1 / 3;
/** Of the resident memory, from the first half after the warm-up to the second. */
const mostGrowth = 1.1;
/** Of what the rate means, so much was acknowledged: the load itself kept up. */
const leastSent = 0.97;

export type SoakVerdict = {
	readonly acknowledged: number;
	readonly delivered: number;
	readonly late: number;
	readonly worstMs: number;
	readonly earlyMb: number;
	readonly lateMb: number;
	/** Least squares over the looks after the warm-up. */
	readonly slopeMbPerHour: number;
	readonly cpuUsPerEvent: number;
	readonly faults: readonly string[];
};

const sum = (looks: readonly Look[], of: (look: Look) => number): number =>
	looks.reduce((total, look) => total + of(look), 0);

const slope = (looks: readonly Look[]): number => {
	const count = looks.length;
	const meanX = sum(looks, ({ minute }) => minute) / count;
	const meanY = sum(looks, ({ rssMb }) => rssMb) / count;
	const covariance = sum(looks, ({ minute, rssMb }) => (minute - meanX) * (rssMb - meanY));
	return covariance / sum(looks, ({ minute }) => (minute - meanX) ** 2);
};

export const soakVerdict = (
	looks: readonly Look[],
	plan: { readonly hooks: number; readonly rate: number; readonly minutes: number },
): SoakVerdict => {
	const warm = looks.slice(Math.ceil(looks.length * warmUpShare));
	const half = Math.ceil(warm.length / 2);
	const memory = (some: readonly Look[]) => median(some.map(({ rssMb }) => rssMb));
	const [earlyMb, lateMb] = [memory(warm.slice(0, half)), memory(warm.slice(half))];
	const acknowledged = sum(looks, (look) => look.acknowledged);
	const delivered = sum(looks, (look) => look.delivered);
	const late = sum(looks, (look) => look.late);
	const refused = sum(looks, (look) => look.refused);
	const lost = looks.at(-1)?.onTheWay ?? 0;
	const wanted = plan.rate * plan.minutes * 60;
	const repeated = delivered - acknowledged * plan.hooks;
	return {
		acknowledged,
		delivered,
		late,
		earlyMb,
		lateMb,
		worstMs: Math.max(...looks.map(({ worstMs }) => worstMs)),
		slopeMbPerHour: slope(warm) * 60,
		cpuUsPerEvent: sum(looks, ({ cpuUs }) => cpuUs) / acknowledged,
		faults: [
			...(lateMb <= earlyMb * mostGrowth ? [] : ['the memory grows after the warm-up']),
			...(late === 0 ? [] : [`${late} events were late`]),
			...(lost === 0 ? [] : [`${lost} events were acknowledged and not delivered`]),
			...(refused === 0 ? [] : [`${refused} events were refused`]),
			...(repeated <= 0 ? [] : [`${repeated} deliveries came again`]),
			...(acknowledged >= wanted * leastSent ? [] : ['the load did not keep its rate']),
		],
	};
};

const whole = (value: number): string => Math.round(value).toLocaleString('en');

export const soakReport = (
	looks: readonly Look[],
	verdict: SoakVerdict,
	plan: {
		readonly command: string;
		readonly rate: number;
		readonly minutes: number;
		readonly now: Date;
	},
): string => {
	const rows: readonly (readonly [string, string])[] = [
		['events that got their 200', whole(verdict.acknowledged)],
		['deliveries', whole(verdict.delivered)],
		['events with a delivery more than 2 s after their 200', whole(verdict.late)],
		['longest from a 200 to the last of its deliveries', `${whole(verdict.worstMs)} ms`],
		[
			'p99 of that in ten seconds, median',
			`${median(looks.map(({ p99Ms }) => p99Ms)).toFixed(1)} ms`,
		],
		['resident memory, first half after the warm-up', `${whole(verdict.earlyMb)} MB`],
		['resident memory, second half', `${whole(verdict.lateMb)} MB`],
		['its slope (least squares)', `${verdict.slopeMbPerHour.toFixed(1)} MB an hour`],
		['CPU for each event with its three deliveries', `${whole(verdict.cpuUsPerEvent)} µs`],
		['database at the end, its log included', `${whole(looks.at(-1)?.diskMb ?? 0)} MB`],
	];
	return [
		`# ${plan.minutes} minutes at ${plan.rate} events/s`,
		'',
		`${provenance(plan.command, plan.now)} The service on its embedded database, three hook URLs that answer at once, a look every ten seconds.`,
		'',
		'|  |  |',
		'|---|---|',
		...rows.map(([name, value]) => `| ${name} | ${value} |`),
		'',
		'![Memory over the run](soak-memory.svg)',
		'',
		'![Latency over the run](soak-latency.svg)',
		'',
		`The first third is warm-up. The median memory of the second half of the rest may be at most ${mostGrowth} of that of its first half; no event may have a delivery later than 2 s after its 200, be refused, lost or come again.`,
		'',
		verdict.faults.length === 0 ? 'Held.' : `**Failed:** ${verdict.faults.join('; ')}.`,
		'',
	].join('\n');
};
