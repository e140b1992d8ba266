import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSecret } from '../support/secret.ts';
import type { Contender, Served } from './contenders.ts';
import { cpuUsOf } from './cpu.ts';
import type { LoadPlan, LoadResult, WindowBegan } from './load.ts';
import { end, message } from './processes.ts';

export type Scene = Pick<
	LoadPlan,
	'rate' | 'connections' | 'warmUpMs' | 'measureMs' | 'bodyBytes' | 'answerAfterMs'
>;
export type Measured = LoadResult & {
	/** Of all processes and threads of the contender, within the window. */
	readonly cpuUsPerEvent: number;
};
/** A contender that serves, with its load. */
export type Match = {
	readonly served: Served;
	readonly run: (scene: Scene) => Promise<Measured>;
	readonly stop: () => Promise<void>;
};

/** Starts a contender with so many hook URLs of its own, and with others that nobody watches. */
export const startMatch = async (
	contender: Contender,
	hooks: number,
	others: readonly string[] = [],
): Promise<Match> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-bench-'));
	const secret = newSecret();
	const load = fork(join(import.meta.dirname, 'load.ts'));
	let served: Served | null = null;
	const stop = async () => {
		await served?.stop();
		await end(load, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		load.send({ hooks });
		const { hookUrls } = await message<{ hookUrls: string[] }>(load);
		const serving = await contender.serve({
			folder,
			secret,
			hookUrls: [...hookUrls, ...others],
		});
		served = serving;
		const [url, ...moreUrls] = serving.urls;
		return {
			served: serving,
			stop,
			run: async (scene) => {
				const plan: LoadPlan = { ...scene, url, moreUrls, secret, hooks, announces: true };
				load.send(plan);
				await message<WindowBegan>(load);
				const before = cpuUsOf(serving.pids);
				await new Promise((resolve) => setTimeout(resolve, scene.measureMs));
				const after = cpuUsOf(serving.pids);
				const result = await message<LoadResult>(load);
				if (result.refused > 0) {
					throw new Error(`${contender.name} refused ${result.refused} events.`);
				}
				return { ...result, cpuUsPerEvent: (after - before) / result.acknowledged };
			},
		};
	} catch (error) {
		await stop();
		throw error;
	}
};
