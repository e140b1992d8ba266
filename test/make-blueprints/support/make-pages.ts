import { appBase, type Communication } from './make-app.ts';
import { evaluate, type LogEntry, sendRequest, type Variables, withBase } from './make-request.ts';

/** Pages that one module may ask for (custom apps, "Limits": 50 pagination requests). */
const pageLimit = 50;
/** Bundles of a module that names no limit. */
export const defaultLimit = 500;

type Page = { readonly items: readonly Variables[]; readonly more: boolean };

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The items of one answer, each with everything that its output may read. */
const pageOf = (communication: Communication, answered: Variables): Page => {
	const iterate = communication.response?.iterate;
	const container = typeof iterate === 'object' ? iterate.container : iterate;
	const condition = typeof iterate === 'object' ? iterate.condition : undefined;
	const items =
		container === undefined
			? [answered]
			: listOf(evaluate(container, answered)).map((item) => ({ ...answered, item }));
	return {
		items: items.filter((item) => condition === undefined || evaluate(condition, item) !== false),
		more:
			communication.pagination !== undefined &&
			Boolean(evaluate(communication.pagination.condition ?? 'true', answered)),
	};
};

/** Every item of every page, up to the limit, of a module or an RPC. */
export const collect = async (
	communication: Communication,
	variables: Variables,
	log: LogEntry[],
): Promise<{ readonly items: readonly Variables[] }> => {
	const request = withBase(communication, appBase);
	const limit = Number(evaluate(request.response?.limit ?? defaultLimit, variables));
	const { pagination = {} } = communication;
	const next: Communication = {
		...request,
		qs: { ...request.qs, ...(pagination.qs as object | undefined) },
		...(pagination.body === undefined
			? {}
			: { body: { ...(request.body as object), ...(pagination.body as object) } }),
	};
	const items: Variables[] = [];
	let known = variables;
	for (let page = 0; page < pageLimit; page += 1) {
		const answer = await sendRequest(page === 0 ? request : next, known, log);
		known = { ...variables, ...answer };
		const { items: found, more } = pageOf(communication, known);
		items.push(...found);
		if (!more || items.length >= limit) break;
	}
	return { items: items.slice(0, limit) };
};
