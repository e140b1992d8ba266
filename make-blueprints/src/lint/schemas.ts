import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Finding } from './finding.ts';

/** Ends of file names → the schema that the Make Apps Editor checks them with. */
const schemaOf: readonly (readonly [ending: RegExp, schema: string])[] = [
	[/\.(?:communication|attach|detach|update)\.iml\.json$/, 'api.json'],
	[/\.(?:params|static-params|mappable-params|interface)\.iml\.json$/, 'parameters.json'],
	[/\.epoch\.iml\.json$/, 'epoch.json'],
	[/\.samples\.iml\.json$/, 'samples.json'],
	[/(?:^|\/)base\.iml\.json$/, 'base.json'],
	[/(?:^|\/)groups\.json$/, 'groups.json'],
	[/(?:^|\/)makecomapp\.json$/, 'makecomapp.schema.json'],
];

const told = ({ instancePath, message, params }: ErrorObject): string =>
	`${instancePath === '' ? '/' : instancePath} ${message ?? 'is not valid'} ${JSON.stringify(params)}`;

/**
 * Checks an app's files with Make's own schemas (integromat/vscode-apps-sdk), read from a folder.
 * A JSON file that no schema is for is a finding too. Takes path → text.
 */
export const schemaFindings = (
	folder: string,
	files: Readonly<Record<string, string>>,
): readonly Finding[] => {
	// One of their patterns escapes a dash, which the `u` flag forbids.
	const ajv = new Ajv({
		strict: false,
		unicodeRegExp: false,
		allErrors: true,
		formats: { uri: fullFormats.uri },
	});
	for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
		ajv.addSchema(JSON.parse(readFileSync(join(folder, name), 'utf8')), name);
	}
	return Object.entries(files)
		.filter(([path]) => path.endsWith('.json'))
		.flatMap(([path, text]) => {
			const schema = schemaOf.find(([ending]) => ending.test(path))?.[1];
			const rule = 'make-schema';
			if (schema === undefined) return [{ rule, path, message: 'no schema is for this file' }];
			const validate = ajv.getSchema(schema);
			if (validate === undefined) return [{ rule, path, message: `${schema} is missing` }];
			validate(JSON.parse(text));
			return (validate.errors ?? []).map((error) => ({ rule, path, message: told(error) }));
		});
};
