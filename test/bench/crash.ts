/**
 * `npm run bench:crash -- [--rounds 20] [--store sqlite|postgres|both] [--seed 1]`: kill -9 at
 * random moments under load, restart, repeat. Ends with 1 when something acknowledged was not
 * delivered, or came again without having been in flight at a kill. The printed seed makes the
 * same choices again. Writes docs/benchmarks/crash.md.
 */
import { parseArgs } from 'node:util';
import { hasPostgres } from '../support/postgres.ts';
import { crashPostgres } from './crash/postgres.ts';
import { crashReport } from './crash/report.ts';
import type { CrashPlan, CrashResult } from './crash/result.ts';
import { crashSqlite } from './crash/sqlite.ts';
import { writeReport } from './report.ts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '20' },
		store: { type: 'string', default: 'both' },
		seed: { type: 'string', default: String(Date.now() % 0x7fffffff) },
	},
});
const { store } = values;
if (!['sqlite', 'postgres', 'both'].includes(store)) throw new Error(`There is no store ${store}.`);
const print = (line: string) => process.stdout.write(`${line}\n`);
const plan: CrashPlan = {
	rounds: Number(values.rounds),
	seed: Number(values.seed),
	progress: print,
};
print(`seed ${plan.seed}, ${plan.rounds} rounds`);

const results: CrashResult[] = [];
if (store !== 'postgres') results.push(await crashSqlite(plan));
if (store !== 'sqlite' && hasPostgres) results.push(await crashPostgres(plan));
else if (store === 'postgres') throw new Error('No Postgres server is installed here.');
else if (store === 'both') print('Postgres: no server is installed here, skipped');

const command = `npm run bench:crash -- --rounds ${plan.rounds} --store ${store} --seed ${plan.seed}`;
const text = crashReport(results, command, new Date());
writeReport('crash.md', text);
print(text);
process.exit(results.some(({ faults }) => faults.length > 0) ? 1 : 0);
