import { provenance } from '../report.ts';
import type { CrashResult } from './result.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en');

const median = (values: readonly number[]): number =>
	[...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const section = (result: CrashResult): readonly string[] => {
	const rows: readonly (readonly [string, string])[] = [
		...Object.entries(result.kills).map(
			([what, count]) => [`kills of ${what}`, whole(count)] as const,
		),
		['events that got their 200', whole(result.acknowledged)],
		['deliveries they mean', whole(result.deliveries)],
		['of these lost, or wrong in another way', whole(result.faults.length)],
		['in flight at a kill, all kills together', whole(result.repeatable)],
		['in flight at a kill, most', whole(result.mostInFlight)],
		['delivered once more', whole(result.repeated)],
		['oldest request without a result on disk at a kill', `${whole(result.oldestInFlightMs)} ms`],
		[
			'from a start to serving, median and longest',
			`${whole(median(result.startsMs))} ms, ${whole(Math.max(...result.startsMs))} ms`,
		],
		['duration', `${whole(result.seconds)} s`],
	];
	return [
		`## ${result.store}: ${result.rounds} rounds, seed ${result.seed}`,
		'',
		'|  |  |',
		'|---|---|',
		...rows.map(([name, value]) => `| ${name} | ${value} |`),
		'',
		result.faults.length === 0
			? 'Everything that got its 200 was delivered, and nothing came again that was not in flight at a kill.'
			: `**Failed:** ${result.faults.join('; ')}`,
		'',
	];
};

export const crashReport = (results: readonly CrashResult[], command: string, now: Date): string =>
	[
		'# Killed at random moments under load',
		'',
		provenance(command, now),
		'',
		'Sixteen senders post signed events of four types, each to three hook URLs of its own, and send an event again until it gets its 200, as vendors do. At a moment drawn from the seed a process is killed (`kill -9`) and started again. Three of ten answers of the hook URLs take up to 60 ms; one delivery in 200 is refused with 500 the first time.',
		'',
		'A delivery is **in flight** at a kill when a hook URL has its request and the database has no result of that attempt; the database is read right after the kill. The bound, for every single delivery: requests ≤ 1 + answers of 500 + kills at which it was in flight. Delivered means that the hook URL could write its whole 200 to a connection that was still there. Every event must be one message, under the one id that its 200 named.',
		'',
		...results.flatMap(section),
	].join('\n');
