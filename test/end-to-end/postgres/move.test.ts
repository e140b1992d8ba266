import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { vendors } from '@voicehooks/core';
import {
	IncompleteMoveError,
	importContents,
} from '../../../receiver-service/src/adapters/store/postgres/import.ts';
import { openContents } from '../../../receiver-service/src/adapters/store/sqlite/contents.ts';
import type { SignInLink } from '../../../receiver-service/src/domain/types.ts';
import {
	at,
	callContext,
	delivery,
	entry,
	failure,
	message,
	messageQuery,
	newHash,
	newId,
	organisation,
	page,
	sandboxRequest,
	sealed,
	settlement,
	source,
	subscription,
} from '../../receiver-service/store/builders.ts';
import { openTemporary } from '../../receiver-service/store/open-sqlite.ts';
import { startHook } from '../../support/hooks.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { signedRequest } from '../../support/vendor-request.ts';
import { eventually } from './eventually.ts';
import { openReplica } from './open-postgres.ts';

const script = join(__dirname, '../../../receiver-service/src/move-to-postgres.ts');
const run = promisify(execFile);

/** Runs the command as `npm run move-to-postgres` does. */
const move = (file: string, variables: Readonly<Record<string, string>>) =>
	run(process.execPath, [script, `file:${file}`], {
		env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...variables },
	});
const refusal = (text: string) => ({ code: 1, stderr: expect.stringContaining(text) });

const secret = 'a-secret-of-sixteen-or-more';
const vendor = vendors.find(({ id }) => id === 'inboundflow');
const [eventType] = vendor?.events ?? [];
if (vendor === undefined || eventType === undefined) throw new Error('InboundFlow is declared');

type Id = { readonly id: string };
type List = { readonly data: readonly Id[] };

describeWithPostgres('moving from SQLite to Postgres', () => {
	let cluster: Cluster;
	let folder: string;
	let file: string;
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'voicehooks-move-'));
		file = join(folder, 'voicehooks.db');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const eventOf = (number: number) =>
		signedRequest(
			vendor,
			eventType.name,
			JSON.stringify({
				event: eventType.name,
				delivery_id: `d_${number}`,
				data: { caller_phone: '+33612345678', note: 'before\u0000after' },
			}),
			secret,
		);
	const shownBy = async ({ call }: TestService) => ({
		messages: (await call<List>('GET', '/v1/messages?limit=100')).body.data,
		sources: (await call<List>('GET', '/v1/sources?limit=100')).body.data.map(({ id }) => id),
		keys: (await call<List>('GET', '/v1/keys?limit=100')).body.data,
		receipts: (await call<List>('GET', '/v1/receipts?limit=100')).body.data,
		deliveries: (await call<List>('GET', '/v1/deliveries?limit=100')).body.data.map(({ id }) => id),
		person: (await call('POST', '/v1/personal-data/preview', { phone: '+33612345678' })).body,
	});

	it('keeps everything, and delivers what was not delivered yet', async () => {
		let status = 200;
		const hook = await startHook(() => status);
		const before = await startTestService({ DATABASE_URL: `file:${file}` });
		const made = await before.call<{ ingest_url: string }>('POST', '/v1/sources', {
			vendor: vendor.id,
			name: 'Moved',
			signing_secret: secret,
		});
		await before.call('POST', '/v1/subscriptions', {
			url: hook.url,
			platform: 'custom',
			event_types: [`${vendor.id}.*`],
			policy: { schedule_seconds: [40], timeout_seconds: 5, disable_after: null },
		});
		const post = async (url: string, number: number) => {
			const { headers, body } = eventOf(number);
			return (await fetch(url, { method: 'POST', headers, body })).json();
		};
		const first = await post(made.body.ingest_url, 0);
		for (let number = 1; number < 10; number += 1) {
			await eventually(() => hook.hits.length === number);
			status = number < 7 ? 200 : 503;
			await post(made.body.ingest_url, number);
		}
		await eventually(() => hook.hits.length === 10);
		await post(made.body.ingest_url, 0);
		await fetch(made.body.ingest_url, { method: 'POST', body: 'unsigned' });
		const told = await shownBy(before);
		expect(told.messages).toHaveLength(10);
		expect(told.receipts).toHaveLength(12);
		const variables = { DATABASE_URL: await cluster.newDatabase() };
		await expect(move(file, variables)).rejects.toMatchObject(
			refusal('Another process is using the database'),
		);
		await before.stop();
		const wrongKey = { VOICEHOOKS_MASTER_KEY: Buffer.alloc(32).toString('base64') };
		await expect(move(file, { ...variables, ...wrongKey })).rejects.toMatchObject(
			refusal('The master key is not the one'),
		);

		const { stdout } = await move(file, variables);
		expect(stdout).toContain('10  messages');
		await expect(move(file, variables)).rejects.toMatchObject(refusal('already holds'));

		status = 200;
		const after = await startTestService({
			...variables,
			VOICEHOOKS_MASTER_KEY: readFileSync(join(folder, 'voicehooks.key'), 'utf8').trim(),
		});
		expect(await shownBy(after)).toEqual(told);
		const { pathname } = new URL(made.body.ingest_url);
		expect(await post(`${after.url}${pathname}`, 0)).toEqual({
			...(first as object),
			duplicate: true,
		});
		const { id } = (await post(`${after.url}${pathname}`, 10)) as Id;
		const listed = await after.call<List>('GET', '/v1/messages?order=asc&limit=100');
		expect(listed.body.data.at(-1)?.id).toBe(id);
		// The three that failed come back when their time is there.
		await eventually(() => hook.hits.length === 14, 180_000);
		await after.stop();
		await hook.stop();
	});

	it('keeps nothing when not all of it arrives', async () => {
		const filled = await openTemporary();
		await filled.store.putOrganisation(organisation());
		await filled.store.close();
		const url = await cluster.newDatabase();
		const { contents, counts, close } = openContents(filled.file);
		const expected = { ...counts, messages: counts.messages + 1 };
		await expect(importContents(url, contents, expected)).rejects.toThrow(IncompleteMoveError);
		close();
		const { rows } = await cluster.query(url, 'SELECT count(*)::int AS n FROM organisations');
		expect(rows).toEqual([{ n: 0 }]);
	});

	it('moves one of every kind as it is', async () => {
		const filled = await openTemporary();
		const { store } = filled;
		const org = organisation();
		const own = source(org.id);
		const [active, gone] = [subscription(org.id), subscription(org.id)];
		const full = message(org.id, {
			sourceId: own.id,
			filterFields: { user: 'Zoé', score: 0.5 },
			raw: Buffer.from([0, 255, 10]),
			callId: 'call-1',
			subjects: ['person'],
			marks: ['unknown_field:x'],
		});
		const [done, open, held] = [delivery(active), delivery(active), delivery(gone)];
		const record = {
			orgId: org.id,
			keyId: 'key_1',
			route: 'POST /v1/calls',
			key: 'once',
			requestHash: newHash(),
			createdAt: at,
			response: null,
			subjects: ['person'],
		};
		await store.putOrganisation(org);
		await store.putSource(own);
		await store.createSubscription(active);
		await store.createSubscription(gone);
		await store.accept(
			entry(full, [done, open, held], {
				deduplicationKey: 'not hexadecimal',
				filterValues: [
					{
						orgId: org.id,
						sourceId: own.id,
						field: 'user',
						value: 'Zoé',
						lastSeenAt: at,
						subjects: [],
					},
				],
				sample: {
					orgId: org.id,
					sourceId: own.id,
					type: full.type,
					messageId: full.id,
					body: '{}',
					capturedAt: at,
					subjects: ['person'],
				},
			}),
		);
		await store.settle(failure(done, org.id));
		await store.settle(settlement(done, org.id, { attemptCount: 2 }));
		await store.deleteSubscription(org.id, gone.id, at, at + 600_000);
		await store.beginIdempotent(record);
		await store.addSandboxRequest(sandboxRequest(org.id), 9);
		await store.putCallContext(callContext(org.id, own.id, 'call-1'));
		const member = {
			id: newId('mem'),
			orgId: org.id,
			email: 'zoe@example.com',
			name: 'Zoé',
			role: 'owner',
			createdAt: at,
			lastSeenAt: null,
		} as const;
		await store.createMember(member);
		const [used, unused] = [newHash(), newHash()].map((hash) => ({
			hash,
			orgId: org.id,
			memberId: member.id,
			createdAt: at,
			expiresAt: at + 1_000,
		})) as [SignInLink, SignInLink];
		for (const link of [used, unused]) await store.addSignInLink(link);
		const session = { id: newId('ses'), hash: newHash(), createdAt: at + 1 };
		await store.redeemSignInLink(used.hash, session);
		await store.addAuditEntry({
			id: newId('aud'),
			orgId: org.id,
			at,
			actor: { kind: 'member', id: member.id, name: 'Zoé' },
			action: 'sandbox.clear',
			target: null,
			address: null,
		});
		const everybody = { orgId: org.id, action: null, actorId: null, targetId: null };
		await store.addStatistics([
			{ orgId: org.id, kind: 'minute', at, subject: '', counts: [3, 0, 1] },
			{ orgId: org.id, kind: 'subscription', at, subject: active.id, counts: [0, 0, 0, 0, 2] },
		]);
		const waited = { orgId: org.id, at, pending: 5, held: 2, deadLetter: 1 };
		await store.addBacklog([
			{ ...waited, kind: 'minute', subject: '', oldestPendingMs: 90 },
			{ ...waited, kind: 'subscription_minute', subject: active.id, oldestPendingMs: null },
		]);
		await store.claimBacklogCount(at - 1);
		await store.endBacklogCount(at, 8);
		const wanting = {
			id: newId('alr'),
			orgId: org.id,
			channel: 'webhook',
			target: sealed('https://ops.example/alerts'),
			secret: sealed('whsec'),
			kinds: ['subscription_failing', 'source_silent'],
			enabled: true,
			createdAt: at,
		} as const;
		const noticed = {
			orgId: org.id,
			at,
			target: { kind: 'subscription', id: active.id, name: 'CRM' },
			text: { en: 'It fails.', fr: 'Il échoue.' },
			resolvedAt: null,
			resolution: null,
		} as const;
		const lasting = { ...noticed, id: newId('ale'), kind: 'subscription_failing' } as const;
		const over = { ...noticed, id: newId('ale'), kind: 'source_silent' } as const;
		await store.putAlert(wanting);
		await store.raiseAlert(lasting);
		await store.raiseAlert(over);
		const noticeOf = ({ id }: { readonly id: string }) =>
			({ alertId: wanting.id, eventId: id, phase: 'raised' }) as const;
		await store.settleAlert(noticeOf(over), { at, error: null, dueAt: null });
		const ended = { en: 'It sends again.', fr: 'Elle envoie de nouveau.' };
		await store.resolveAlert(org.id, over.id, at + 1, ended);
		await store.settleAlert(noticeOf(lasting), { at, error: 'HTTP 500', dueAt: at + 9 });
		/** What the port shows of it, whatever the engine. */
		const shown = async (from: typeof store) => ({
			configuration: await from.loadConfiguration(),
			message: await from.getMessage(org.id, full.id),
			done: await from.getDelivery(org.id, done.id),
			open: await from.getDelivery(org.id, open.id),
			byCall: (await from.listMessages(messageQuery(org.id, { callId: 'call-1' }), page())).items
				.length,
			person: await from.countPersonalData(org.id, ['person']),
			handover: await from.listHandover(org.id, gone.urlHash, at),
			values: await from.listFilterValues(org.id, 'user', null, null, 9),
			samples: await from.listSamples(org.id),
			sandbox: await from.listSandboxRequests(org.id, page()),
			call: await from.getCallContext(org.id, own.id, 'call-1'),
			again: await from.accept(
				entry(message(newId('org')), [], { deduplicationKey: 'not hexadecimal' }),
			),
			backlog: await from.backlog(org.id),
			minutes: await from.readStatistics({
				orgId: org.id,
				kind: 'minute',
				since: at,
				until: at + 1,
				stepMs: 1,
			}),
			fares: await from.readStatistics({
				orgId: org.id,
				kind: 'subscription',
				since: at,
				until: at + 1,
				stepMs: null,
			}),
			waited: await Promise.all(
				(
					[
						['minute', ''],
						['subscription_minute', active.id],
					] as const
				).map(([kind, subject]) =>
					from.readBacklog({
						orgId: org.id,
						kind,
						subject,
						since: at - 1,
						until: at + 1,
						stepMs: 1,
					}),
				),
			),
			counted: await from.lastBacklogCount(),
			alerts: await from.listAlerts(org.id, page()),
			noticed: await from.listAlertEvents(org.id, page()),
			raised: await from.raiseAlert({ ...lasting, id: newId('ale') }),
			toSend: await from.claimAlerts(at + 9, at + 9, 9),
			idempotent: await from.beginIdempotent(record),
			members: await from.listMembers(org.id, page()),
			session: await from.getSession(session.hash),
			audit: await from.listAuditLog(everybody, page()),
			due: (await from.claimDue(active.targetId, at, 9)).map((due) => due.delivery),
		});
		const before = await shown(store);
		await store.close();
		const url = await cluster.newDatabase();
		const { contents, counts, close } = openContents(filled.file);
		expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([
			['settings', 0],
			['keys', 0],
			['sourceHealth', 0],
			['receipts', 0],
		]);
		await importContents(url, contents, counts);
		close();
		const moved = await openReplica(url);
		const after = await shown(moved.store);
		expect(after).toEqual(before);
		const later = { id: newId('ses'), hash: newHash(), createdAt: at + 2 };
		expect(await moved.store.redeemSignInLink(used.hash, later)).toBeNull();
		expect((await moved.store.redeemSignInLink(unused.hash, later))?.member.id).toBe(member.id);
		await moved.store.close();
	});
});
