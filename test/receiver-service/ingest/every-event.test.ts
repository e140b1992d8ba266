import { vendors } from '@voicehooks/core';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import {
	everyEvent,
	freshBody,
	type SentRequest,
	signedRequest,
} from '../../support/vendor-request.ts';

type Source = {
	readonly id: string;
	readonly ingest_url: string;
	readonly ingest_urls?: Record<string, string>;
};
type Detail = {
	readonly type: string;
	readonly verified: boolean;
	readonly status: string;
	readonly marks: readonly string[];
	readonly data: Record<string, unknown>;
};

let service: TestService;
const secret = newSecret();
const sources = new Map<string, Source>();

beforeAll(async () => {
	service = await startTestService();
	for (const vendor of vendors) {
		const { body } = await service.call<Source>('POST', '/v1/sources', {
			vendor: vendor.id,
			name: `${vendor.name} test`,
			...(vendor.secret === 'none' ? {} : { signing_secret: secret }),
		});
		sources.set(vendor.id, body);
	}
});
afterAll(() => service.stop());

describe.each(everyEvent)('$type', ({ type, vendor, eventType }) => {
	const signs = vendor.secret !== 'none';
	const named = vendor.envelope.kind !== 'unnamed';
	const url = (event = eventType.name): string => {
		const source = sources.get(vendor.id);
		if (source === undefined) throw new Error('no source');
		return named ? source.ingest_url : `${source.ingest_url}/${event}`;
	};
	const post = async ({ headers, body }: SentRequest, to = url()) => {
		const response = await fetch(to, { method: 'POST', headers, body });
		const answer = (await response.json()) as {
			received?: boolean;
			id?: string;
			duplicate?: boolean;
			code?: string;
		};
		return { status: response.status, answer };
	};
	const send = (body: unknown, event = eventType.name) =>
		post(signedRequest(vendor, event, JSON.stringify(body), secret), url(event));
	const detail = async (id: string | undefined): Promise<Detail> => {
		const { body } = await service.call<Detail>('GET', `/v1/messages/${id}`);
		return body;
	};
	const own =
		vendor.envelope.kind === 'enveloped'
			? (eventType.fields.find(({ path }) => path === 'data')?.children ?? [])
			: eventType.fields;
	const documented = own
		.filter((field) => field.documented !== false)
		.map(({ path }) => path.replace(/^data\./, ''));
	/** The object that holds the event's own fields. */
	const fieldsOf = (body: Record<string, unknown>) =>
		vendor.envelope.kind === 'enveloped' ? (body.data as Record<string, unknown>) : body;

	it('is stored and acknowledged when it is valid', async () => {
		const { status, answer } = await send(freshBody(vendor, eventType));
		expect({ status, received: answer.received }).toEqual({ status: 200, received: true });
		expect(answer.id).toMatch(/^msg_/);
		const { marks, ...message } = await detail(answer.id);
		expect(message).toMatchObject({ type, verified: signs, status: 'accepted' });
		// Where no field tells two simulated events apart, this one does.
		expect(marks.filter((mark) => mark !== 'unknown_field:data.simulation_id')).toEqual([]);
	});

	it('is refused when one byte was changed, unless its vendor signs nothing', async () => {
		const request = signedRequest(
			vendor,
			eventType.name,
			JSON.stringify(freshBody(vendor, eventType)),
			secret,
		);
		const body = Buffer.from(request.body);
		const position = body.lastIndexOf('"') - 1;
		body[position] = (body[position] ?? 0) ^ 1;
		const { status, answer } = await post({ ...request, body });
		expect(status).toBe(signs ? 401 : 200);
		if (signs) expect(answer.code).toBe('signature_invalid');
	});

	it('is refused without its signature, unless its vendor signs nothing', async () => {
		const { body } = signedRequest(
			vendor,
			eventType.name,
			JSON.stringify(freshBody(vendor, eventType)),
			null,
		);
		const { status } = await post({ headers: { 'content-type': 'application/json' }, body });
		expect(status).toBe(signs ? 401 : 200);
	});

	it('keeps a field that no page shows', async () => {
		const body = freshBody(vendor, eventType);
		fieldsOf(body).brand_new = 'kept';
		const { status, answer } = await send(body);
		expect(status).toBe(200);
		expect((await detail(answer.id)).data).toMatchObject({ brand_new: 'kept' });
	});

	it('shows a documented field that is missing as null', async () => {
		const body = freshBody(vendor, eventType);
		const fields = fieldsOf(body);
		const name = documented.find((key) => key !== 'event');
		if (name !== undefined) delete fields[name];
		fields.nonce = Math.random();
		const { status, answer } = await send(body);
		expect(status).toBe(200);
		const { data, marks } = await detail(answer.id);
		if (name !== undefined) {
			expect(data).toMatchObject({ [name]: null });
			expect(marks.some((mark) => mark.startsWith('missing_field:') && mark.endsWith(name))).toBe(
				true,
			);
		}
	});

	it('is kept as unknown under an event name that no page shows', async () => {
		const body = { ...freshBody(vendor, eventType), ...(named ? { event: 'brand.new' } : {}) };
		const { status, answer } = await send(body, 'brand.new');
		expect(status).toBe(200);
		expect(await detail(answer.id)).toMatchObject({ type: `${vendor.id}.unknown` });
	});

	it('answers a duplicate with the first one’s id', async () => {
		const request = signedRequest(
			vendor,
			eventType.name,
			JSON.stringify(freshBody(vendor, eventType)),
			secret,
		);
		const first = await post(request);
		const second = await post(request);
		expect(first.answer.duplicate).toBeUndefined();
		expect(second).toEqual({
			status: 200,
			answer: { received: true, id: first.answer.id, duplicate: true },
		});
	});

	it('is kept as text when it is not JSON', async () => {
		const text = `not json ${Math.random()}`;
		const { status, answer } = await post(signedRequest(vendor, eventType.name, text, secret));
		expect(status).toBe(200);
		const { data, marks } = await detail(answer.id);
		expect(data).toMatchObject({ text });
		expect(marks).toContain('not_json');
	});

	it('is refused when it is too large', async () => {
		const body = JSON.stringify({
			...freshBody(vendor, eventType),
			padding: 'x'.repeat(2 * 1024 * 1024),
		});
		const { status, answer } = await post(signedRequest(vendor, eventType.name, body, secret));
		expect({ status, code: answer.code }).toEqual({ status: 413, code: 'body_too_large' });
	});
});
