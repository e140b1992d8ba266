import { problems } from '../../../receiver-service/src/domain/refusal.ts';
import type { Endpoint } from '../../../receiver-service/src/http/route.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import type { Wire, WireAnswer } from './wire.ts';
import type { WorldFacts } from './world.ts';

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** What is wrong with a refusal: its form, its code, or that it is one of ours at all. */
const faultsOfProblem = ({ status, headers, text }: WireAnswer, path: string): string[] => {
	const faults: string[] = [];
	if (headers['content-type'] !== 'application/problem+json') faults.push('is no problem document');
	const document = parse(text) as { code?: keyof typeof problems; status?: number } | undefined;
	const problem = document?.code === undefined ? undefined : problems[document.code];
	if (problem === undefined) return [...faults, `has no known code: ${text.slice(0, 200)}`];
	if (problem.status !== status || document?.status !== status)
		faults.push('contradicts its status');
	if (document?.code === 'internal') faults.push('is a fault of ours');
	// A machine that does nothing else has a database that answers; only the probe has a deadline.
	if (document?.code === 'unavailable' && path !== '/readyz') faults.push('blames the database');
	if (text.includes('{') && /"detail":"[^"]*\{\w+\}/.test(text))
		faults.push('has a gap in its detail');
	return faults;
};

const endpointOf = (path: string, method: string): Endpoint | undefined =>
	routes.find((route) => route.path === path && route.method === method.toLowerCase());

/** Whether an answer is what its route declares. */
const faultsOfSuccess = ({ status, headers, text }: WireAnswer, endpoint: Endpoint): string[] => {
	const declared = endpoint.responses[status];
	if (declared === undefined) return [`has a status that is not declared: ${status}`];
	if (headers['content-type'] !== 'application/json') return [];
	if (declared.schema === undefined) return [];
	const checked = declared.schema.safeParse(parse(text));
	return checked.success ? [] : [`is not as declared: ${checked.error.message.slice(0, 500)}`];
};

/** Ids of the neighbour and what stands in its rows: never in an answer, unless just asked for. */
const leaksOf = ({ text, headers }: WireAnswer, wire: Wire, facts: WorldFacts): string[] => {
	const all = text + JSON.stringify(headers);
	if (all.includes(facts.neighbourMark)) return ['shows what is the neighbour’s'];
	const asked = `${wire.target} ${wire.body?.toString() ?? ''}`;
	const ids = Object.values(facts.foreign).flat();
	return ids.filter((id) => all.includes(id) && !asked.includes(id)).map((id) => `names ${id}`);
};

/** Everything that is wrong with the answer to a request of a declared path. */
export const faultsOf = (
	path: string,
	wire: Wire,
	answer: WireAnswer,
	facts: WorldFacts,
): readonly string[] => {
	const { status } = answer;
	const faults = leaksOf(answer, wire, facts);
	if (wire.method === 'HEAD') return status === 500 ? [...faults, 'is a fault of ours'] : faults;
	if (status >= 400) return [...faults, ...faultsOfProblem(answer, path)];
	if (status < 200 || status >= 300) return [...faults, `has status ${status}`];
	const endpoint = endpointOf(path, wire.method);
	return endpoint === undefined ? faults : [...faults, ...faultsOfSuccess(answer, endpoint)];
};
