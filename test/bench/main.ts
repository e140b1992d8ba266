/**
 * `npm run bench [-- <name> …]`: benchmarks beside their baselines, each writing its report,
 * docs/benchmarks/<name>.md. Without a name those that need nothing installed. Ends with 1 when a
 * bound was not kept.
 */
import { memory } from './memory.bench.ts';
import { pipeline } from './pipeline.bench.ts';
import { postgres } from './postgres.bench.ts';
import { queues } from './queues.bench.ts';
import { type Section, writeSection } from './report.ts';
import { shapes } from './shapes.bench.ts';

const benchmarks: Readonly<Record<string, () => Promise<Section>>> = {
	pipeline,
	shapes,
	memory,
	postgres,
	queues,
};
const byDefault = ['pipeline', 'shapes', 'memory'];

const given = process.argv.slice(2);
for (const name of given.length === 0 ? byDefault : given) {
	const benchmark = benchmarks[name];
	if (benchmark === undefined) {
		throw new Error(`There is no benchmark ${name}: ${Object.keys(benchmarks).join(', ')}.`);
	}
	const section = await benchmark();
	process.stdout.write(`${writeSection(name, `npm run bench -- ${name}`, section)}\n`);
	if (section.tables.some(({ passed }) => !passed)) process.exitCode = 1;
}
