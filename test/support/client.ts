/** A thing in a list or an answer: the fields that tests read, each there where a test reads it. */
export type AnswerItem = {
	readonly id: string;
	readonly type: string;
	readonly event: string;
	readonly value: string;
	readonly source_ids: readonly string[];
	readonly provenance: string;
	readonly verified: boolean;
	readonly created_at: string;
	readonly updated_at: string;
	readonly revoked_at: string | null;
	readonly sample: { readonly source_id: string; readonly data: Readonly<Record<string, unknown>> };
};

/** The body of an answer, problem or not. */
export type AnswerBody = AnswerItem & {
	readonly data: readonly AnswerItem[];
	readonly next_cursor: string | null;
	readonly has_more: boolean;
	readonly title: string;
	readonly detail: string;
	readonly code: string;
	readonly errors: readonly [{ readonly path: string; readonly message: string }];
	readonly access_token: string;
	readonly api_key: string;
	readonly scopes: readonly string[];
	readonly status: string;
	readonly disabled_reason: string | null;
	readonly url: string;
	readonly secret: string;
	readonly policy: unknown;
	readonly header_names: readonly string[];
	readonly expires_at: string;
	readonly deliveries: number;
	readonly ingest_url: string;
	readonly ingest_urls: Readonly<Record<'cdr' | 'call' | 'user', string>>;
	readonly previous_url_expires_at: string;
	readonly secrets: readonly [AnswerItem, AnswerItem];
	readonly has_api_token: boolean;
	readonly timestamp_tolerance_seconds: number;
	readonly recovered_messages: number;
	readonly health: Readonly<Record<string, unknown>>;
	readonly csrf_token: string;
	readonly member: { readonly id: string; readonly role: string; readonly name: string };
	readonly sign_in_url: string;
	readonly sign_in_expires_at: string;
};

export type Answer = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: AnswerBody;
};

export type Client = (
	method: string,
	path: string,
	body?: unknown,
	headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** A client of a service's API with one key; null sends no credentials. An empty body reads as `{}`. */
export const clientOf =
	(url: string, apiKey: string | null): Client =>
	async (method, path, body, headers = {}) => {
		const response = await fetch(`${url}${path}`, {
			method,
			headers: {
				...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		return {
			status: response.status,
			headers: response.headers,
			body: JSON.parse(text === '' ? '{}' : text),
		};
	};
