import { z } from 'zod';
import { notFound } from '../../domain/not-found.ts';
import { problems } from '../../domain/refusal.ts';
import { asyncApiDocument } from '../asyncapi.ts';
import { openApiDocument } from '../openapi.ts';
import { type Endpoint, type PublicRoute, publicRoute } from '../route.ts';

const tag = 'Operation';
const document = z.record(z.string(), z.unknown());
const localized = z.object({ en: z.string(), fr: z.string() });

const isCode = (code: string): code is keyof typeof problems => Object.hasOwn(problems, code);

/** Writes a document once for each public URL: neither routes nor vendors change while running. */
const once = (write: (publicUrl: string) => unknown): ((publicUrl: string) => string) => {
	const written = new Map<string, string>();
	return (publicUrl) => {
		const known = written.get(publicUrl) ?? JSON.stringify(write(publicUrl));
		written.set(publicUrl, known);
		return known;
	};
};

const documentRoute = (
	path: string,
	summary: string,
	write: (publicUrl: string) => unknown,
): PublicRoute => {
	const text = once(write);
	return publicRoute({
		method: 'get',
		path,
		tag,
		summary,
		responses: { 200: { description: 'The document.', schema: document } },
		handle: async ({ context }) => ({
			status: 200,
			headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
			body: text(context.config.publicUrl),
		}),
	});
};

const problem = publicRoute({
	method: 'get',
	path: '/problems/{code}',
	tag,
	summary: 'What a problem code means',
	description: 'The `type` of every problem points here.',
	params: z.object({ code: z.string().max(64) }),
	responses: {
		200: {
			description: 'The problem, in both languages.',
			schema: z.object({
				code: z.string(),
				status: z.int(),
				title: localized,
				detail: localized.describe('`{name}` stands for what differs.'),
			}),
		},
	},
	handle: async ({ params: { code } }) => {
		if (!isCode(code)) throw notFound('problem');
		return { status: 200, body: { code, ...problems[code] } };
	},
});

/** The two documents and what problem codes mean. `endpoints` is read when a document is asked for. */
export const documentRoutes = (endpoints: () => readonly Endpoint[]): readonly PublicRoute[] => [
	documentRoute('/openapi.json', 'This API as OpenAPI 3.1', (url) =>
		openApiDocument(endpoints(), url),
	),
	documentRoute('/asyncapi.json', 'The webhooks as AsyncAPI 3', asyncApiDocument),
	problem,
];
