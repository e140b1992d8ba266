import type { Contender } from './contenders.ts';
import { type Match, type Measured, type Scene, startMatch } from './measure.ts';
import { type Measurement, median, type Spread, spread } from './report.ts';

export const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
export const measureMs = Number(process.env.BENCH_SECONDS ?? 6) * 1_000;
/** Until the compiler has settled: for the service's code it takes some 40,000 events (`--trace-opt`). */
const firstMs = Number(process.env.BENCH_WARM_UP ?? 20) * 1_000;
/** From one scene to the next, until its load is even. */
const evenMs = 1_000;
const connections = 64;

export type DuelScene = { readonly name: string } & Omit<
	Scene,
	'connections' | 'warmUpMs' | 'measureMs'
>;
/** By scene, then by contender. */
export type Results = ReadonlyMap<string, ReadonlyMap<string, readonly Measured[]>>;

/**
 * Runs contenders in turns: each is started once and warmed up; then every scene has its rounds, in
 * each of them one contender after the other, while those that wait have nothing to do.
 */
export const duel = async (
	contenders: readonly Contender[],
	hooks: number,
	scenes: readonly DuelScene[],
	warmUpRate: number | null = null,
): Promise<Results> => {
	const matches: { readonly name: string; readonly match: Match }[] = [];
	const results = new Map<string, Map<string, Measured[]>>();
	try {
		for (const contender of contenders) {
			const match = await startMatch(contender, hooks);
			matches.push({ name: contender.name, match });
			const warmUp = { rate: warmUpRate, connections, warmUpMs: 0, measureMs: firstMs };
			await match.run(warmUp);
		}
		for (const { name: scene, ...plan } of scenes) {
			const byContender = new Map(matches.map(({ name }) => [name, [] as Measured[]]));
			results.set(scene, byContender);
			for (let round = 0; round < rounds; round += 1) {
				for (const { name, match } of matches) {
					const measured = await match.run({ ...plan, connections, warmUpMs: evenMs, measureMs });
					byContender.get(name)?.push(measured);
				}
			}
		}
	} finally {
		for (const { match } of matches) await match.stop();
	}
	return results;
};

type Quantity = (measured: Measured) => number;

const quantities = {
	'events/s': ({ eventsPerSecond }) => eventsPerSecond,
	'CPU µs/event': ({ cpuUsPerEvent }) => cpuUsPerEvent,
	'ack p50 ms': ({ ack }) => ack.p50,
	'ack p99 ms': ({ ack }) => ack.p99,
	'ack → delivered p50 ms': ({ ackToDelivered }) => ackToDelivered.p50,
	'ack → delivered p99 ms': ({ ackToDelivered }) => ackToDelivered.p99,
} as const satisfies Record<string, Quantity>;
export type QuantityName = keyof typeof quantities;

/** A row for each contender. */
export const rowsOf = (
	byContender: ReadonlyMap<string, readonly Measured[]>,
): readonly Measurement[] =>
	[...byContender].map(([name, measured]) => ({
		name,
		values: Object.fromEntries(
			Object.entries(quantities).map(([quantity, of]) => [quantity, spread(measured.map(of))]),
		),
	}));

/** Of one contender to another, round by round: what disturbs a round disturbs both. */
export const ratio = (
	byContender: ReadonlyMap<string, readonly Measured[]> | undefined,
	quantity: QuantityName,
	one: string,
	other: string,
): Spread => {
	const of = quantities[quantity];
	const beside = byContender?.get(other) ?? [];
	return spread(
		(byContender?.get(one) ?? []).map((measured, round) => {
			const compared = beside[round];
			return compared === undefined ? Number.NaN : of(measured) / of(compared);
		}),
	);
};

export const medianOf = (
	byContender: ReadonlyMap<string, readonly Measured[]> | undefined,
	quantity: QuantityName,
	name: string,
): number => median((byContender?.get(name) ?? []).map(quantities[quantity]));
