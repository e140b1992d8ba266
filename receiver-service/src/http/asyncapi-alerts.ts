import { languages } from '@voicehooks/core';
import { z } from 'zod';
import {
	type AlertEvent,
	type AlertKind,
	type AlertPhase,
	alertKinds,
	alertPhases,
} from '../domain/alert.ts';
import {
	deadLetterText,
	disabledText,
	endText,
	failingText,
	rejectingText,
	silentText,
} from '../domain/alert-text.ts';
import { webhookBody } from '../pipeline/alerts/content.ts';

type Node = Readonly<Record<string, unknown>>;

const time = z.iso.datetime();

const bodySchema = (type: string) =>
	z.object({
		id: z.string().describe('The condition: the same when it begins and when it is over.'),
		type: z.literal(type),
		at: time.describe('When it was noticed.'),
		resolved_at: time.nullable().describe('When it was over; null while it lasts.'),
		organisation_id: z.string(),
		target: z.object({
			kind: z.enum(['subscription', 'source']),
			id: z.string(),
			name: z.string(),
		}),
		text: z
			.object(Object.fromEntries(languages.map((language) => [language, z.string()])))
			.describe('What is wrong, or how it ended.'),
	});

const at = Date.UTC(2026, 0, 15, 9, 30);
const [hook, source] = ['CRM', 'Front desk'];

const samples: Readonly<Record<AlertKind, Pick<AlertEvent, 'text' | 'resolution'>>> = {
	subscription_failing: {
		text: failingText(hook, 5, at - 600_000, 'HTTP 500'),
		resolution: endText('working', hook),
	},
	subscription_disabled: {
		text: disabledText(hook, 'gone'),
		resolution: endText('enabled', hook),
	},
	source_silent: {
		text: silentText(source, 'InboundFlow', at - 86_400_000, 24),
		resolution: endText('sending', source),
	},
	source_rejecting: {
		text: rejectingText(source, 'InboundFlow', 3, 7),
		resolution: endText('accepted', source),
	},
	delivery_dead_letter: {
		text: deadLetterText(hook, 'HTTP 500'),
		resolution: endText('taken', hook),
	},
};

const sampleOf = (kind: AlertKind): AlertEvent => ({
	id: 'ale_01kf00000000000000000000000',
	orgId: 'org_01kf00000000000000000000000',
	at,
	kind,
	target: kind.startsWith('source_')
		? { kind: 'source', id: 'src_01kf00000000000000000000000', name: source }
		: { kind: 'subscription', id: 'sub_01kf00000000000000000000000', name: hook },
	resolvedAt: at + 3_600_000,
	...samples[kind],
});

const headers: Node = {
	type: 'object',
	properties: {
		'webhook-id': {
			type: 'string',
			description: 'The same on every attempt; the end of a condition has another.',
		},
		'webhook-timestamp': { type: 'string', description: 'Unix seconds of the attempt.' },
		'webhook-signature': { type: 'string', description: 'Standard Webhooks: `v1,<base64>`.' },
	},
	required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
};

const titles: Readonly<Record<AlertPhase, (kind: AlertKind) => string>> = {
	raised: (kind) => `${kind}: it began`,
	resolved: (kind) => `${kind}: it is over`,
};

/** What a webhook that wants alerts receives: that a condition began, and that it is over. */
export const alertComponents = (): {
	readonly messages: Readonly<Record<string, Node>>;
	readonly schemas: Readonly<Record<string, Node>>;
} => {
	const messages: Record<string, Node> = {};
	const schemas: Record<string, Node> = {};
	for (const kind of alertKinds) {
		for (const phase of alertPhases) {
			const payload = JSON.parse(webhookBody(phase, sampleOf(kind))) as { readonly type: string };
			const { $schema: _dialect, ...schema } = z.toJSONSchema(bodySchema(payload.type), {
				target: 'draft-7',
				io: 'input',
			});
			messages[payload.type] = {
				name: payload.type,
				title: titles[phase](kind),
				contentType: 'application/json',
				headers,
				payload: { $ref: `#/components/schemas/${payload.type}` },
				examples: [{ name: 'sample', payload }],
			};
			schemas[payload.type] = schema;
		}
	}
	return { messages, schemas };
};
