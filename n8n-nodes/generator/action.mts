import { codex } from './codex.mts';
import { code, type Literal, literal } from './literal.mts';
import { type ApiDocument, answerOf } from './output-schema.mts';
import { frenchOf, type Property, propertyLiteral } from './property.mts';
import { resources } from './resources/index.mts';
import type { Resource } from './resources/resource.mts';

export const actionName = 'Voicehooks';

/** Shows a parameter for one operation only. */
const shownFor = (property: Property, resource: string, operation: string): Property => {
	const { displayOptions, ...more } = (property.more ?? {}) as Readonly<Record<string, Literal>> & {
		readonly displayOptions?: { readonly show: { readonly [key: string]: Literal } };
	};
	const show = { resource: [resource], operation: [operation], ...displayOptions?.show };
	return { ...property, more: { ...more, displayOptions: { show } } };
};

const operationProperty = ({ value, operations }: Resource): Property => ({
	name: 'operation',
	displayName: { en: 'Operation', fr: 'Opération' },
	type: 'options',
	more: { noDataExpression: true, displayOptions: { show: { resource: [value] } } },
	default: operations[0]?.value ?? '',
	options: operations,
});

const properties = (): readonly Property[] => [
	{
		name: 'resource',
		displayName: { en: 'Resource', fr: 'Ressource' },
		type: 'options',
		more: { noDataExpression: true },
		default: resources[0]?.value ?? '',
		options: resources,
	},
	...resources.flatMap((resource) => [
		operationProperty(resource),
		...resource.operations.flatMap((operation) =>
			operation.properties.map((property) => shownFor(property, resource.value, operation.value)),
		),
	]),
];

const source = (): string => {
	const description = literal(
		{
			displayName: 'Voicehooks',
			name: 'voicehooks',
			icon: { light: 'file:voicehooks.svg', dark: 'file:voicehooks.dark.svg' },
			group: ['transform'],
			version: [1],
			subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
			description: 'Read and replay call events, start calls and source candidates',
			defaults: { name: 'Voicehooks' },
			usableAsTool: true,
			inputs: [code('NodeConnectionTypes.Main')],
			outputs: [code('NodeConnectionTypes.Main')],
			credentials: [{ name: 'voicehooksApi', required: true }],
			properties: properties().map(propertyLiteral),
		},
		1,
	);
	return `${[
		'// Generated from core by `npm run generate`: do not edit.',
		'import {',
		'\ttype IExecuteFunctions,',
		'\ttype ILoadOptionsFunctions,',
		'\ttype INodeExecutionData,',
		'\ttype INodePropertyOptions,',
		'\ttype INodeType,',
		'\ttype INodeTypeDescription,',
		'\tNodeConnectionTypes,',
		"} from 'n8n-workflow';",
		"import { execute } from '../../shared/execute.ts';",
		"import { listSources } from '../../shared/load-options.ts';",
		'',
		`export class ${actionName} implements INodeType {`,
		`\tdescription: INodeTypeDescription = ${description};`,
		'',
		'\tmethods = {',
		'\t\tloadOptions: {',
		'\t\t\tasync getSources(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {',
		'\t\t\t\treturn await listSources(this, null);',
		'\t\t\t},',
		'\t\t},',
		'\t};',
		'',
		'\tasync execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {',
		'\t\treturn await execute(this);',
		'\t}',
		'}',
	].join('\n')}\n`;
};

const json = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;

/** What comes out of each operation, for n8n's data preview. */
const schemaFiles = (api: ApiDocument): Readonly<Record<string, string>> =>
	Object.fromEntries(
		resources.flatMap((resource) =>
			resource.operations.map(({ value, route }) => [
				`__schema__/v1.0.0/${resource.value}/${value}.json`,
				json(
					route === null
						? { type: 'object', properties: { deleted: { type: 'boolean' } } }
						: answerOf(api, ...route),
				),
			]),
		),
	);

/** The files of the action node: name → text. */
export const actionFiles = (api: ApiDocument): Readonly<Record<string, string>> => ({
	...schemaFiles(api),
	[`${actionName}.node.ts`]: source(),
	[`${actionName}.node.json`]: json(
		codex('voicehooks', ['call', 'phone', 'voice', 'candidate', 'replay', 'webhook']),
	),
	'translations/fr/voicehooks.json': json({
		header: {
			displayName: 'Voicehooks',
			description:
				'Lire et rejouer les événements d’appel, lancer des appels et sourcer des candidats',
		},
		nodeView: frenchOf(properties()),
	}),
});
