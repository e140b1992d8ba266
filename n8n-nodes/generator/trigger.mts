import { filtersOf, valuesMethod } from './filters.mts';
import { code, literal } from './literal.mts';
import { frenchOf, propertyLiteral } from './property.mts';
import type { TriggerPlan } from './trigger-plan.mts';
import { triggerProperties } from './trigger-properties.mts';

const generatedNote = '// Generated from core by `npm run generate`: do not edit.';

/** The node file: a literal description over shared functions, as n8n's scanner reads it. */
export const triggerSource = (plan: TriggerPlan): string => {
	const { listKeys } = filtersOf(plan.entries);
	const description = literal(
		{
			displayName: plan.displayName,
			name: plan.name,
			icon: { light: `file:${plan.icon}.svg`, dark: `file:${plan.icon}.dark.svg` },
			group: ['trigger'],
			version: [1],
			subtitle: '={{ $parameter["events"].join(", ") }}',
			description: plan.description.en,
			eventTriggerDescription:
				'Listening. The last real event, or the sample, is sent at once, unless the options of this node say otherwise.',
			activationMessage: 'The workflow now starts on the events you chose.',
			defaults: { name: plan.displayName },
			inputs: [],
			outputs: [code('NodeConnectionTypes.Main')],
			credentials: [{ name: 'voicehooksApi', required: true }],
			webhooks: [
				{
					name: 'default',
					httpMethod: 'POST',
					responseMode: 'onReceived',
					responseData: 'noData',
					path: 'webhook',
				},
			],
			properties: triggerProperties(plan).map(propertyLiteral),
		},
		1,
	);
	const vendor = plan.vendor === null ? 'null' : `'${plan.vendor.id}'`;
	const valueMethods = listKeys.flatMap((key) => [
		`\t\t\tasync ${valuesMethod(key)}(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {`,
		`\t\t\t\treturn await listFilterValues(this, '${key}');`,
		'\t\t\t},',
	]);
	const hooks = [
		['checkExists', 'checkExists'],
		['create', 'create'],
		['delete', 'remove'],
	].flatMap(([method, shared]) => [
		`\t\t\tasync ${method}(this: IHookFunctions): Promise<boolean> {`,
		`\t\t\t\treturn await ${shared}(this);`,
		'\t\t\t},',
	]);
	return `${[
		generatedNote,
		'import {',
		'\ttype IHookFunctions,',
		'\ttype ILoadOptionsFunctions,',
		'\ttype INodePropertyOptions,',
		'\ttype INodeType,',
		'\ttype INodeTypeDescription,',
		'\ttype IWebhookFunctions,',
		'\ttype IWebhookResponseData,',
		'\tNodeConnectionTypes,',
		"} from 'n8n-workflow';",
		"import { checkExists, create, remove } from '../../shared/life-cycle.ts';",
		`import { ${listKeys.length > 0 ? 'listFilterValues, ' : ''}listSources } from '../../shared/load-options.ts';`,
		"import { receive } from '../../shared/receive.ts';",
		'',
		`export class ${plan.className} implements INodeType {`,
		`\tdescription: INodeTypeDescription = ${description};`,
		'',
		'\tmethods = {',
		'\t\tloadOptions: {',
		'\t\t\tasync getSources(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {',
		`\t\t\t\treturn await listSources(this, ${vendor});`,
		'\t\t\t},',
		...valueMethods,
		'\t\t},',
		'\t};',
		'',
		'\twebhookMethods = {',
		'\t\tdefault: {',
		...hooks,
		'\t\t},',
		'\t};',
		'',
		'\tasync webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {',
		'\t\treturn await receive(this);',
		'\t}',
		'}',
	].join('\n')}\n`;
};

/** The French translation file of a trigger node. */
export const triggerTranslation = (plan: TriggerPlan): object => ({
	header: {
		displayName: `Déclencheur ${plan.displayName.replace(/ Trigger$/, '')}`,
		description: plan.description.fr,
	},
	nodeView: frenchOf(triggerProperties(plan)),
});
