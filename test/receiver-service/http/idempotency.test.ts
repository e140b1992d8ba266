import { Refusal } from '../../../receiver-service/src/domain/refusal.ts';
import type { ApiKey } from '../../../receiver-service/src/domain/types.ts';
import { onceFor } from '../../../receiver-service/src/http/idempotency.ts';
import type { Caller, Reply } from '../../../receiver-service/src/http/route.ts';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const clock = createVirtualClock(Date.now());
const hourMs = 3_600_000;
let service: TestService;
beforeAll(async () => {
	service = await startTestService({}, { clock });
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

const once = (key: string) => ({ 'idempotency-key': key });
const create = (key: string, name = 'one', path = '/v1/sources') =>
	service.call<AnswerBody>('POST', path, { vendor: 'vocalis', name }, once(key));

describe('a POST with an Idempotency-Key', () => {
	it('runs once; the repetition gets the first answer and says so', async () => {
		const first = await create('k-1');
		const again = await create('k-1');
		expect(first.status).toBe(201);
		expect(first.headers.get('idempotency-replayed')).toBeNull();
		expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
		expect(again.body).toEqual(first.body);
	});

	it('shows a new key again to who repeats the request, and stores it sealed', async () => {
		const make = () =>
			service.call<AnswerBody>('POST', '/v1/keys', { name: 'secret' }, once('k-key'));
		const first = await make();
		expect((await make()).body.api_key).toBe(first.body.api_key);
		const { readFileSync } = await import('node:fs');
		const bytes = ['', '-wal'].map((suffix) =>
			readFileSync(`${service.folder}/voicehooks.db${suffix}`),
		);
		expect(Buffer.concat(bytes).includes(first.body.api_key)).toBe(false);
	});

	it('is refused with another body', async () => {
		await create('k-2', 'one');
		const { status, body } = await create('k-2', 'two');
		expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
	});

	it('is refused on another path of the same route', async () => {
		const { context, call } = service;
		const [one, two] = context.directory.sourcesOf(defaultOrgId(context));
		await call<AnswerBody>('POST', `/v1/sources/${one?.id}/rotate-token`, {}, once('k-3'));
		const other = await call<AnswerBody>(
			'POST',
			`/v1/sources/${two?.id}/rotate-token`,
			{},
			once('k-3'),
		);
		expect(other.body.code).toBe('idempotency_key_reused');
	});

	it('is another one on another route, with another key, and in another organisation', async () => {
		const { context, url, call } = service;
		const first = await create('k-4');
		const key = await call<AnswerBody>('POST', '/v1/keys', { name: 'one' }, once('k-4'));
		expect(key.status).toBe(201);
		const body = { vendor: 'vocalis', name: 'one' };
		const colleague = await addKey(context, defaultOrgId(context), ['admin']);
		const neighbour = (await addTenant(context)).apiKey;
		for (const apiKey of [colleague, neighbour]) {
			const other = await clientOf(url, apiKey)('POST', '/v1/sources', body, once('k-4'));
			expect(other.status).toBe(201);
			expect(other.body.id).not.toBe(first.body.id);
		}
	});

	it('is the same for 24 hours', async () => {
		const first = await create('k-5');
		await clock.advance(24 * hourMs - 1);
		expect((await create('k-5')).body.id).toBe(first.body.id);
		await clock.advance(1);
		const later = await create('k-5');
		expect(later.status).toBe(201);
		expect(later.body.id).not.toBe(first.body.id);
	});

	it('that was refused can be mended and sent again', async () => {
		const refused = await service.call<AnswerBody>(
			'POST',
			'/v1/sources',
			{ vendor: 'none', name: 'x' },
			once('k-6'),
		);
		expect(refused.status).toBe(400);
		expect((await create('k-6')).status).toBe(201);
	});

	it.each([
		['é', 'Ã©'],
		['a b', 'a b'],
		['too long', 'a'.repeat(256)],
	])('has a key of its form: not %s', async (_what, key) => {
		const source = { vendor: 'vocalis', name: 'x' };
		const { status, body } = await service.call<AnswerBody>(
			'POST',
			'/v1/sources',
			source,
			once(key),
		);
		expect([status, body.code]).toEqual([400, 'idempotency_key_invalid']);
	});

	it('is demanded where people would be called', async () => {
		const { status, body } = await service.call<AnswerBody>('POST', '/v1/calls', {
			agent_id: 'a_42',
			to: '+33612345678',
		});
		expect([status, body.code]).toEqual([400, 'idempotency_key_missing']);
	});

	it('runs once even when both come at the same time', async () => {
		const answers = await Promise.all(Array.from({ length: 10 }, () => create('k-7')));
		const made = answers.filter(
			({ status, headers }) => status === 201 && !headers.has('idempotency-replayed'),
		);
		expect(made).toHaveLength(1);
		for (const { status } of answers) expect([201, 409]).toContain(status);
	});
});

describe('while the first request is in flight', () => {
	const caller = (): Caller => {
		const { context } = service;
		const [key] = context.directory.keysOf(defaultOrgId(context)) as [ApiKey];
		return { actor: { kind: 'key', key }, orgId: key.orgId, scopes: key.scopes, viaToken: false };
	};
	const ask = (key: string, dials: boolean, run: () => Promise<Reply>) =>
		onceFor(
			service.context,
			{ caller: caller(), route: 'POST /x', content: ['/x', {}, null], key, dials },
			run,
		);
	const never = () => new Promise<Reply>(() => {});
	const codeOf = async (asked: Promise<Reply>) =>
		asked.then(
			({ status }) => status,
			(fault: unknown) => (fault instanceof Refusal ? fault.code : String(fault)),
		);
	const begun = async (key: string, dials: boolean) => {
		void ask(key, dials, never);
		await new Promise((resolve) => setTimeout(resolve, 30));
	};

	it('a repetition is 409', async () => {
		await begun('f-1', false);
		expect(await codeOf(ask('f-1', false, async () => ({ status: 200 })))).toBe(
			'idempotency_in_flight',
		);
	});

	it('it may be begun anew when it was abandoned', async () => {
		await begun('f-2', false);
		await clock.advance(120_000);
		expect(await codeOf(ask('f-2', false, async () => ({ status: 200 })))).toBe(200);
	});

	it('what dials is not begun anew, since it may have rung', async () => {
		await begun('f-3', true);
		await clock.advance(120_000);
		expect(await codeOf(ask('f-3', true, async () => ({ status: 200 })))).toBe(
			'idempotency_in_flight',
		);
	});

	it('what dials and ended unknown answers 504 again instead of dialling again', async () => {
		let dialled = 0;
		const dial = async (): Promise<Reply> => {
			dialled += 1;
			throw new Refusal('vendor_outcome_unknown', { vendor: 'VOCALIS' });
		};
		expect(await codeOf(ask('f-4', true, dial))).toBe('vendor_outcome_unknown');
		expect(await codeOf(ask('f-4', true, dial))).toBe('vendor_outcome_unknown');
		expect(dialled).toBe(1);
	});

	it('what dials and failed in a way we do not know stays taken', async () => {
		const fail = async (): Promise<Reply> => {
			throw new Error('cable cut');
		};
		expect(await codeOf(ask('f-5', true, fail))).toContain('cable cut');
		expect(await codeOf(ask('f-5', true, async () => ({ status: 200 })))).toBe(
			'idempotency_in_flight',
		);
	});

	it('what creates and failed in a way we do not know may be tried again', async () => {
		const fail = async (): Promise<Reply> => {
			throw new Error('cable cut');
		};
		await codeOf(ask('f-6', false, fail));
		expect(await codeOf(ask('f-6', false, async () => ({ status: 200 })))).toBe(200);
	});
});
