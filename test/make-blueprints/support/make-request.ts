import { evaluateText, evaluateTree } from '../../../make-blueprints/src/iml/evaluate.ts';
import type { Communication } from './make-app.ts';

/** Variables of one evaluation, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** An error as Make types it; the type decides what becomes of the scenario. */
export class MakeError extends Error {
	readonly type: string;
	constructor(type: string, message: string) {
		super(message);
		this.name = 'MakeError';
		this.type = type;
	}
}

type Message = {
	readonly url?: string;
	readonly method?: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
};
/** A request as Make's log shows it to the makers of an app. */
export type LogEntry = { readonly request: Message; readonly response: Message };

export type Answer = {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
};

const evaluator = (variables: Variables) => {
	const scope = { dialect: 'app' as const, variables };
	return {
		text: (text: string) => evaluateText(text, scope),
		tree: (tree: unknown) => evaluateTree(tree, scope),
	};
};
export const evaluate = (tree: unknown, variables: Variables): unknown =>
	evaluator(variables).tree(tree);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A request with what it inherits: modules and RPCs have a base, the other kinds have none. */
export const withBase = (own: Communication, base: Communication): Communication => ({
	...own,
	...(base.baseUrl === undefined ? {} : { baseUrl: base.baseUrl }),
	headers: { ...base.headers, ...own.headers },
	response: { ...base.response, ...own.response },
	log: { sanitize: [...(base.log?.sanitize ?? []), ...(own.log?.sanitize ?? [])] },
});

const queryOf = (qs: unknown): string => {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(isObject(qs) ? qs : {})) {
		if (value === undefined || value === null || value === '') continue;
		for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
	}
	const text = query.toString();
	return text === '' ? '' : `?${text}`;
};

const bodyOf = (communication: Communication, body: unknown): string | undefined => {
	if (body === undefined || body === '' || communication.method === 'GET') return undefined;
	return communication.type === 'text' && typeof body === 'string' ? body : JSON.stringify(body);
};

/** How an answer is read: by its own content type, or as the file says for its status. */
const parseAnswer = (communication: Communication, status: number, type: string, text: string) => {
	const declared = communication.response?.type ?? 'automatic';
	const forStatus =
		typeof declared === 'string'
			? declared
			: Object.entries(declared).find(([range]) => {
					const [from = '', to = from] = range.split('-');
					return status >= Number(from) && status <= Number(to);
				})?.[1];
	if (text === '') return null;
	if (forStatus === 'json' || (forStatus !== 'text' && type.startsWith('application/json')))
		return JSON.parse(text);
	return text;
};

/** Hides what the file names: `request.headers.authorization`, `response.body.secret`. */
const sanitized = (entry: LogEntry, paths: readonly string[]): LogEntry => {
	const copy = structuredClone(entry) as unknown as Record<string, unknown>;
	for (const path of paths) {
		const keys = path.split('.');
		const last = keys.pop() ?? '';
		let place: unknown = copy;
		for (const key of keys) place = isObject(place) ? place[key] : undefined;
		if (isObject(place) && Object.hasOwn(place, last)) Object.assign(place, { [last]: '******' });
	}
	return copy as unknown as LogEntry;
};

/** Runtime's own types where the file names none ("Error handling" of custom apps). */
const defaultType = (status: number): string => {
	if (status === 429) return 'RateLimitError';
	return status >= 500 ? 'ConnectionError' : 'RuntimeError';
};

const errorOf = (communication: Communication, variables: Variables, status: number): MakeError => {
	const all = communication.response?.error ?? {};
	const special = all[String(status)];
	const { message, type } = { ...all, ...(isObject(special) ? special : {}) };
	const evaluated = evaluator(variables);
	return new MakeError(
		typeof type === 'string' ? String(evaluated.text(type)) : defaultType(status),
		typeof message === 'string' ? String(evaluated.text(message)) : `[${status}]`,
	);
};

/** Sends one request and reads its answer. Throws a MakeError where Make shows one. */
export const sendRequest = async (
	communication: Communication,
	variables: Variables,
	log: LogEntry[],
): Promise<Answer> => {
	const evaluated = evaluator(variables);
	const path = String(evaluated.text(communication.url ?? ''));
	const base = path.startsWith('/') ? String(evaluated.text(communication.baseUrl ?? '')) : '';
	const url = base + path + queryOf(evaluated.tree(communication.qs));
	const method = String(evaluated.text(communication.method ?? 'GET'));
	const headers = Object.fromEntries(
		Object.entries(evaluated.tree(communication.headers ?? {}) as Record<string, unknown>)
			.filter(([, value]) => value !== undefined && value !== null && value !== '')
			.map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const body = bodyOf({ ...communication, method }, evaluated.tree(communication.body));
	const response = await fetch(url, {
		method,
		headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
		...(body === undefined ? {} : { body }),
	});
	const answer: Answer = {
		statusCode: response.status,
		headers: Object.fromEntries(response.headers),
		body: parseAnswer(
			communication,
			response.status,
			response.headers.get('content-type') ?? '',
			await response.text(),
		),
	};
	const entry: LogEntry = {
		request: { url, method, headers, body: body === undefined ? null : parsedBody(body) },
		response: { headers: answer.headers, body: answer.body },
	};
	log.push(sanitized(entry, communication.log?.sanitize ?? []));
	const after = { ...variables, ...answer };
	if (answer.statusCode >= 400) throw errorOf(communication, after, answer.statusCode);
	const valid = communication.response?.valid;
	if (valid !== undefined && evaluator(after).text(valid.condition) === false) {
		throw new MakeError(valid.type ?? 'RuntimeError', String(evaluator(after).text(valid.message)));
	}
	return answer;
};

const parsedBody = (text: string): unknown =>
	text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
