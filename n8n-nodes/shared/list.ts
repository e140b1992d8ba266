import type { IDataObject } from 'n8n-workflow';
import { type Caller, callApi, rowsOf } from './api.ts';

const pageSize = 100;
/** Beyond them a list is cut: an account with more than a thousand of a thing is not expected. */
const maxPages = 10;

/** Every row of a list of the service, page by page. Throws a NodeApiError. */
export const listAll = async (
	caller: Caller,
	path: string,
	purpose: string,
): Promise<readonly IDataObject[]> => {
	const found: IDataObject[] = [];
	let cursor: unknown = null;
	for (let page = 0; page < maxPages; page += 1) {
		const query = { limit: pageSize, ...(cursor === null ? {} : { cursor: String(cursor) }) };
		const { body } = await callApi(caller, { method: 'GET', path, query, purpose });
		found.push(...rowsOf(body));
		if (body.has_more !== true) break;
		cursor = body.next_cursor;
	}
	return found;
};
