import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { callApi, rowsOf } from '../api.ts';

/** Does one thing for one item; answers what comes out of it. */
export type Operation = (
	context: IExecuteFunctions,
	itemIndex: number,
) => Promise<readonly IDataObject[]>;

const pageSize = 100;

/** A text parameter without spaces around it. */
export const textOf = (context: IExecuteFunctions, name: string, itemIndex: number): string =>
	String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();

/** A path with this item's id in it, URL-encoded. */
export const idOf = (context: IExecuteFunctions, name: string, itemIndex: number): string =>
	encodeURIComponent(textOf(context, name, itemIndex));

/** A collection without what was left empty. */
export const collectionOf = (
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): IDataObject =>
	Object.fromEntries(
		Object.entries(context.getNodeParameter(name, itemIndex, {}) as IDataObject).filter(
			([, value]) =>
				value !== '' && value !== null && !(Array.isArray(value) && value.length === 0),
		),
	);

type ListRequest = {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly parameters: IDataObject;
	readonly purpose: string;
};

/** Every row of a list, or as many as the item asks for. */
export const listRows = async (
	context: IExecuteFunctions,
	itemIndex: number,
	{ method, path, parameters, purpose }: ListRequest,
): Promise<readonly IDataObject[]> => {
	const all = context.getNodeParameter('returnAll', itemIndex, false) as boolean;
	const most = all
		? Number.POSITIVE_INFINITY
		: (context.getNodeParameter('limit', itemIndex, 50) as number);
	const rows: IDataObject[] = [];
	let cursor: unknown = null;
	while (rows.length < most) {
		const page = {
			...parameters,
			limit: Math.min(pageSize, most - rows.length),
			...(cursor === null ? {} : { cursor: String(cursor) }),
		};
		const { body } = await callApi(context, {
			method,
			path,
			...(method === 'GET' ? { query: page } : { body: page }),
			purpose,
			itemIndex,
		});
		rows.push(...rowsOf(body));
		if (body.has_more !== true) break;
		cursor = body.next_cursor;
	}
	return rows;
};
