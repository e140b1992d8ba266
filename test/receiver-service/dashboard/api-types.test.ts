import { apiTypes } from '../../../docs/api-types.ts';

const text = apiTypes({
	paths: {
		'/healthz': { get: { responses: {} } },
		'/v1/things/{id}': {
			patch: {
				parameters: [
					{ name: 'id', in: 'path', required: true, schema: { type: 'string' } },
					{ name: 'kind', in: 'query', schema: { type: 'array', items: { enum: ['a', 'b'] } } },
				],
				requestBody: {
					required: true,
					content: {
						'application/json': {
							schema: {
								type: 'object',
								properties: { name: { type: ['string', 'null'] }, n: { type: 'integer' } },
								required: ['name'],
							},
						},
					},
				},
				responses: {
					200: {
						content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
					},
					204: { description: 'Nothing.' },
					404: { $ref: '#/components/responses/NotFound' },
					default: { $ref: '#/components/responses/Problem' },
				},
			},
		},
	},
	components: {
		schemas: {
			Thing: {
				type: 'object',
				properties: {
					'odd-name': { const: "it's" },
					map: { type: 'object', additionalProperties: { type: 'number' } },
					either: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
				},
			},
		},
	},
});

describe('the types of the API', () => {
	it('are those of /v1 alone', () => {
		expect(text).not.toContain('/healthz');
	});

	it('say what a path, a query and a body take', () => {
		expect(text).toContain("path: { id: string }; query?: { kind?: ('a' | 'b')[] }");
		expect(text).toContain(
			"requestBody: { content: { 'application/json': { name: string | null; n?: number } } };",
		);
	});

	it('say what is answered; refusals are one type', () => {
		expect(text).toContain(
			"200: { headers: Headers; content: { 'application/json': components['schemas']['Thing'] } };",
		);
		expect(text).toContain('204: { headers: Headers; content?: never };');
		expect(text).toContain('default: Refused;');
		expect(text).not.toContain('404:');
	});

	it('quote what is no name, and know maps and alternatives', () => {
		expect(text).toContain(
			"Thing: { 'odd-name'?: 'it\\'s'; map?: Record<string, number>; either?: boolean | null };",
		);
	});
});
