import type { Json } from './json-schema.ts';

const problem = (description: string): Json => ({
	description,
	content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const anything: Json = {
	description: 'Whatever the vendor sends: it never fails for its content.',
};

const parameter = (name: string, description: string): Json => ({
	name,
	in: 'path',
	required: true,
	description,
	schema: { type: 'string' },
});
const token = parameter('token', 'The secret part of a source’s ingest URL.');
const event = parameter(
	'event',
	'The event, where the body does not name it: Dexem’s cdr, call or user.',
);

const operation = (operationId: string, summary: string): Json => ({
	operationId,
	tags: ['Ingest'],
	summary,
	description:
		'For vendors. 200 only once the event and its deliveries are on disk. Signed as the vendor signs, where the source has a secret.',
	security: [],
	requestBody: {
		required: false,
		content: {
			'application/json': { schema: anything },
			'application/x-www-form-urlencoded': { schema: anything },
		},
	},
	responses: {
		'200': {
			description: 'It is stored, now or before.',
			content: {
				'application/json': {
					schema: {
						type: 'object',
						properties: {
							received: { type: 'boolean', const: true },
							id: { type: 'string' },
							duplicate: { type: 'boolean', const: true },
						},
						required: ['received', 'id'],
					},
					example: { received: true, id: 'msg_01kj80n8mg0000000000000000' },
				},
			},
		},
		'401': problem('The signature is missing or wrong.'),
		'404': problem('No source has this URL.'),
		'413': problem('Over 2 MB.'),
		'415': problem('The content encoding is not accepted.'),
		'429': problem('Over the limit of this source.'),
		'503': problem('The write cannot be taken; see Retry-After.'),
	},
});

/** The ingest URLs, which are no declared routes: they read their own bytes. */
export const ingestPaths: Json = {
	'/in/{token}': {
		parameters: [token],
		post: operation('postIngest', 'Receive an event from a vendor'),
		put: operation('putIngest', 'Receive an event from a vendor that uses PUT'),
	},
	'/in/{token}/{event}': {
		parameters: [token, event],
		post: operation('postIngestEvent', 'Receive an event that its body does not name'),
		put: operation('putIngestEvent', 'Receive such an event from a vendor that uses PUT'),
	},
};
