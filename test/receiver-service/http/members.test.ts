import type { Mailer } from '../../../receiver-service/src/ports.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, askBare, signIn } from '../../support/sign-in.ts';
import { liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

type Mail = Parameters<Mailer['send']>[0];

const clock = createVirtualClock(Date.now());
const mails: Mail[] = [];
let mailFails = false;
let holdMail: Promise<void> = Promise.resolve();
let service: TestService;
beforeAll(async () => {
	const mailer: Mailer = {
		send: async (mail) => {
			await holdMail;
			if (mailFails) throw new Error('no such mailbox');
			mails.push(mail);
		},
	};
	service = await startTestService({}, { clock, mailer });
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());
beforeEach(async () => {
	mails.length = 0;
	mailFails = false;
	// The addresses' limits are full again.
	await clock.advance(3_600_000);
});

const json = { 'content-type': 'application/json' };
type Shown = Readonly<Record<string, string>> & { readonly code: string };
const call = (method: string, path: string, body?: unknown) =>
	service.call<Shown>(method, path, body);
const tokenIn = (text: string): string => /\/sign-in#([\w-]{43})/.exec(text)?.[1] ?? '';
const begin = (token: string) =>
	askBare(`${service.url}/v1/session`, 'POST', json, JSON.stringify({ token }));
/** What was asked for is done after the answer: so many mails at least. */
const soon = async (least = 0) => {
	await clock.advance(1_000);
	do await new Promise((resolve) => setTimeout(resolve, 50));
	while (mails.length < least);
};

describe('inviting a member', () => {
	it('shows the link once, and mails it', async () => {
		const { status, body } = await call('POST', '/v1/members', {
			email: ' Camille@Example.com ',
			role: 'editor',
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.stringMatching(/^mem_/),
			email: 'camille@example.com',
			name: 'camille',
			role: 'editor',
			created_at: expect.any(String),
			last_seen_at: null,
			invited: true,
			sign_in_url: expect.stringMatching(new RegExp(`^${service.url}/sign-in#[\\w-]{43}$`)),
			sign_in_expires_at: new Date(clock.now() + 86_400_000).toISOString(),
		});
		await soon(1);
		expect(mails).toEqual([
			{
				to: 'camille@example.com',
				subject: 'Sign in to voicehooks (Default)',
				text: expect.stringContaining(body.sign_in_url ?? ''),
			},
		]);
		expect((await begin(tokenIn(body.sign_in_url ?? ''))).status).toBe(200);
		const listed = await service.call<{ data: Shown[] }>('GET', '/v1/members');
		const camille = listed.body.data.find(({ id }) => id === body.id);
		expect(camille).toMatchObject({
			invited: false,
			last_seen_at: new Date(clock.now()).toISOString(),
		});
		expect(JSON.stringify(listed.body)).not.toContain('sign-in#');
	});

	it('writes in the language of who invites', async () => {
		const body = { email: 'fr@example.com', role: 'viewer' };
		await service.call('POST', '/v1/members', body, { 'accept-language': 'fr' });
		await soon(1);
		expect(mails[0]?.subject).toBe('Connexion à voicehooks (Default)');
	});

	it('does not depend on the mail server', async () => {
		mailFails = true;
		const answer = await call('POST', '/v1/members', { email: 'x@example.com', role: 'viewer' });
		expect(answer.status).toBe(201);
	});

	it('is refused for an address that has a member, or that is none', async () => {
		const body = { email: 'twice@example.com', role: 'viewer' };
		expect((await call('POST', '/v1/members', body)).status).toBe(201);
		const twice = await call('POST', '/v1/members', { ...body, email: 'TWICE@example.com' });
		expect([twice.status, twice.body.code]).toEqual([409, 'member_exists']);
		for (const email of ['nobody', 'a@b@c.de', 'x@example.com\r\nBcc: y@example.com', '']) {
			expect((await call('POST', '/v1/members', { ...body, email })).status).toBe(400);
		}
		expect((await call('POST', '/v1/members', { ...body, role: 'admin' })).status).toBe(400);
	});

	it('is not for access tokens: they can make no credentials', async () => {
		const token = await call('POST', '/v1/token', { api_key: service.apiKey });
		const bearer = { authorization: `Bearer ${token.body.access_token}` };
		const member = await addMember(service.context, 'viewer');
		for (const [path, body] of [
			['/v1/members', { email: 'j@example.com', role: 'owner' }],
			[`/v1/members/${member.id}/sign-in-link`, undefined],
		] as const) {
			const answer = await service.call<Shown>('POST', path, body, bearer);
			expect([answer.status, answer.body.code]).toEqual([403, 'api_key_needed']);
		}
	});
});

describe('a member', () => {
	it('is changed by who may', async () => {
		const { id } = await addMember(service.context, 'viewer');
		const changed = await call('PATCH', `/v1/members/${id}`, {
			name: 'Dominique',
			role: 'editor',
			email: 'D@example.com',
		});
		expect(changed.body).toMatchObject({
			id,
			name: 'Dominique',
			role: 'editor',
			email: 'd@example.com',
		});
		const again = await addMember(service.context, 'viewer');
		const taken = await call('PATCH', `/v1/members/${again.id}`, { email: 'd@example.com' });
		expect([taken.status, taken.body.code]).toEqual([409, 'member_exists']);
	});

	it('who is removed is out at once, with their links', async () => {
		const member = await addMember(service.context, 'owner');
		const tab = await signIn(service, member);
		const link = await call('POST', `/v1/members/${member.id}/sign-in-link`);
		expect(link.status).toBe(201);
		expect((await call('DELETE', `/v1/members/${member.id}`)).status).toBe(204);
		expect((await tab.ask('GET', '/v1/me')).body.code).toBe('not_signed_in');
		expect((await begin(tokenIn(link.body.url ?? ''))).status).toBe(401);
		expect((await call('DELETE', `/v1/members/${member.id}`)).status).toBe(404);
	});

	it('gets a fresh link from who may', async () => {
		const member = await addMember(service.context, 'viewer');
		const { body } = await call('POST', `/v1/members/${member.id}/sign-in-link`);
		expect(body).toEqual({
			url: expect.stringContaining('/sign-in#'),
			expires_at: new Date(clock.now() + 86_400_000).toISOString(),
		});
		const begun = await begin(tokenIn(body.url ?? ''));
		expect(begun.body.member.id).toBe(member.id);
	});
});

describe('the last owner', () => {
	it('can be neither removed nor demoted, not even by two requests at once', async () => {
		const { body } = await service.call<{ data: Shown[] }>('GET', '/v1/members?limit=100');
		const owners = body.data.filter(({ role }) => role === 'owner').map(({ id }) => id);
		const second = await addMember(service.context, 'owner');
		const ends = await Promise.all(
			[...owners, second.id].map((id, nth) =>
				nth % 2 === 0
					? call('DELETE', `/v1/members/${id}`)
					: call('PATCH', `/v1/members/${id}`, { role: 'viewer' }),
			),
		);
		const refused = ends.filter(({ status }) => status === 409);
		expect(refused.map(({ body: { code } }) => code)).toEqual(['last_owner']);
		const left = await service.call<{ data: Shown[] }>('GET', '/v1/members?limit=100');
		expect(left.body.data.filter(({ role }) => role === 'owner')).toHaveLength(1);
	});
});

describe('asking for a link by e-mail', () => {
	const ask = async (email: unknown, at = service) => {
		const headers = { ...json, 'accept-language': 'en' };
		const body = JSON.stringify({ email });
		return askBare(`${at.url}/v1/sign-in-links`, 'POST', headers, body);
	};

	it('answers the same whether there is such a member or not', async () => {
		await addMember(service.context, 'viewer', { email: 'known@example.com' });
		const [known, unknown] = [await ask('Known@example.com'), await ask('unknown@example.com')];
		const shown = ({ status, headers, body }: typeof known) => {
			const names = [...headers].filter(([name]) => name !== 'date');
			return { status, body, names };
		};
		expect(shown(known)).toEqual(shown(unknown));
		expect(known.status).toBe(202);
		await soon(1);
		expect(mails.map(({ to }) => to)).toEqual(['known@example.com']);
		expect((await begin(tokenIn(mails[0]?.text ?? ''))).status).toBe(200);
	});

	it('does the same for a member and for a stranger until the answer has left', async () => {
		await addMember(service.context, 'viewer', { email: 'member@example.com' });
		const { context } = service;
		const lookUp = jest.spyOn(context.store, 'membersByEmail').mockName('look up');
		const keep = jest.spyOn(context.store, 'addSignInLink').mockName('keep a link');
		const draw = jest.spyOn(context.random, 'bytes').mockName('draw a token');
		const wait = jest.spyOn(context.clock, 'after').mockName('wait');
		const calls = () =>
			[lookUp, keep, draw, wait]
				.flatMap(({ mock, getMockName }) =>
					mock.calls.map((args, at) => ({
						name: `${getMockName()}${getMockName() === 'wait' ? ` ${String(args[0])} ms` : ''}`,
						order: mock.invocationCallOrder[at] ?? 0,
					})),
				)
				.toSorted((one, other) => one.order - other.order)
				.map(({ name }) => name);
		const work: string[][] = [];
		for (const name of ['member', 'stranger']) {
			jest.clearAllMocks();
			expect((await ask(`${name}@example.com`)).status).toBe(202);
			const answering = calls();
			await soon();
			work.push([...answering, 'answer', ...calls().slice(answering.length)]);
		}
		jest.restoreAllMocks();
		const ours = work.map((steps) => steps.filter((step) => !/^wait (?!200 )/.test(step)));
		expect(ours).toEqual([
			['wait 200 ms', 'answer', 'look up', 'draw a token', 'keep a link'],
			['wait 200 ms', 'answer', 'look up'],
		]);
		expect(mails.map(({ to }) => to)).toEqual(['member@example.com']);
	});

	it('answers before the mail server does', async () => {
		await addMember(service.context, 'viewer', { email: 'slow@example.com' });
		let release = () => {};
		holdMail = new Promise((resolve) => {
			release = resolve;
		});
		expect((await ask('slow@example.com')).status).toBe(202);
		await soon();
		expect(mails).toEqual([]);
		release();
		await soon(1);
		expect(mails).toHaveLength(1);
	});

	it('survives a mail server that fails', async () => {
		mailFails = true;
		await addMember(service.context, 'viewer', { email: 'fails@example.com' });
		expect((await ask('fails@example.com')).status).toBe(202);
		await soon();
		expect((await call('GET', '/v1/me')).status).toBe(200);
	});

	it('is limited for each address asked about, known or not', async () => {
		for (const email of ['known@example.com', 'stranger@example.com']) {
			const statuses: number[] = [];
			for (let nth = 0; nth < 6; nth += 1) statuses.push((await ask(email)).status);
			expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
		}
		expect((await ask('other@example.com')).status).toBe(202);
	});

	it('is limited for each address that asks', async () => {
		const statuses: number[] = [];
		for (let nth = 0; nth < 61; nth += 1) {
			statuses.push((await ask(`many${nth}@example.com`)).status);
		}
		expect(statuses.filter((status) => status === 202)).toHaveLength(60);
		expect(statuses.at(-1)).toBe(429);
	});

	it('is refused to everybody where no mail server is set', async () => {
		const mute = await startTestService();
		await addMember(mute.context, 'viewer', { email: 'known@example.com' });
		for (const email of ['known@example.com', 'unknown@example.com']) {
			const { status, body } = await ask(email, mute);
			expect([status, body.code]).toEqual([409, 'email_not_configured']);
		}
		await mute.stop();
	});
});
