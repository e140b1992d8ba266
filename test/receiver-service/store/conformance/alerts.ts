import type { Alert, AlertEvent } from '../../../../receiver-service/src/domain/alert.ts';
import { keepAll } from '../../../support/retention-limits.ts';
import { at, newId, page, sealed } from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** Who is told, of what, and what waits to be sent. */
export const alertsConform = ({ store, reopen }: Subject): void => {
	const alert = (orgId: string, members: Partial<Alert> = {}): Alert => ({
		id: newId('alr'),
		orgId,
		channel: 'webhook',
		target: sealed('https://ops.example/alerts'),
		secret: sealed('whsec'),
		kinds: ['subscription_failing'],
		enabled: true,
		createdAt: at,
		...members,
	});
	const event = (orgId: string, members: Partial<AlertEvent> = {}): AlertEvent => ({
		id: newId('ale'),
		orgId,
		at,
		kind: 'subscription_failing',
		target: { kind: 'subscription', id: 'sub_1', name: 'CRM' },
		text: { en: 'It fails.', fr: 'Il échoue.' },
		resolvedAt: null,
		resolution: null,
		...members,
	});
	const ended = { en: 'It works again.', fr: 'Il fonctionne de nouveau.' };
	const fresh = { lastSentAt: null, lastError: null };
	/** What is due now, of one organisation. */
	const claim = async (orgId: string, now = at, again = at + 60_000) =>
		(await store().claimAlerts(now, again, 1_000)).filter((notice) => notice.event.orgId === orgId);

	it('keeps alerts, changes them and deletes them', async () => {
		const orgId = newId('org');
		const [one, two] = [alert(orgId), alert(orgId, { channel: 'email', secret: null })];
		await store().putAlert(one);
		await store().putAlert(two);
		await store().putAlert({ ...one, enabled: false });
		await reopen();
		expect(await store().getAlert(orgId, one.id)).toEqual({ ...one, ...fresh, enabled: false });
		expect((await store().listAlerts(orgId, page())).items.map(({ id }) => id)).toEqual([
			two.id,
			one.id,
		]);
		expect(await store().deleteAlert(orgId, one.id)).toBe(true);
		expect(await store().deleteAlert(orgId, one.id)).toBe(false);
		expect(await store().getAlert(orgId, one.id)).toBeNull();
	});

	it('shows and changes no other organisation’s', async () => {
		const [orgId, other] = [newId('org'), newId('org')];
		const one = alert(orgId);
		await store().putAlert(one);
		await store().putAlert({ ...one, orgId: other, enabled: false });
		expect(await store().getAlert(other, one.id)).toBeNull();
		expect(await store().deleteAlert(other, one.id)).toBe(false);
		expect((await store().listAlerts(other, page())).items).toEqual([]);
		expect(await store().getAlert(orgId, one.id)).toMatchObject({ enabled: true });
		const raised = event(orgId);
		await store().raiseAlert(raised);
		await store().resolveAlert(other, raised.id, at + 1, ended);
		expect((await store().listAlertEvents(other, page())).items).toEqual([]);
		expect((await store().listAlertEvents(orgId, page())).items).toEqual([raised]);
	});

	it('notes a condition once until it is over, whoever notices it', async () => {
		const orgId = newId('org');
		const first = event(orgId);
		const raises = [first, event(orgId), event(orgId)].map((one) => store().raiseAlert(one));
		expect((await Promise.all(raises)).filter(Boolean)).toHaveLength(1);
		expect(
			await store().raiseAlert(
				event(orgId, { target: { kind: 'subscription', id: 'sub_2', name: 'B' } }),
			),
		).toBe(true);
		expect(await store().raiseAlert(event(orgId, { kind: 'subscription_disabled' }))).toBe(true);
		const open = async () => (await store().openAlertEvents()).filter((one) => one.orgId === orgId);
		expect(await open()).toHaveLength(3);
		const [known] = (await open()).filter(
			({ kind, target }) => kind === 'subscription_failing' && target.id === 'sub_1',
		);
		await store().resolveAlert(orgId, known?.id ?? '', at + 9, ended);
		expect(await open()).toHaveLength(2);
		const again = event(orgId, { at: at + 10 });
		expect(await store().raiseAlert(again)).toBe(true);
		const { items } = await store().listAlertEvents(orgId, page({ since: at + 10 }));
		expect(items).toEqual([again]);
		const all = (await store().listAlertEvents(orgId, page())).items;
		expect(all.find(({ id }) => id === known?.id)).toMatchObject({
			resolvedAt: at + 9,
			resolution: ended,
		});
	});

	it('gives what is due to one claimer, and again when that one is gone', async () => {
		const orgId = newId('org');
		const wanting = alert(orgId);
		await store().putAlert(wanting);
		await store().putAlert(alert(orgId, { enabled: false }));
		await store().putAlert(alert(orgId, { kinds: ['source_silent'] }));
		const raised = event(orgId);
		await store().raiseAlert(raised);
		await reopen();
		expect(await claim(orgId, at - 1)).toEqual([]);
		const claims = await Promise.all([claim(orgId), claim(orgId), claim(orgId)]);
		expect(claims.flat()).toEqual([
			{ alertId: wanting.id, event: raised, phase: 'raised', attempts: 0 },
		]);
		expect(await claim(orgId, at + 59_999, at + 120_000)).toEqual([]);
		expect(await claim(orgId, at + 60_000, at + 120_000)).toHaveLength(1);
	});

	it('sends again what did not arrive, and not what did', async () => {
		const orgId = newId('org');
		const wanting = alert(orgId);
		await store().putAlert(wanting);
		const raised = event(orgId);
		await store().raiseAlert(raised);
		await claim(orgId);
		const notice = { alertId: wanting.id, eventId: raised.id, phase: 'raised' } as const;
		await store().settleAlert(notice, { at: at + 1, error: 'HTTP 500', dueAt: at + 30 });
		expect(await store().getAlert(orgId, wanting.id)).toMatchObject({
			lastSentAt: null,
			lastError: 'HTTP 500',
		});
		expect(await claim(orgId, at + 29)).toEqual([]);
		expect(await claim(orgId, at + 30)).toMatchObject([{ attempts: 1 }]);
		await store().settleAlert(notice, { at: at + 31, error: null, dueAt: null });
		expect(await claim(orgId, at + 999_999)).toEqual([]);
		expect(await store().getAlert(orgId, wanting.id)).toMatchObject({
			lastSentAt: at + 31,
			lastError: null,
		});
	});

	/** Raised, and told to this alert. */
	const told = async (orgId: string, to: Alert): Promise<AlertEvent> => {
		await store().putAlert(to);
		const raised = event(orgId);
		await store().raiseAlert(raised);
		await claim(orgId);
		const notice = { alertId: to.id, eventId: raised.id, phase: 'raised' } as const;
		await store().settleAlert(notice, { at, error: null, dueAt: null });
		return raised;
	};

	it('tells once that a condition is over, and only who was told of it', async () => {
		const orgId = newId('org');
		const [hears, late] = [alert(orgId), alert(orgId)];
		const raised = await told(orgId, hears);
		await store().putAlert(late);
		expect(await claim(orgId, at + 999_999)).toEqual([]);
		await store().resolveAlert(orgId, raised.id, at + 5, ended);
		await reopen();
		const claims = await Promise.all([claim(orgId, at + 5), claim(orgId, at + 5)]);
		expect(claims.flat()).toEqual([
			{
				alertId: hears.id,
				event: { ...raised, resolvedAt: at + 5, resolution: ended },
				phase: 'resolved',
				attempts: 0,
			},
		]);
		const notice = { alertId: hears.id, eventId: raised.id, phase: 'resolved' } as const;
		await store().settleAlert(notice, { at: at + 6, error: 'HTTP 500', dueAt: at + 90 });
		expect(await claim(orgId, at + 89)).toEqual([]);
		expect(await claim(orgId, at + 90)).toMatchObject([{ phase: 'resolved', attempts: 1 }]);
		await store().settleAlert(notice, { at: at + 91, error: null, dueAt: null });
		expect(await claim(orgId, at + 999_999)).toEqual([]);
	});

	it('tells of the end after the beginning, where that was told late', async () => {
		const orgId = newId('org');
		const wanting = alert(orgId);
		await store().putAlert(wanting);
		const raised = event(orgId);
		await store().raiseAlert(raised);
		await store().resolveAlert(orgId, raised.id, at + 5, ended);
		expect(await claim(orgId, at + 5, at + 5)).toMatchObject([{ phase: 'raised' }]);
		const notice = { alertId: wanting.id, eventId: raised.id, phase: 'raised' } as const;
		await store().settleAlert(notice, { at: at + 6, error: null, dueAt: null });
		expect(await claim(orgId, at + 6)).toMatchObject([{ phase: 'resolved' }]);
	});

	it('tells nobody of the end of what was never told', async () => {
		const orgId = newId('org');
		const wanting = alert(orgId);
		await store().putAlert(wanting);
		const raised = event(orgId);
		await store().raiseAlert(raised);
		const notice = { alertId: wanting.id, eventId: raised.id, phase: 'raised' } as const;
		await store().settleAlert(notice, { at, error: 'HTTP 500', dueAt: null });
		await store().resolveAlert(orgId, raised.id, at + 5, ended);
		expect(await claim(orgId, at + 999_999)).toEqual([]);
	});

	it.each(['deleted', 'disabled'] as const)('tells no end to an alert that is %s', async (how) => {
		const orgId = newId('org');
		const gone = alert(orgId);
		const raised = await told(orgId, gone);
		if (how === 'deleted') await store().deleteAlert(orgId, gone.id);
		else await store().putAlert({ ...gone, enabled: false });
		await store().resolveAlert(orgId, raised.id, at + 5, ended);
		expect(await claim(orgId, at + 999_999)).toEqual([]);
	});

	it.each(['deleted', 'disabled'] as const)('sends nothing to an alert that is %s', async (how) => {
		const orgId = newId('org');
		const gone = alert(orgId);
		await store().putAlert(gone);
		await store().raiseAlert(event(orgId));
		if (how === 'deleted') await store().deleteAlert(orgId, gone.id);
		else await store().putAlert({ ...gone, enabled: false });
		expect(await claim(orgId, at + 999_999)).toEqual([]);
	});

	it('forgets conditions that are long over, and no other', async () => {
		const orgId = newId('org');
		const [over, lasting] = [event(orgId), event(orgId, { kind: 'source_silent' })];
		await store().raiseAlert(over);
		await store().raiseAlert(lasting);
		await store().resolveAlert(orgId, over.id, at + 5, ended);
		const forget = async (before: number) => {
			while (await store().retain({ ...keepAll, alertEventsBefore: before }, 100));
			return (await store().listAlertEvents(orgId, page())).items.length;
		};
		expect(await forget(at + 5)).toBe(2);
		expect(await forget(at + 6)).toBe(1);
	});
};
