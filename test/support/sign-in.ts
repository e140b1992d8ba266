import type { Member, Role } from '../../receiver-service/src/domain/types.ts';
import type { Context } from '../../receiver-service/src/pipeline/context.ts';
import { createSignInLink } from '../../receiver-service/src/pipeline/sign-in-links.ts';
import type { Answer } from './client.ts';
import { defaultOrgId } from './tenants.ts';

/** A member of an organisation (default: of the default one), who has not signed in. */
export const addMember = async (
	context: Context,
	role: Role,
	fields: Partial<Member> = {},
): Promise<Member> => {
	const member: Member = {
		id: context.newId('mem'),
		orgId: defaultOrgId(context),
		email: null,
		name: `A ${role}`,
		role,
		createdAt: context.clock.now(),
		lastSeenAt: null,
		...fields,
	};
	await context.store.createMember(member);
	return member;
};

/** The token of a fresh link of a member's. */
export const linkToken = async (
	context: Context,
	member: Pick<Member, 'id' | 'orgId'>,
): Promise<string> => {
	const { url } = await createSignInLink(context, member);
	return url.slice(url.indexOf('#') + 1);
};

/** `name=value` of the cookie that an answer sets. */
export const cookieOf = (headers: Headers): string => {
	const [pair = ''] = (headers.get('set-cookie') ?? '').split(';');
	return pair;
};

/** A browser tab of the dashboard. */
export type Tab = {
	readonly cookie: string;
	readonly csrfToken: string;
	/** As the page asks: with its cookie, and with its token where something changes. */
	readonly ask: (
		method: string,
		path: string,
		body?: unknown,
		headers?: Readonly<Record<string, string>>,
	) => Promise<Answer>;
};

/** Asks without following, without a key, and reads what JSON there is. */
export const askBare = async (
	url: string,
	method: string,
	headers: Readonly<Record<string, string>>,
	body?: string,
): Promise<Answer> => {
	const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: JSON.parse(text === '' ? '{}' : text),
	};
};

/** Signs a member in, as opening their link does. */
export const signIn = async (
	{ url, context }: { readonly url: string; readonly context: Context },
	member: Pick<Member, 'id' | 'orgId'>,
): Promise<Tab> => {
	const token = await linkToken(context, member);
	const json = { 'content-type': 'application/json' };
	const begun = await askBare(`${url}/v1/session`, 'POST', json, JSON.stringify({ token }));
	if (begun.status !== 200) throw new Error(`Signing in was answered ${begun.status}.`);
	const cookie = cookieOf(begun.headers);
	const csrfToken = begun.body.csrf_token;
	return {
		cookie,
		csrfToken,
		ask: (method, path, body, headers = {}) =>
			askBare(
				`${url}${path}`,
				method,
				{
					cookie,
					...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
					...(body === undefined ? {} : json),
					...headers,
				},
				body === undefined ? undefined : JSON.stringify(body),
			),
	};
};
