// Generated from the OpenAPI document by `npm run generate`.

type Headers = Record<string, unknown>;
type Refused = {
	headers: Headers;
	content: { 'application/problem+json': components['schemas']['Problem'] };
};

export interface paths {
	'/v1/me': {
		get: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Me'] } };
				default: Refused;
			};
		};
	};
	'/v1/token': {
		post: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { api_key: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['AccessToken'] } };
				default: Refused;
			};
		};
	};
	'/v1/session': {
		post: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { token: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Session'] } };
				default: Refused;
			};
		};
		get: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Session'] } };
				default: Refused;
			};
		};
		delete: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/sign-in-links': {
		post: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { email: string } } };
			responses: {
				202: { headers: Headers; content: { 'application/json': components['schemas']['SignInLinkAsked'] } };
				default: Refused;
			};
		};
	};
	'/v1/members': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Member'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { email: string; name?: string; role: 'viewer' | 'editor' | 'owner' } } };
			responses: {
				201: { headers: Headers; content: { 'application/json': components['schemas']['InvitedMember'] } };
				default: Refused;
			};
		};
	};
	'/v1/members/{id}': {
		patch: {
			parameters: { path: { id: string } };
			requestBody: { content: { 'application/json': { email?: string; name?: string; role?: 'viewer' | 'editor' | 'owner' } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Member'] } };
				default: Refused;
			};
		};
		delete: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/members/{id}/sign-in-link': {
		post: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				201: { headers: Headers; content: { 'application/json': components['schemas']['SignInLink'] } };
				default: Refused;
			};
		};
	};
	'/v1/audit-log': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string; action?: string; actor_id?: string; target_id?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['AuditEntry'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/keys': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['ApiKey'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { name: string; scopes?: ('read' | 'subscribe' | 'publish' | 'call' | 'admin')[] } } };
			responses: {
				201: { headers: Headers; content: { 'application/json': components['schemas']['NewApiKey'] } };
				default: Refused;
			};
		};
	};
	'/v1/keys/{id}/rotate': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: never;
			responses: {
				201: { headers: Headers; content: { 'application/json': components['schemas']['RotatedApiKey'] } };
				default: Refused;
			};
		};
	};
	'/v1/keys/{id}': {
		delete: {
			parameters: { path: { id: string }; query?: { transfer_to?: string } };
			requestBody?: { content: { 'application/json': { transfer_to?: string } } };
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/organisation': {
		get: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Organisation'] } };
				default: Refused;
			};
		};
		patch: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { name?: string; retention_days?: number; locale?: 'en' | 'fr'; silence_alarm_hours?: number | null } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Organisation'] } };
				default: Refused;
			};
		};
	};
	'/v1/vendors': {
		get: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Vendor'][]; hooks: { signature: components['schemas']['SignatureScheme']; snippets: { python: string; javascript: string; php: string } }; guides: components['schemas']['Guide'][]; next_cursor: null; has_more: false } } };
				default: Refused;
			};
		};
	};
	'/v1/event-types': {
		get: {
			parameters: { query?: { vendor?: string; source_id?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['EventType'][]; next_cursor: null; has_more: false } } };
				default: Refused;
			};
		};
	};
	'/v1/event-types/{type}': {
		get: {
			parameters: { path: { type: string }; query?: { source_id?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['EventType'] } };
				default: Refused;
			};
		};
	};
	'/v1/sources': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Source'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { vendor: string; name: string; signing_secret?: string | null; api_token?: string | null; enabled?: boolean; accept_replays?: boolean; timestamp_tolerance_seconds?: number; field_map?: Record<string, string>; sandbox?: boolean; silence_alarm_hours?: number | null } } };
			responses: {
				201: { headers: Headers; content: { 'application/json': components['schemas']['Source'] } };
				default: Refused;
			};
		};
	};
	'/v1/sources/{id}': {
		get: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Source'] } };
				default: Refused;
			};
		};
		patch: {
			parameters: { path: { id: string } };
			requestBody: { content: { 'application/json': { name?: string; signing_secret?: string | null; api_token?: string | null; enabled?: boolean; accept_replays?: boolean; timestamp_tolerance_seconds?: number; field_map?: Record<string, string>; sandbox?: boolean; silence_alarm_hours?: number | null; revoke_other_secrets?: boolean; remove_secret_ids?: string[] } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['ChangedSource'] } };
				default: Refused;
			};
		};
		delete: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/sources/{id}/rotate-token': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: { content: { 'application/json': { immediate?: boolean } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Source'] } };
				default: Refused;
			};
		};
	};
	'/v1/sources/{id}/test': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { event: string; subscription_ids?: string[] } } };
			responses: {
				202: { headers: Headers; content: { 'application/json': { id: string; deliveries: number } } };
				default: Refused;
			};
		};
	};
	'/v1/subscriptions': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Subscription'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { url: string; event_types: string[]; platform?: 'zapier' | 'n8n' | 'make' | 'custom'; name?: string | null; source_id?: string | null; filter?: { tracking_number?: string[]; user?: string[]; agent_id?: string[]; campaign_id?: string[]; result?: string[]; urgency?: string[]; failure_reason?: string[]; min_duration_seconds?: number; min_score?: number }; format?: 'message' | 'vendor'; policy?: 'standard' | 'vendor' | { schedule_seconds: number[]; timeout_seconds: number; disable_after?: number | null }; headers?: Record<string, string> | null; rate_limit_per_second?: number | null; client?: { instance_id?: string; workflow_id?: string; workflow_name?: string; node_name?: string; version?: string } | null; secret?: string; signing?: 'secret' | 'derived'; mode?: 'live' | 'test'; ttl_seconds?: number; enabled?: boolean } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['SubscriptionWithSecret'] } };
				201: { headers: Headers; content: { 'application/json': components['schemas']['SubscriptionWithSecret'] } };
				default: Refused;
			};
		};
	};
	'/v1/subscriptions/{id}': {
		get: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Subscription'] } };
				default: Refused;
			};
		};
		patch: {
			parameters: { path: { id: string } };
			requestBody: { content: { 'application/json': { url?: string; event_types?: string[]; name?: string | null; source_id?: string | null; filter?: { tracking_number?: string[]; user?: string[]; agent_id?: string[]; campaign_id?: string[]; result?: string[]; urgency?: string[]; failure_reason?: string[]; min_duration_seconds?: number; min_score?: number }; format?: 'message' | 'vendor'; policy?: 'standard' | 'vendor' | { schedule_seconds: number[]; timeout_seconds: number; disable_after?: number | null }; headers?: Record<string, string> | null; rate_limit_per_second?: number | null; client?: { instance_id?: string; workflow_id?: string; workflow_name?: string; node_name?: string; version?: string } | null } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Subscription'] } };
				default: Refused;
			};
		};
		delete: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/subscriptions/{id}/pause': {
		post: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Subscription'] } };
				default: Refused;
			};
		};
	};
	'/v1/subscriptions/{id}/enable': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: { content: { 'application/json': { replay_missed?: boolean | null } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['EnabledSubscription'] } };
				default: Refused;
			};
		};
	};
	'/v1/subscriptions/{id}/test': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: { content: { 'application/json': { event?: string | null; prefer?: 'latest' | 'sample' } } };
			responses: {
				202: { headers: Headers; content: { 'application/json': { id: string; type: string; deliveries: number; used: 'latest' | 'sample' } } };
				default: Refused;
			};
		};
	};
	'/v1/subscriptions/{id}/rotate-secret': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: { content: { 'application/json': { secret?: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['SubscriptionWithSecret'] } };
				default: Refused;
			};
		};
	};
	'/v1/filter-values': {
		get: {
			parameters: { query: { field: 'tracking_number' | 'user' | 'agent_id' | 'campaign_id' | 'result' | 'urgency' | 'failure_reason'; source_id?: string; q?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: { value: string; last_seen_at: string; source_ids: string[] }[]; next_cursor: null; has_more: false } } };
				default: Refused;
			};
		};
	};
	'/v1/messages': {
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { vendor: string; event: string; data: Record<string, unknown>; id?: string; source_id?: string } } };
			responses: {
				202: { headers: Headers; content: { 'application/json': { id: string; deliveries: number; duplicate?: true } } };
				default: Refused;
			};
		};
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string; type?: string[]; source_id?: string; status?: 'accepted' | 'quarantined'; call_id?: string; candidate_id?: string; include_tests?: string | boolean; tracking_number?: string[]; user?: string[]; agent_id?: string[]; campaign_id?: string[]; result?: string[]; urgency?: string[]; failure_reason?: string[]; min_duration_seconds?: number; min_score?: number } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Message'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/messages/search': {
		post: {
			parameters: { query?: never };
			requestBody?: { content: { 'application/json': { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string; type?: string[]; source_id?: string; status?: 'accepted' | 'quarantined'; call_id?: string; candidate_id?: string; include_tests?: string | boolean; tracking_number?: string[]; user?: string[]; agent_id?: string[]; campaign_id?: string[]; result?: string[]; urgency?: string[]; failure_reason?: string[]; min_duration_seconds?: number; min_score?: number; phone?: string; email?: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Message'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/messages/{id}': {
		get: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { id: string; type: string; vendor: string; event: string; source_id: string | null; occurred_at: string | null; received_at: string; verified: boolean; test: boolean; replay: boolean; data: unknown; envelope: Record<string, unknown>; normalized: Record<string, unknown>; links: Record<string, string | null>; context: Record<string, unknown>; status: 'accepted' | 'quarantined'; duplicates: number; marks: string[]; origin: 'ingest' | 'replayed_ingest' | 'publish' | 'test'; receipt_id: string | null; deliveries: components['schemas']['Delivery'][] } } };
				default: Refused;
			};
		};
	};
	'/v1/messages/{id}/replay': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: { content: { 'application/json': { subscription_id?: string } } };
			responses: {
				202: { headers: Headers; content: { 'application/json': { id: string; deliveries: number } } };
				default: Refused;
			};
		};
	};
	'/v1/replays': {
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { subscription_id?: string; type?: string[]; status?: ('succeeded' | 'dead_letter' | 'canceled')[]; since?: string; until?: string; delivery_ids?: string[]; cursor?: string } } };
			responses: {
				202: { headers: Headers; content: { 'application/json': { messages: number; deliveries: number; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/messages/{id}/files/{kind}': {
		get: {
			parameters: { path: { id: string; kind: 'recording' | 'transcript' } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/receipts': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string; outcome?: ('accepted' | 'duplicate' | 'rejected' | 'quarantined')[]; source_id?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Receipt'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/receipts/{id}': {
		get: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['ReceiptDetail'] } };
				default: Refused;
			};
		};
	};
	'/v1/receipts/{id}/accept': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: never;
			responses: {
				202: { headers: Headers; content: { 'application/json': { id: string; message_id: string; deliveries: number } } };
				default: Refused;
			};
		};
	};
	'/v1/deliveries': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string; id?: string; subscription_id?: string; message_id?: string; status?: ('pending' | 'held' | 'succeeded' | 'dead_letter' | 'canceled')[]; type?: string[] } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Delivery'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/deliveries/{id}': {
		get: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { id: string; message_id: string; type: string; subscription_id: string; subscription_name: string | null; status: 'pending' | 'held' | 'succeeded' | 'dead_letter' | 'canceled'; replay: boolean; attempt_count: number; attempts_count: number; created_at: string; first_attempt_at: string | null; last_attempt_at: string | null; next_attempt_at: string | null; ended_at: string | null; last_status_code: number | null; last_status: number | null; last_error: string | null; last_error_text: { en: string; fr: string } | null; url: string | null; request: { headers: Record<string, string> | null; body: string | null }; attempts: ({ at: string; status: number | null; duration_ms: number; response_excerpt: string | null; error: string | null; error_text: { en: string; fr: string } | null; outcome: string })[] } } };
				default: Refused;
			};
		};
	};
	'/v1/deliveries/{id}/replay': {
		post: {
			parameters: { path: { id: string }; header?: { 'Idempotency-Key'?: string } };
			requestBody?: never;
			responses: {
				202: { headers: Headers; content: { 'application/json': { id: string; deliveries: number } } };
				default: Refused;
			};
		};
	};
	'/v1/statistics': {
		get: {
			parameters: { query?: { since?: string; until?: string; step?: 'minute' | 'hour' | 'day'; subscription_id?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Statistics'] } };
				default: Refused;
			};
		};
	};
	'/v1/statistics/subscriptions': {
		get: {
			parameters: { query?: { since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: ({ subscription_id: string; succeeded: number; failed: number; dead_letters: number; success_rate: number | null; p50_ms: number | null; p95_ms: number | null })[]; next_cursor: null; has_more: false } } };
				default: Refused;
			};
		};
	};
	'/v1/live': {
		get: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'text/event-stream': components['schemas']['Activity'] } };
				default: Refused;
			};
		};
	};
	'/v1/alerts': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['Alert'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
		post: {
			parameters: { header?: { 'Idempotency-Key'?: string } };
			requestBody: { content: { 'application/json': { channel: 'email' | 'webhook'; target: string; events: ('subscription_failing' | 'subscription_disabled' | 'source_silent' | 'source_rejecting' | 'delivery_dead_letter')[]; enabled?: boolean } } };
			responses: {
				201: { headers: Headers; content: { 'application/json': components['schemas']['AlertWithSecret'] } };
				default: Refused;
			};
		};
	};
	'/v1/alerts/{id}': {
		patch: {
			parameters: { path: { id: string } };
			requestBody: { content: { 'application/json': { target?: string; events?: ('subscription_failing' | 'subscription_disabled' | 'source_silent' | 'source_rejecting' | 'delivery_dead_letter')[]; enabled?: boolean } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['Alert'] } };
				default: Refused;
			};
		};
		delete: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
	'/v1/alerts/{id}/test': {
		post: {
			parameters: { path: { id: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { sent: boolean; error: string | null } } };
				default: Refused;
			};
		};
	};
	'/v1/alert-events': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['AlertEvent'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
	};
	'/v1/calls': {
		post: {
			parameters: { header: { 'Idempotency-Key': string } };
			requestBody: { content: { 'application/json': { agent_id: string; to: string; variables?: Record<string, string | number | boolean | null>; source_id?: string } } };
			responses: {
				201: { headers: Headers; content: { 'application/json': { call_id: string | null; source_id: string; sandbox: boolean; vendor_response: Record<string, unknown> | null } } };
				default: Refused;
			};
		};
	};
	'/v1/campaigns/{campaign_id}/source': {
		post: {
			parameters: { path: { campaign_id: string }; header: { 'Idempotency-Key': string } };
			requestBody: { content: { 'application/json': { candidates: { first_name: string; last_name: string; phone: string; email?: string }[]; source_id?: string } } };
			responses: {
				201: { headers: Headers; content: { 'application/json': { campaign_id: string; source_id: string; sandbox: boolean; candidates_sourced: number | null; candidates_skipped: number | null; sms_sent: number | null; errors: unknown[] } } };
				default: Refused;
			};
		};
	};
	'/v1/personal-data/preview': {
		post: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { phone?: string; email?: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['PersonalDataCounts'] } };
				default: Refused;
			};
		};
	};
	'/v1/personal-data/export': {
		post: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { phone?: string; email?: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': { exported_at: string; counts: components['schemas']['PersonalDataCounts']; truncated: boolean; messages: Record<string, unknown>[]; deliveries: Record<string, unknown>[]; receipts: Record<string, unknown>[]; samples: Record<string, unknown>[]; sandbox_requests: Record<string, unknown>[]; call_contexts: Record<string, unknown>[] } } };
				default: Refused;
			};
		};
	};
	'/v1/personal-data/erase': {
		post: {
			parameters: { query?: never };
			requestBody: { content: { 'application/json': { phone?: string; email?: string } } };
			responses: {
				200: { headers: Headers; content: { 'application/json': components['schemas']['PersonalDataCounts'] } };
				default: Refused;
			};
		};
	};
	'/v1/sandbox': {
		get: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { url: string } } };
				default: Refused;
			};
		};
	};
	'/v1/sandbox/requests': {
		get: {
			parameters: { query?: { limit?: number; cursor?: string; order?: 'asc' | 'desc'; since?: string; until?: string } };
			requestBody?: never;
			responses: {
				200: { headers: Headers; content: { 'application/json': { data: components['schemas']['SandboxRequest'][]; next_cursor: string | null; has_more: boolean } } };
				default: Refused;
			};
		};
		delete: {
			parameters: { query?: never };
			requestBody?: never;
			responses: {
				204: { headers: Headers; content?: never };
				default: Refused;
			};
		};
	};
}

export interface components {
	schemas: {
		Me: { account_name: string; organisation: { id: string; name: string }; key?: { id: string; name: string; hint: string }; member?: { id: string; name: string }; scopes: ('read' | 'subscribe' | 'publish' | 'call' | 'admin')[] };
		AccessToken: { access_token: string; token_type: 'Bearer'; expires_in: number };
		Session: { member: { id: string; email: string | null; name: string; role: 'viewer' | 'editor' | 'owner' }; organisation: { id: string; name: string }; scopes: ('read' | 'subscribe' | 'publish' | 'call' | 'admin')[]; csrf_token: string };
		SignInLinkAsked: { accepted: true };
		Member: { id: string; email: string | null; name: string; role: 'viewer' | 'editor' | 'owner'; created_at: string; last_seen_at: string | null; invited: boolean };
		InvitedMember: { id: string; email: string | null; name: string; role: 'viewer' | 'editor' | 'owner'; created_at: string; last_seen_at: string | null; invited: boolean; sign_in_url: string; sign_in_expires_at: string };
		SignInLink: { url: string; expires_at: string };
		AuditEntry: { id: string; at: string; actor: { kind: 'member' | 'key' | 'system'; id: string | null; name: string }; action: string; target: { kind: string; id: string | null; name: string | null } | null; address: string | null };
		ApiKey: { id: string; name: string; hint: string; scopes: ('read' | 'subscribe' | 'publish' | 'call' | 'admin')[]; successor_id: string | null; created_at: string; revoked_at: string | null };
		NewApiKey: { id: string; name: string; hint: string; scopes: ('read' | 'subscribe' | 'publish' | 'call' | 'admin')[]; successor_id: string | null; created_at: string; revoked_at: string | null; api_key: string };
		RotatedApiKey: { id: string; name: string; hint: string; scopes: ('read' | 'subscribe' | 'publish' | 'call' | 'admin')[]; successor_id: string | null; created_at: string; revoked_at: string | null; api_key: string; subscriptions_moved: number };
		Organisation: { id: string; name: string; retention_days: number; max_retention_days: number; rate_limit_per_second: number; locale: 'en' | 'fr'; silence_alarm_hours: number | null };
		Vendor: { id: string; name: string; about: { en: string; fr: string }; homepage: string; documentation: string; secret: 'required' | 'optional' | 'none'; ingest: ({ event: string | null; label: { en: string; fr: string } })[]; setup: { en: string; fr: string }[]; signature: components['schemas']['SignatureScheme']; snippets: { python: string; javascript: string; php: string } | null; events: string[]; api: { actions: string[] } | null };
		SignatureScheme: { kind: 'none' | 'hmac-sha256'; header?: string; prefix?: string; encoding?: 'hex' | 'base64'; separator?: string; content?: string; idHeader?: string; timestampHeader?: string; key?: 'utf8' | 'whsec'; canonicalJson?: boolean };
		Guide: { id: 'zapier' | 'n8n' | 'make' | 'dashboard'; url: { en: string; fr: string } };
		EventType: { type: string; vendor: string; event: string; category: 'call' | 'appointment' | 'lead' | 'conversation' | 'campaign' | 'candidate' | 'interview' | 'credit' | 'account'; label: { en: string; fr: string }; description: { en: string; fr: string }; schema: Record<string, unknown>; sample: Record<string, unknown>; provenance: 'documented' | 'captured' | 'inferred'; fields: components['schemas']['Field'][] };
		Field: { path: string; label: { en: string; fr: string }; kind: 'identifier' | 'text' | 'long_text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'phone' | 'email' | 'url' | 'list' | 'object'; unit?: 'seconds' | 'credits' | 'questions' | 'ratio'; documented?: boolean; optional?: boolean; children?: components['schemas']['Field'][] };
		Source: { id: string; vendor: string; name: string; enabled: boolean; sandbox: boolean; accept_replays: boolean; timestamp_tolerance_seconds: number; field_map: Record<string, string>; silence_alarm_hours: number | null; secrets: { id: string; created_at: string }[]; has_api_token: boolean; ingest_url: string | null; ingest_urls?: Record<string, string>; previous_url_expires_at: string | null; health: { status: 'waiting' | 'ok' | 'rejecting' | 'silent'; last_event_at: string | null; last_rejection_at: string | null; consecutive_rejections: number; silence_seconds: number | null; rejections_until_vendor_disables: number | null; failures_until_vendor_disables: number | null }; created_at: string };
		ChangedSource: { id: string; vendor: string; name: string; enabled: boolean; sandbox: boolean; accept_replays: boolean; timestamp_tolerance_seconds: number; field_map: Record<string, string>; silence_alarm_hours: number | null; secrets: { id: string; created_at: string }[]; has_api_token: boolean; ingest_url: string | null; ingest_urls?: Record<string, string>; previous_url_expires_at: string | null; health: { status: 'waiting' | 'ok' | 'rejecting' | 'silent'; last_event_at: string | null; last_rejection_at: string | null; consecutive_rejections: number; silence_seconds: number | null; rejections_until_vendor_disables: number | null; failures_until_vendor_disables: number | null }; created_at: string; recovered_messages: number };
		Subscription: { id: string; url: string; platform: 'zapier' | 'n8n' | 'make' | 'custom'; made_by: 'key' | 'member'; name: string | null; event_types: string[]; source_id: string | null; filter: Record<string, string[] | number>; format: 'message' | 'vendor'; policy: 'standard' | 'vendor' | { schedule_seconds: number[]; timeout_seconds: number; disable_after: number | null }; header_names: string[]; rate_limit_per_second: number | null; signing: 'secret' | 'derived'; mode: 'live' | 'test'; expires_at: string | null; client: { instance_id?: string; workflow_id?: string; workflow_name?: string; node_name?: string; version?: string } | null; status: 'active' | 'paused' | 'disabled'; disabled_reason: 'gone' | 'failing' | 'key_revoked' | 'account_closed' | null; deliveries_count: number; consecutive_failures: number; failing_since: string | null; last_error: string | null; last_error_text: { en: string; fr: string } | null; last_success_at: string | null; last_failure_at: string | null; next_probe_at: string | null; created_at: string; updated_at: string };
		SubscriptionWithSecret: { id: string; url: string; platform: 'zapier' | 'n8n' | 'make' | 'custom'; made_by: 'key' | 'member'; name: string | null; event_types: string[]; source_id: string | null; filter: Record<string, string[] | number>; format: 'message' | 'vendor'; policy: 'standard' | 'vendor' | { schedule_seconds: number[]; timeout_seconds: number; disable_after: number | null }; header_names: string[]; rate_limit_per_second: number | null; signing: 'secret' | 'derived'; mode: 'live' | 'test'; expires_at: string | null; client: { instance_id?: string; workflow_id?: string; workflow_name?: string; node_name?: string; version?: string } | null; status: 'active' | 'paused' | 'disabled'; disabled_reason: 'gone' | 'failing' | 'key_revoked' | 'account_closed' | null; deliveries_count: number; consecutive_failures: number; failing_since: string | null; last_error: string | null; last_error_text: { en: string; fr: string } | null; last_success_at: string | null; last_failure_at: string | null; next_probe_at: string | null; created_at: string; updated_at: string; secret?: string };
		EnabledSubscription: { id: string; url: string; platform: 'zapier' | 'n8n' | 'make' | 'custom'; made_by: 'key' | 'member'; name: string | null; event_types: string[]; source_id: string | null; filter: Record<string, string[] | number>; format: 'message' | 'vendor'; policy: 'standard' | 'vendor' | { schedule_seconds: number[]; timeout_seconds: number; disable_after: number | null }; header_names: string[]; rate_limit_per_second: number | null; signing: 'secret' | 'derived'; mode: 'live' | 'test'; expires_at: string | null; client: { instance_id?: string; workflow_id?: string; workflow_name?: string; node_name?: string; version?: string } | null; status: 'active' | 'paused' | 'disabled'; disabled_reason: 'gone' | 'failing' | 'key_revoked' | 'account_closed' | null; deliveries_count: number; consecutive_failures: number; failing_since: string | null; last_error: string | null; last_error_text: { en: string; fr: string } | null; last_success_at: string | null; last_failure_at: string | null; next_probe_at: string | null; created_at: string; updated_at: string; released: number; canceled: number; replayed: number };
		Message: { id: string; type: string; vendor: string; event: string; source_id: string | null; occurred_at: string | null; received_at: string; verified: boolean; test: boolean; replay: boolean; data: unknown; envelope: Record<string, unknown>; normalized: Record<string, unknown>; links: Record<string, string | null>; context: Record<string, unknown> };
		Delivery: { id: string; message_id: string; type: string; subscription_id: string; subscription_name: string | null; status: 'pending' | 'held' | 'succeeded' | 'dead_letter' | 'canceled'; replay: boolean; attempt_count: number; attempts_count: number; created_at: string; first_attempt_at: string | null; last_attempt_at: string | null; next_attempt_at: string | null; ended_at: string | null; last_status_code: number | null; last_status: number | null; last_error: string | null; last_error_text: { en: string; fr: string } | null };
		Receipt: { id: string; source_id: string; outcome: 'accepted' | 'duplicate' | 'rejected' | 'quarantined'; reason: string | null; message_id: string | null; event: string | null; received_at: string; status_code: number; body_size: number; kept: boolean };
		ReceiptDetail: { id: string; source_id: string; outcome: 'accepted' | 'duplicate' | 'rejected' | 'quarantined'; reason: string | null; message_id: string | null; event: string | null; received_at: string; status_code: number; body_size: number; kept: boolean; request: { method: string | null; headers: Record<string, string>; body: string; encoding: 'utf8' | 'base64'; truncated: boolean } | null };
		Statistics: { step: 'minute' | 'hour' | 'day'; data: ({ at: string; events: number; duplicates: number; rejected: number; quarantined: number; attempts: number; succeeded: number; failed: number; dead_letters: number; p50_ms: number | null; p95_ms: number | null; backlog: { pending: number; held: number; dead_letter: number; oldest_pending_ms: number | null } | null })[]; totals: { events: number; duplicates: number; rejected: number; quarantined: number; attempts: number; succeeded: number; failed: number; dead_letters: number; p50_ms: number | null; p95_ms: number | null; success_rate: number | null }; backlog: { pending: number; held: number; dead_letter: number; oldest_pending_at: string | null } };
		Activity: { at: string; events: number; deliveries: { succeeded: number; failed: number; dead_letter: number }; sources: string[]; subscriptions: string[] };
		Alert: { id: string; channel: 'email' | 'webhook'; target: string; events: ('subscription_failing' | 'subscription_disabled' | 'source_silent' | 'source_rejecting' | 'delivery_dead_letter')[]; enabled: boolean; last_sent_at: string | null; last_error: string | null; last_error_text: { en: string; fr: string } | null; created_at: string };
		AlertWithSecret: { id: string; channel: 'email' | 'webhook'; target: string; events: ('subscription_failing' | 'subscription_disabled' | 'source_silent' | 'source_rejecting' | 'delivery_dead_letter')[]; enabled: boolean; last_sent_at: string | null; last_error: string | null; last_error_text: { en: string; fr: string } | null; created_at: string; secret?: string };
		AlertEvent: { id: string; at: string; kind: 'subscription_failing' | 'subscription_disabled' | 'source_silent' | 'source_rejecting' | 'delivery_dead_letter'; target: { kind: 'subscription' | 'source'; id: string; name: string }; text: { en: string; fr: string }; resolved_at: string | null; resolution: { en: string; fr: string } | null };
		PersonalDataCounts: { messages: number; deliveries: number; open_deliveries: number; attempts: number; receipts: number; samples: number; filter_values: number; sandbox_requests: number; idempotency_records: number; call_contexts: number };
		SandboxRequest: { id: string; received_at: string; method: string; headers: Record<string, string>; body: string; truncated: boolean; verdict: { scheme: string | null; valid: boolean; reason: string } };
		Problem: { type: string; title: string; status: number; detail: string; code: 'not_found' | 'validation_failed' | 'cursor_invalid' | 'too_many_requests' | 'too_many_listeners' | 'too_many_alerts' | 'method_not_allowed' | 'encoding_not_supported' | 'body_too_large' | 'unavailable' | 'malformed_json' | 'bad_request' | 'content_type_not_supported' | 'route_not_found' | 'idempotency_key_missing' | 'idempotency_key_invalid' | 'idempotency_key_reused' | 'idempotency_in_flight' | 'internal' | 'personal_data_in_url' | 'unauthenticated' | 'credentials_invalid' | 'scope_missing' | 'api_key_needed' | 'key_revoked' | 'key_already_rotated' | 'key_cannot_inherit' | 'not_signed_in' | 'sign_in_link_invalid' | 'csrf_failed' | 'email_not_configured' | 'member_exists' | 'last_owner' | 'metrics_forbidden' | 'subscription_gone' | 'url_invalid' | 'url_not_https' | 'url_has_credentials' | 'url_port_not_allowed' | 'url_private_address' | 'url_own_address' | 'url_host_unresolvable' | 'url_not_zapier' | 'filter_not_mapped' | 'subscription_exists' | 'subscription_disabled' | 'subscription_not_active' | 'signing_derived' | 'signing_needs_key' | 'source_disabled' | 'signature_invalid' | 'ingest_url_unknown' | 'event_unknown' | 'source_of_other_vendor' | 'message_quarantined' | 'message_gone' | 'file_missing' | 'file_unverified' | 'file_unreachable' | 'file_refused' | 'file_too_large' | 'receipt_settled' | 'receipt_not_kept' | 'source_required' | 'source_missing' | 'source_switched_off' | 'sandbox_url_unknown' | 'vendor_token_missing' | 'vendor_token_refused' | 'vendor_forbidden' | 'vendor_credits_exhausted' | 'vendor_not_found' | 'vendor_rejected' | 'vendor_rate_limited' | 'vendor_busy' | 'vendor_unreachable' | 'vendor_failed' | 'vendor_outcome_unknown'; errors?: { path: string; message: string }[] };
	};
}
