import type { Language } from '@voicehooks/core';
import type { z } from 'zod';
import type { ApiKey, Scope } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';

/** Who calls: the key behind the bearer token. */
export type Caller = {
	readonly key: ApiKey;
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
};

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

/** A route that needs no key: documents, health, signing in. */
export type PublicRoute = Omit<Route, 'scope' | 'handle' | 'idempotency' | 'keyOnly'> & {
	readonly scope: null;
	/** Whether one address may ask only so often (contract: "tokens … are limited per address"). */
	readonly limitedByAddress?: boolean;
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
	definition: Omit<
		RouteDefinition<Params, Query, Body>,
		'scope' | 'handle' | 'idempotency' | 'keyOnly'
	> & {
		readonly limitedByAddress?: boolean;
		readonly handle: (
			request: PublicRequest<
				Params extends z.ZodObject ? z.output<Params> : Empty,
				Query extends z.ZodObject ? z.output<Query> : Empty,
				Body extends z.ZodType ? z.output<Body> : undefined
			>,
		) => Promise<Reply>;
	},
): PublicRoute => ({ ...definition, scope: null }) as unknown as PublicRoute;
