import type { z } from 'zod';
import { invalidField } from '../domain/invalid-field.ts';
import type { Subscription } from '../domain/types.ts';
import type { SubscribeRequest } from '../pipeline/subscribe.ts';
import { secretFits, type subscribeSchema } from './subscription-schema.ts';

/** Throws a `Refusal` where the vendor's own format would go to a platform that reads ours. */
export const checkFormat = (
	platform: Subscription['platform'],
	format: Subscription['format'],
): void => {
	if (format === 'message' || platform === 'custom') return;
	throw invalidField('format', {
		en: 'vendor is for platform custom only',
		fr: 'vendor est réservé à la plateforme custom',
	});
};

/** Throws a `Refusal` for a secret of the user's own that cannot sign this format. */
export const checkSecret = (format: Subscription['format'], secret: string | undefined): void => {
	if (secret === undefined || secretFits(format, secret)) return;
	throw invalidField(
		'secret',
		format === 'vendor'
			? {
					en: 'must be 16 to 128 visible characters',
					fr: 'doit comporter de 16 à 128 caractères visibles',
				}
			: {
					en: 'must be whsec_ and the base64 of 24 to 64 bytes',
					fr: 'doit être whsec_ suivi de 24 à 64 octets en base64',
				},
	);
};

/** What fields mean together, which no field says alone. */
export const readSubscribeRequest = (body: z.output<typeof subscribeSchema>): SubscribeRequest => {
	const format = body.format ?? 'message';
	checkFormat(body.platform, format);
	checkSecret(format, body.secret);
	if (body.secret !== undefined && body.signing === 'derived') {
		throw invalidField('secret', {
			en: 'derived signing has no secret: leave it out',
			fr: 'la signature dérivée n’a pas de secret : omettez ce champ',
		});
	}
	if (body.ttl_seconds !== undefined && body.mode !== 'test') {
		throw invalidField('ttl_seconds', {
			en: 'is for mode test only',
			fr: 'est réservé au mode test',
		});
	}
	if (body.enabled === false && body.mode === 'test') {
		throw invalidField('enabled', {
			en: 'a subscription in mode test is never paused',
			fr: 'un abonnement en mode test n’est jamais en pause',
		});
	}
	return {
		url: body.url,
		eventTypes: body.event_types,
		platform: body.platform,
		name: body.name ?? null,
		sourceId: body.source_id ?? null,
		filter: body.filter ?? {},
		format,
		policy: body.policy ?? (format === 'vendor' ? 'vendor' : 'standard'),
		headers: body.headers ?? null,
		rateLimitPerSecond: body.rate_limit_per_second ?? null,
		secret: body.secret ?? null,
		signing: body.signing,
		mode: body.mode,
		ttlSeconds: body.ttl_seconds ?? null,
		client: body.client ?? null,
		enabled: body.enabled ?? null,
	};
};
