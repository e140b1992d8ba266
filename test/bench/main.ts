/** `npm run bench`: every benchmark beside its baseline; writes docs/benchmarks.md and prints it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineTables } from './pipeline.bench.ts';
import { reportText } from './report.ts';

const tables = await pipelineTables();
const text = reportText(tables, new Date());
writeFileSync(join(import.meta.dirname, '../../docs/benchmarks.md'), text);
process.stdout.write(`${text}\n`);
if (tables.some(({ passed }) => !passed)) process.exitCode = 1;
