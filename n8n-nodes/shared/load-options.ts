import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { callApi, rowsOf } from './api.ts';
import { listAll } from './list.ts';

const byName = (one: INodePropertyOptions, two: INodePropertyOptions): number =>
	one.name.localeCompare(two.name, 'en');

/** The sources of one vendor, or of all. */
export const listSources = async (
	context: ILoadOptionsFunctions,
	vendor: string | null,
): Promise<INodePropertyOptions[]> => {
	const sources = await listAll(context, '/v1/sources', 'list the sources');
	return sources
		.filter((source) => vendor === null || source.vendor === vendor)
		.map((source) => ({
			name: vendor === null ? `${source.name} (${source.vendor})` : String(source.name),
			value: String(source.id),
		}))
		.sort(byName);
};

/** The values of a filter that were seen in events so far, of the chosen source if there is one. */
export const listFilterValues = async (
	context: ILoadOptionsFunctions,
	field: string,
): Promise<INodePropertyOptions[]> => {
	const sourceId = context.getCurrentNodeParameter('sourceId');
	const { body } = await callApi(context, {
		method: 'GET',
		path: '/v1/filter-values',
		query: {
			field,
			...(typeof sourceId === 'string' && sourceId !== '' ? { source_id: sourceId } : {}),
		},
		purpose: 'list the values seen so far',
	});
	return rowsOf(body).map(({ value }) => ({ name: String(value), value: String(value) }));
};
