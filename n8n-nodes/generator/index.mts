import { vendorCatalogue } from '@voicehooks/core';
import { actionFiles, actionName } from './action.mts';
import { codex } from './codex.mts';
import { type ApiDocument, eventOutput } from './output-schema.mts';
import { triggerSource, triggerTranslation } from './trigger.mts';
import { triggerPlans } from './trigger-plan.mts';

const json = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;

/** Reads a file of the repository by its path from the root. */
export type Read = (path: string) => string;

const ownIcons = 'n8n-nodes/icons/voicehooks';

/** The icon files of a node, copied: n8n wants them inside the package. */
const iconFiles = (read: Read, from: string, to: string): readonly [string, string][] =>
	['.svg', '.dark.svg'].map((end) => [`${to}${end}`, read(`${from}${end}`)]);

/** What stands in `n8n-nodes/nodes`: path within it → text. `api` is the service's OpenAPI document. */
export const n8nNodeFiles = (read: Read, api: ApiDocument): Readonly<Record<string, string>> => {
	const triggers = triggerPlans().flatMap((plan): readonly [string, string][] => {
		const { className, name, vendor, icon } = plan;
		const logo = vendor === null ? ownIcons : `core/src/vendors/${vendor.id}/logo`;
		return [
			[`${className}/${className}.node.ts`, triggerSource(plan)],
			[`${className}/${className}.node.json`, json(codex(name, plan.aliases))],
			[`${className}/__schema__/v1.0.0.json`, json(eventOutput(plan.entries))],
			[`${className}/translations/fr/${name}.json`, json(triggerTranslation(plan))],
			...iconFiles(read, logo, `${className}/${icon}`),
		];
	});
	return Object.fromEntries([
		...triggers,
		...Object.entries(actionFiles(api)).map(([file, text]) => [`${actionName}/${file}`, text]),
		...iconFiles(read, ownIcons, `${actionName}/voicehooks`),
	]);
};

/** The package.json with the nodes that exist. */
export const n8nManifest = (text: string): string => {
	const { n8n, ...rest } = JSON.parse(text);
	const classNames = [...triggerPlans().map(({ className }) => className), actionName];
	const filled = {
		...n8n,
		credentials: ['dist/credentials/VoicehooksApi.credentials.js'],
		nodes: classNames.map((name) => `dist/nodes/${name}/${name}.node.js`),
	};
	const names = new Intl.ListFormat('en').format(vendorCatalogue().map(({ name }) => name));
	const description = `Trigger workflows from the calls, bookings, leads and interviews of ${names}.`;
	return json({ ...rest, description, n8n: filled });
};
