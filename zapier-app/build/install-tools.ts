/**
 * `npm run zapier:tools`: installs what building and testing the Zapier app needs beside the
 * repository's own packages. With `--optional` a machine that cannot goes on without: the suites
 * that need them are skipped then, and say so.
 */
import { install, tools } from './tool.ts';

const isOptional = process.argv.includes('--optional');

try {
	for (const tool of tools) install(tool);
} catch (fault) {
	if (!isOptional || !(fault instanceof Error)) throw fault;
	console.error(`Zapier's tools could not be installed. ${fault.message}`);
}
