/**
 * Runs n8n's scanner without the registry: `node scan.mts <tools> <folder> source|tarball`. Prints
 * its verdict and, by the same configuration, every finding, warnings too. Comments that switch
 * rules off are ignored, as the scanner does.
 */
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools = '', folder = '', part] = process.argv.slice(2);
const file = join(tools, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
const scanner = await import(pathToFileURL(file).href);
const { ESLint } = createRequire(file)('eslint');

const everything = ['**/*.js', '**/*.ts', '**/*.json'];
const patterns = part === 'source' ? scanner.SOURCE_FILE_PATTERNS : everything;
const { passed } = await scanner.analyzePackage(folder, patterns);
const eslint = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	errorOnUnmatchedPattern: false,
	overrideConfigFile: true,
	overrideConfig: await scanner.buildScanConfig(),
});
const results: readonly {
	readonly filePath: string;
	readonly messages: readonly { readonly ruleId: string | null; readonly severity: number }[];
}[] = await eslint.lintFiles(patterns);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(({ ruleId, severity }) => ({
		file: relative(folder, filePath),
		rule: ruleId,
		severity,
	})),
);
process.stdout.write(JSON.stringify({ passed, findings }));
