import { standardWebhooksScheme, verify } from '@voicehooks/core';
import type { Mailer } from '../../../receiver-service/src/ports.ts';
import type { Answer, AnswerBody } from '../../support/client.ts';
import { type Client, clientOf } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;

type Mail = Parameters<Mailer['send']>[0];
type Told = {
	readonly id: string;
	readonly type: string;
	readonly at: string;
	readonly resolved_at: string | null;
	readonly target: Readonly<Record<'kind' | 'id' | 'name', string>>;
	readonly text: Readonly<Record<'en' | 'fr', string>>;
};
type Noticed = {
	readonly id: string;
	readonly kind: string;
	readonly target: Readonly<Record<'kind' | 'id' | 'name', string>>;
	readonly text: Readonly<Record<'en' | 'fr', string>>;
	readonly resolved_at: string | null;
	readonly resolution: Readonly<Record<'en' | 'fr', string>> | null;
};

const kinds = [
	'subscription_failing',
	'subscription_disabled',
	'source_silent',
	'source_rejecting',
	'delivery_dead_letter',
];

jest.setTimeout(180_000);

describe('alerts', () => {
	let clock: VirtualClock;
	let service: TestService;
	let admin: Client;
	let ops: Hook;
	let target: Hook;
	let mails: Mail[];
	let mailFails: boolean;
	let opsStatus: number;
	let status: number;

	const mailer: Mailer = {
		send: async (mail) => {
			if (mailFails) throw new Error(`No mailbox ${mail.to}`);
			mails.push(mail);
		},
	};

	beforeEach(async () => {
		clock = createVirtualClock(Date.now());
		mails = [];
		mailFails = false;
		[opsStatus, status] = [200, 200];
		service = await startTestService({}, { clock, mailer });
		await liftRateLimit(service.context);
		admin = clientOf(service.url, service.apiKey);
		ops = await startHook(() => opsStatus);
		target = await startHook(() => status);
	});
	afterEach(async () => {
		await service.stop();
		await ops.stop();
		await target.stop();
	});

	const webhook = (more: object = {}): Promise<Answer> =>
		admin('POST', '/v1/alerts', { channel: 'webhook', target: ops.url, events: kinds, ...more });
	const subscribe = (more: object = {}): Promise<Answer> =>
		admin('POST', '/v1/subscriptions', {
			url: target.url,
			platform: 'custom',
			name: 'CRM',
			event_types: ['vocalis.*'],
			policy: {
				schedule_seconds: [30, 30, 30, 30, 30, 30],
				timeout_seconds: 5,
				disable_after: null,
			},
			...more,
		});
	let count = 0;
	const publish = () => {
		count += 1;
		const data = { call_id: `c_${count}` };
		return admin('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
	};
	const told = (): readonly Told[] => ops.hits.map(({ body }) => JSON.parse(body.toString()));
	const noticed = async (): Promise<readonly Noticed[]> =>
		(await admin('GET', '/v1/alert-events')).body.data as unknown as readonly Noticed[];
	/** The clock goes on in steps of five seconds, with time between for what really takes some. */
	const pass = async (milliseconds: number) => {
		const until = clock.now() + milliseconds;
		while (clock.now() < until) {
			await clock.advance(Math.min(5_000, until - clock.now()));
			await new Promise((resolve) => setTimeout(resolve, 12));
		}
	};
	/** Between two looks the clock goes on by so much. */
	const until = async (isSo: () => boolean | Promise<boolean>, everyMs = 5_000) => {
		const end = performance.now() + 60_000;
		while (!(await isSo()) && performance.now() < end) {
			await pass(everyMs);
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
		expect(await isSo()).toBe(true);
	};

	it('tell once of a hook that keeps failing, and once that it works again', async () => {
		const { body: alert } = await webhook({ events: ['subscription_failing'] });
		const { body: made } = await subscribe();
		status = 500;
		await publish();
		await until(() => ops.hits.length >= 1);
		await pass(minute);
		expect(told()).toMatchObject([
			{
				type: 'alert.subscription_failing',
				target: { kind: 'subscription', id: made.id, name: 'CRM' },
				text: {
					en: expect.stringContaining('“CRM”'),
					fr: expect.stringContaining('« CRM »'),
				},
			},
		]);
		const failing = async () =>
			(await noticed()).filter(({ kind }) => kind === 'subscription_failing');
		expect(await failing()).toMatchObject([{ resolved_at: null, resolution: null }]);
		status = 200;
		await publish();
		await until(() => ops.hits.length >= 2);
		await pass(minute);
		const [began, ended, ...more] = told();
		expect(more).toEqual([]);
		const text = {
			en: '“CRM” takes deliveries again.',
			fr: '« CRM » accepte de nouveau les livraisons.',
		};
		const [{ resolved_at }] = (await failing()) as [Noticed];
		expect(resolved_at).not.toBeNull();
		expect([began?.resolved_at, ended]).toEqual([
			null,
			{ ...began, type: 'alert.subscription_failing.resolved', resolved_at, text },
		]);
		expect(await failing()).toMatchObject([{ resolution: text }]);
		expect((await admin('GET', '/v1/alerts')).body.data).toMatchObject([
			{ id: alert.id, last_sent_at: expect.any(String), last_error: null },
		]);
		status = 500;
		await publish();
		await until(() => ops.hits.length >= 3);
		expect(await failing()).toHaveLength(2);
	});

	it('are signed as hooks are, by a secret that is shown once', async () => {
		const { body: alert } = await webhook();
		expect((await admin('GET', '/v1/alerts')).body.data[0]).not.toHaveProperty('secret');
		expect((await admin('POST', `/v1/alerts/${alert.id}/test`)).body).toEqual({
			sent: true,
			error: null,
		});
		const [hit] = await ops.waitFor(1);
		if (hit === undefined) throw new Error('It was just sent.');
		const { headers, body } = hit;
		expect(
			verify(standardWebhooksScheme, { headers, body, secrets: [alert.secret] }),
		).toMatchObject({ valid: true });
		expect(headers['webhook-id']).toBe(told()[0]?.id);
	});

	it('tell of a hook that was disabled, and of what it held, not of a paused one', async () => {
		await webhook();
		const { body: made } = await subscribe();
		status = 410;
		await publish();
		await until(() => ops.hits.length >= 1);
		expect(told()).toMatchObject([
			{ type: 'alert.subscription_disabled', text: { fr: expect.stringContaining('410 Gone') } },
		]);
		status = 200;
		await admin('POST', `/v1/subscriptions/${made.id}/enable`);
		await until(async () => (await noticed()).every((one) => one.resolved_at !== null));
		await admin('POST', `/v1/subscriptions/${made.id}/pause`);
		await until(() => ops.hits.length >= 2);
		await pass(minute);
		expect(told().slice(1)).toMatchObject([
			{
				type: 'alert.subscription_disabled.resolved',
				text: { en: '“CRM” is enabled again.' },
			},
		]);
	});

	it('do not call a hook well that failed and was disabled then', async () => {
		await webhook({ events: ['subscription_failing', 'subscription_disabled'] });
		const { body: made } = await subscribe();
		status = 500;
		await publish();
		await until(() => ops.hits.length >= 1);
		status = 410;
		await publish();
		await until(() => ops.hits.length >= 2);
		await pass(2 * minute);
		expect(told().map(({ type }) => type)).toEqual([
			'alert.subscription_failing',
			'alert.subscription_disabled',
		]);
		await admin('DELETE', `/v1/subscriptions/${made.id}`);
		await until(() => ops.hits.length >= 4);
		expect(told().slice(2)).toEqual(
			['subscription_failing', 'subscription_disabled'].map((kind) =>
				expect.objectContaining({
					type: `alert.${kind}.resolved`,
					text: { en: '“CRM” no longer exists.', fr: '« CRM » n’existe plus.' },
				}),
			),
		);
	});

	it('tell once of deliveries that were given up, until one arrives again', async () => {
		await webhook({ events: ['delivery_dead_letter'] });
		await subscribe({ policy: { schedule_seconds: [], timeout_seconds: 5, disable_after: null } });
		status = 500;
		for (let time = 0; time < 4; time += 1) await publish();
		await target.waitFor(4);
		await until(() => ops.hits.length >= 1);
		await publish();
		await pass(minute);
		expect(told()).toMatchObject([
			{ type: 'alert.delivery_dead_letter', text: { en: expect.stringContaining('HTTP 500') } },
		]);
		status = 200;
		await publish();
		const dead = async () =>
			(await noticed()).filter(({ kind }) => kind === 'delivery_dead_letter');
		await until(async () => (await dead())[0]?.resolved_at !== null);
		await until(() => ops.hits.length >= 2);
		expect(told()[1]).toMatchObject({
			type: 'alert.delivery_dead_letter.resolved',
			text: { fr: expect.stringContaining('rejouez-le') },
		});
		status = 500;
		await publish();
		await until(() => ops.hits.length >= 3);
	});

	it('tell of a delivery that was given up by a process that did not live to tell', async () => {
		await webhook({ events: ['delivery_dead_letter'] });
		const policy = { schedule_seconds: [], timeout_seconds: 5, disable_after: null };
		await subscribe({ policy });
		const leads = { url: `${target.url}/2`, name: 'Well', event_types: ['inboundflow.*'] };
		await subscribe({ policy, ...leads });
		const lead = () =>
			admin('POST', '/v1/messages', { vendor: 'inboundflow', event: 'lead.created', data: {} });
		const killed = jest
			.spyOn(service.context.store, 'raiseAlert')
			.mockRejectedValue(new Error('Killed before it was written.'));
		status = 500;
		await publish();
		await lead();
		await target.waitFor(2);
		status = 200;
		await lead();
		await target.waitFor(3);
		await until(() => killed.mock.calls.length >= 1);
		service = await service.restart({ clock, mailer });
		admin = clientOf(service.url, service.apiKey);
		await until(() => ops.hits.length >= 1);
		await pass(minute);
		expect(told()).toMatchObject([{ type: 'alert.delivery_dead_letter', target: { name: 'CRM' } }]);
		// Told once: the next start finds it noted.
		service = await service.restart({ clock, mailer });
		admin = clientOf(service.url, service.apiKey);
		await pass(minute);
		expect(ops.hits).toHaveLength(1);
	});

	it('tell of a source that is silent for longer than it should be', async () => {
		await webhook({ events: ['source_silent'] });
		const { body: source } = await admin('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Sales',
			silence_alarm_hours: 2,
		});
		const event = () =>
			fetch(source.ingest_url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ event: 'call.ended', call_id: `s_${clock.now()}` }),
			});
		await pass(10_000);
		clock.pass(30 * hour);
		await pass(10_000);
		expect(ops.hits).toHaveLength(0);
		await event();
		clock.pass(2 * hour - 10_000);
		await pass(5_000);
		expect(ops.hits).toHaveLength(0);
		await until(() => ops.hits.length >= 1);
		expect(told()).toMatchObject([
			{
				target: { kind: 'source', id: source.id, name: 'Sales' },
				text: { fr: expect.stringContaining('VOCALIS') },
			},
		]);
		await event();
		await until(() => ops.hits.length >= 2);
		expect(told()[1]).toMatchObject({
			type: 'alert.source_silent.resolved',
			text: { en: '“Sales” sends events again.' },
		});
	});

	it('tell of a source whose requests are refused, and how long the vendor bears it', async () => {
		await webhook({ events: ['source_rejecting'] });
		const { body: source } = await admin('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'Front desk',
			signing_secret: 'a-secret-of-sixteen-or-more',
		});
		const refused = () => fetch(source.ingest_url, { method: 'POST', body: 'unsigned' });
		await refused();
		await refused();
		await pass(20_000);
		expect(ops.hits).toHaveLength(0);
		await refused();
		await until(() => ops.hits.length >= 1);
		expect(told()[0]?.text.en).toContain('after 7 more failures');
		await admin('PATCH', `/v1/sources/${source.id}`, { enabled: false });
		await until(() => ops.hits.length >= 2);
		expect(told()[1]).toMatchObject({
			type: 'alert.source_rejecting.resolved',
			text: { en: '“Front desk” is switched off.' },
		});
	});

	it('are looked at soon after news, though the machine’s clock was set forward', async () => {
		const source = async (name: string, more: object) => {
			const fields = { vendor: 'vocalis', name, ...more };
			return (await admin('POST', '/v1/sources', fields)).body;
		};
		const quiet = await source('Quiet', { silence_alarm_hours: 2 });
		const guarded = await source('Guarded', { signing_secret: 'a-secret-of-sixteen-or-more' });
		const post = (url: string) =>
			fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ event: 'call.ended', call_id: 'before' }),
			});
		await post(quiet.ingest_url);
		await pass(20_000);
		clock.step(3 * hour);
		expect((await post(guarded.ingest_url)).status).toBe(401);
		// Within 25 seconds of the clock, however slow the machine: the round that the start set
		// comes later.
		for (let look = 0; look < 125 && (await noticed()).length === 0; look += 1) {
			if (look % 25 === 0) await pass(5_000);
			await new Promise((resolve) => setTimeout(resolve, 40));
		}
		expect(await noticed()).toMatchObject([{ kind: 'source_silent' }]);
	});

	it('go by e-mail in the organisation’s language, several in one', async () => {
		await admin('PATCH', '/v1/organisation', { locale: 'fr' });
		const created = await admin('POST', '/v1/alerts', {
			channel: 'email',
			target: 'ops@example.com',
			events: ['subscription_disabled'],
		});
		expect(created.body).not.toHaveProperty('secret');
		status = 410;
		await subscribe();
		await subscribe({ url: `${target.url}/2`, name: 'Tableur' });
		await publish();
		// Both while the clock stands still: what comes within five seconds is told together.
		const disabled = async () => {
			const { body } = await admin('GET', '/v1/subscriptions');
			const all = body.data as unknown as readonly { readonly status: string }[];
			return all.filter((one) => one.status === 'disabled').length;
		};
		await until(async () => (await disabled()) === 2, 0);
		await until(() => mails.length > 0);
		expect(mails).toEqual([
			{
				to: 'ops@example.com',
				subject: '[voicehooks] 2 points demandent votre attention',
				text: expect.stringMatching(/« CRM » est désactivé(?:.|\n)*« Tableur »(?:.|\n)*\/alerts/),
			},
		]);
	});

	it('end by e-mail too, in the same language, beside what was reported', async () => {
		await admin('PATCH', '/v1/organisation', { locale: 'fr' });
		const email = { channel: 'email', events: ['subscription_disabled'] };
		await admin('POST', '/v1/alerts', { ...email, target: 'ops@example.com' });
		status = 410;
		const { body: made } = await subscribe();
		await publish();
		await until(() => mails.length === 1);
		// Who comes later was told of no beginning.
		await admin('POST', '/v1/alerts', { ...email, target: 'late@example.com' });
		status = 200;
		await admin('POST', `/v1/subscriptions/${made.id}/enable`);
		await until(() => mails.length === 2);
		expect(mails[1]).toEqual({
			to: 'ops@example.com',
			subject: '[voicehooks] Résolu : Un hook a été désactivé',
			text: expect.stringMatching(
				/^« CRM » est de nouveau activé\.\n\d.+Z\nSignalé le \d.+Z : « CRM » est désactivé.*\n\n(?:.|\n)*\/alerts\n$/,
			),
		});
		await pass(minute);
		expect(mails).toHaveLength(2);
	});

	it('are sent again later when they did not arrive, and say why', async () => {
		const { body: alert } = await webhook();
		await subscribe();
		opsStatus = 503;
		status = 410;
		await publish();
		await until(() => ops.hits.length >= 1);
		const shown = async () => (await admin('GET', '/v1/alerts')).body.data[0];
		await until(
			async () => ((await shown()) as unknown as { last_error: string }).last_error === 'HTTP 503',
		);
		opsStatus = 200;
		await until(() => ops.hits.length >= 2);
		expect(told()[1]?.id).toBe(told()[0]?.id);
		await until(
			async () => ((await shown()) as unknown as { last_error: null }).last_error === null,
		);
		expect(await shown()).toMatchObject({ id: alert.id, last_sent_at: expect.any(String) });
	});

	it('end once the receiver is there again, though the process that saw it is not', async () => {
		await webhook();
		const { body: made } = await subscribe();
		status = 410;
		await publish();
		await until(() => ops.hits.length >= 1);
		[opsStatus, status] = [503, 200];
		await admin('POST', `/v1/subscriptions/${made.id}/enable`);
		await until(() => ops.hits.length >= 2);
		opsStatus = 200;
		service = await service.restart({ clock, mailer });
		admin = clientOf(service.url, service.apiKey);
		await until(() => ops.hits.length >= 3);
		await pass(minute);
		const ids = ops.hits.map(({ headers }) => headers['webhook-id']);
		const [began] = told();
		expect(ids).toEqual([began?.id, `${began?.id}-resolved`, `${began?.id}-resolved`]);
	});

	it('outlive the process that noticed them', async () => {
		await webhook();
		await subscribe();
		opsStatus = 503;
		status = 410;
		await publish();
		await until(() => ops.hits.length >= 1);
		opsStatus = 200;
		service = await service.restart({ clock, mailer });
		admin = clientOf(service.url, service.apiKey);
		await until(() => ops.hits.length >= 2);
		expect(await noticed()).toHaveLength(1);
	});

	it('say nothing of the mail server’s words, which may hold the address', async () => {
		const { body: alert } = await admin('POST', '/v1/alerts', {
			channel: 'email',
			target: 'ops@example.com',
			events: kinds,
		});
		mailFails = true;
		const { body } = await admin('POST', `/v1/alerts/${alert.id}/test`);
		expect(body).toEqual({ sent: false, error: expect.not.stringContaining('ops@') });
	});

	it('are not sent while they are switched off', async () => {
		const { body: alert } = await webhook();
		expect((await admin('PATCH', `/v1/alerts/${alert.id}`, { enabled: false })).body).toMatchObject(
			{ enabled: false },
		);
		await subscribe();
		status = 410;
		await publish();
		await until(async () => (await noticed()).length === 1);
		await pass(minute);
		expect(ops.hits).toHaveLength(0);
	});

	it('change their target and events, and are deleted', async () => {
		const { body: alert } = await webhook({ events: ['source_silent'] });
		const changed = await admin('PATCH', `/v1/alerts/${alert.id}`, {
			target: `${ops.url}/2`,
			events: ['source_silent', 'source_silent', 'source_rejecting'],
		});
		expect(changed.body).toMatchObject({
			target: `${ops.url}/2`,
			events: ['source_silent', 'source_rejecting'],
		});
		expect((await admin('DELETE', `/v1/alerts/${alert.id}`)).status).toBe(204);
		expect((await admin('DELETE', `/v1/alerts/${alert.id}`)).status).toBe(404);
		expect((await admin('POST', `/v1/alerts/${alert.id}/test`)).status).toBe(404);
	});

	it.each([
		[{ channel: 'webhook', target: 'http://10.0.0.1/alerts' }, 'url_private_address'],
		[{ channel: 'webhook', target: 'http://hooks.example.com/a' }, 'url_not_https'],
		[{ channel: 'webhook', target: 'not a url' }, 'url_invalid'],
		[{ channel: 'email', target: 'nobody' }, 'validation_failed'],
		[{ channel: 'email', target: 'a@example.com', events: [] }, 'validation_failed'],
		[{ channel: 'email', target: 'a@example.com', events: ['rain'] }, 'validation_failed'],
		[{ channel: 'sms', target: '+33612345678' }, 'validation_failed'],
	])('refuse %j', async (given, code) => {
		const body = { events: kinds, ...given };
		const [english, french] = await Promise.all(
			['en', 'fr'].map((language) =>
				admin('POST', '/v1/alerts', body, { 'accept-language': language }),
			),
		);
		expect(english).toMatchObject({ status: 400, body: { code } });
		expect(french?.body.title).not.toBe(english?.body.title);
	});

	it('guard a changed target as a new one', async () => {
		const { body: alert } = await webhook();
		const changed = await admin('PATCH', `/v1/alerts/${alert.id}`, {
			target: `${service.url}/v1/me`,
		});
		expect(changed.body.code).toBe('url_own_address');
	});

	it('are an admin’s to change; who may only read sees no URL in full', async () => {
		const { body: alert } = await webhook();
		const orgId = defaultOrgId(service.context);
		const reader = clientOf(service.url, await addKey(service.context, orgId, ['read']));
		const [shown] = (await reader('GET', '/v1/alerts')).body.data as unknown as [AnswerBody];
		expect(JSON.stringify(shown)).not.toContain('/hook');
		for (const [method, path, body] of [
			['POST', '/v1/alerts', { channel: 'webhook', target: ops.url, events: kinds }],
			['PATCH', `/v1/alerts/${alert.id}`, { enabled: false }],
			['DELETE', `/v1/alerts/${alert.id}`, undefined],
			['POST', `/v1/alerts/${alert.id}/test`, undefined],
		] as const) {
			expect((await reader(method, path, body)).body.code).toBe('scope_missing');
		}
	});

	it('of one organisation are unknown to another, and so is what it noticed', async () => {
		const { body: alert } = await webhook();
		await subscribe();
		status = 410;
		await publish();
		await until(() => ops.hits.length >= 1);
		const { apiKey } = await addTenant(service.context);
		const neighbour = clientOf(service.url, apiKey);
		expect((await neighbour('GET', '/v1/alerts')).body.data).toEqual([]);
		expect((await neighbour('GET', '/v1/alert-events')).body.data).toEqual([]);
		for (const [method, path, body] of [
			['PATCH', `/v1/alerts/${alert.id}`, { enabled: false }],
			['DELETE', `/v1/alerts/${alert.id}`, undefined],
			['POST', `/v1/alerts/${alert.id}/test`, undefined],
		] as const) {
			expect((await neighbour(method, path, body)).status).toBe(404);
		}
	});

	it('are as many as a team needs and no more', async () => {
		for (let number = 0; number < 50; number += 1) expect((await webhook()).status).toBe(201);
		expect((await webhook()).body.code).toBe('too_many_alerts');
	});

	it('go by e-mail only where there is a mail server', async () => {
		const bare = await startTestService();
		const given = { channel: 'email', target: 'a@example.com', events: kinds };
		const { body } = await clientOf(bare.url, bare.apiKey)('POST', '/v1/alerts', given);
		expect(body.code).toBe('email_not_configured');
		await bare.stop();
	});
});
