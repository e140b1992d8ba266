import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');

/** How `npm start` has Node run the service: what stands before the file. */
export const nodeArguments: readonly string[] = manifest.scripts.start
	.split(' ')
	.slice(1, -1)
	.map((argument) => (argument.startsWith('./') ? join(root, argument) : argument));
