import fc from 'fast-check';
import { begin, commandKinds, finish } from './commands.ts';
import { createContract } from './contract.ts';
import { startSystem } from './system.ts';

/**
 * `MODEL_RUNS=200 npm test -- model` plays more. A counterexample is played again by what its
 * report names: `MODEL_SEED`, `MODEL_PATH` and, from its comment, `MODEL_REPLAY`.
 */
const runs = Number(process.env.MODEL_RUNS ?? 4);
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 0x7fffffff);
const path = process.env.MODEL_PATH;
const replayPath = process.env.MODEL_REPLAY;
const longest = 40;

it(
	`keeps the contract through whatever happens (seed ${seed})`,
	async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.commands(commandKinds, {
					maxCommands: longest,
					size: '+1',
					...(replayPath === undefined ? {} : { replayPath }),
				}),
				async (commands) => {
					const system = await startSystem();
					try {
						const contract = createContract();
						await begin(contract, system);
						await fc.asyncModelRun(() => ({ model: contract, real: system }), commands);
						await finish(contract, system);
					} finally {
						await system.stop();
					}
				},
			),
			{ numRuns: runs, seed, ...(path === undefined ? {} : { path }) },
		);
	},
	60_000 + runs * 20_000,
);
