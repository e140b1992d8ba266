import type { Language } from '@voicehooks/core';
import type { z } from 'zod';
import type { ApiKey, AuditTarget, Scope } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import type { SignedIn } from '../pipeline/sessions.ts';

/** Who acts: the key behind the bearer token, or the member behind the cookie. */
export type Actor =
	| { readonly kind: 'key'; readonly key: ApiKey }
	| ({ readonly kind: 'member' } & SignedIn);

/** Who calls. */
export type Caller = {
	readonly actor: Actor;
	readonly orgId: string;
	readonly scopes: readonly Scope[];
	/** True for an access token: it may not make keys or tokens. */
	readonly viaToken: boolean;
};

export type RouteRequest<Params, Query, Body> = {
	readonly context: Context;
	readonly caller: Caller;
	readonly params: Params;
	readonly query: Query;
	readonly body: Body;
	readonly language: Language;
};

/**
 * What a handler answers; `body` undefined means none (204). A string body whose `content-type` is
 * among the headers is sent as it is; any other body is sent as JSON.
 */
export type Reply = {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** A body that is sent as it comes instead of as JSON. */
	readonly stream?: AsyncIterable<Uint8Array>;
	/**
	 * What the audit log says of the target beyond what request and answer show; null: nothing was
	 * changed after all, so that nothing is written.
	 */
	readonly audited?: Partial<Pick<AuditTarget, 'id' | 'name'>> | null;
};

/** What a route does, as the audit log names it: `noun.verb`, e.g. `subscription.create`. */
export type AuditAction = `${string}.${string}`;

/** What an answer holds. */
export type ResponseDeclaration = {
	readonly description: string;
	readonly schema?: z.ZodType;
	/** Default: `application/json` where there is a schema. */
	readonly contentType?: string;
};

type Empty = Record<string, never>;

export type RouteDefinition<
	Params extends z.ZodObject | undefined,
	Query extends z.ZodObject | undefined,
	Body extends z.ZodType | undefined,
> = {
	readonly method: 'get' | 'post' | 'patch' | 'delete';
	/** OpenAPI spelling: `/v1/sources/{id}`. */
	readonly path: string;
	readonly tag: string;
	/** One line, for OpenAPI. */
	readonly summary: string;
	readonly description?: string;
	/** The scope a key needs; `any`: every key may. */
	readonly scope: Scope | 'any';
	/** Whether `Idempotency-Key` is honoured (every POST that creates) or demanded (that dials). */
	readonly idempotency?: 'optional' | 'required';
	/** Refused for access tokens (contract: a JWT cannot make keys or tokens). */
	readonly keyOnly?: boolean;
	/** For who is signed in to the dashboard: keys are as strangers here. */
	readonly memberOnly?: boolean;
	/**
	 * Under which action each success stands in the audit log. Default: none for GET, for any other
	 * method what the path says (audit.ts). Null: a POST that only reads, or a
	 * message, which is a record of its own and may come sixty times a second.
	 */
	readonly audit?: AuditAction | null;
	readonly params?: Params;
	readonly query?: Query;
	readonly body?: Body;
	/** A body as one would send it, for OpenAPI. */
	readonly example?: unknown;
	/** Whether a missing body counts as `{}`. */
	readonly bodyOptional?: boolean;
	/** By status; what the answer holds. */
	readonly responses: Readonly<Record<number, ResponseDeclaration>>;
	readonly handle: (
		request: RouteRequest<
			Params extends z.ZodObject ? z.output<Params> : Empty,
			Query extends z.ZodObject ? z.output<Query> : Empty,
			Body extends z.ZodType ? z.output<Body> : undefined
		>,
	) => Promise<Reply>;
};

/** A route of any shape, as the app and the OpenAPI generator read it. */
export type Route = Omit<RouteDefinition<z.ZodObject, z.ZodObject, z.ZodType>, 'handle'> & {
	readonly handle: (request: RouteRequest<never, never, never>) => Promise<Reply>;
};

type CallersOnly = 'scope' | 'handle' | 'idempotency' | 'keyOnly' | 'memberOnly' | 'audit';

/** A route that needs no key: documents, health, signing in. */
export type PublicRoute = Omit<Route, CallersOnly> & {
	readonly scope: null;
	/** Whether one address may ask only so often (contract: "tokens … are limited per address"). */
	readonly limitedByAddress?: boolean;
	/** What of its body may be asked for only so often, whoever asks. */
	readonly limitedBy?: (body: never) => string;
	/** Whether a browser may ask only from a page of ours: signing in by another site is refused. */
	readonly sameOrigin?: boolean;
	readonly handle: (request: PublicRequest<never, never, never>) => Promise<Reply>;
};

/** `address` is the caller's (behind a trusted proxy: the one it names). */
export type PublicRequest<Params, Query, Body> = Omit<
	RouteRequest<Params, Query, Body>,
	'caller'
> & {
	readonly address: string;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string | undefined>>;
};

/** Whatever the app serves from a declaration. */
export type Endpoint = Route | PublicRoute;

/** Declares a route once, for Express and for OpenAPI. */
export const route = <
	Params extends z.ZodObject | undefined = undefined,
	Query extends z.ZodObject | undefined = undefined,
	Body extends z.ZodType | undefined = undefined,
>(
	definition: RouteDefinition<Params, Query, Body>,
): Route => definition as unknown as Route;

/** Declares a route that needs no key. */
export const publicRoute = <
	Params extends z.ZodObject | undefined = undefined,
	Query extends z.ZodObject | undefined = undefined,
	Body extends z.ZodType | undefined = undefined,
>(
	definition: Omit<RouteDefinition<Params, Query, Body>, CallersOnly> & {
		readonly limitedByAddress?: boolean;
		readonly limitedBy?: (body: Body extends z.ZodType ? z.output<Body> : undefined) => string;
		readonly sameOrigin?: boolean;
		readonly handle: (
			request: PublicRequest<
				Params extends z.ZodObject ? z.output<Params> : Empty,
				Query extends z.ZodObject ? z.output<Query> : Empty,
				Body extends z.ZodType ? z.output<Body> : undefined
			>,
		) => Promise<Reply>;
	},
): PublicRoute => ({ ...definition, scope: null }) as unknown as PublicRoute;
