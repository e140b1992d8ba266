import type { JsonObject } from './component.ts';
import { errors, headersOf, responseTypes, sanitized } from './request.ts';

/** What modules and RPCs have in common. Connections and webhooks repeat what they need of it. */
export const base: JsonObject = {
	baseUrl: '{{connection.baseUrl}}',
	headers: headersOf('connection.apiKey'),
	timeout: 40_000,
	response: { type: responseTypes, error: errors },
	log: sanitized,
};
