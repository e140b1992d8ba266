import type { AuditEntry } from '../../../../receiver-service/src/domain/types.ts';
import type { AuditQuery } from '../../../../receiver-service/src/ports.ts';
import { keepAll } from '../../../support/retention-limits.ts';
import { at, newId, page } from '../builders.ts';
import type { Subject } from '../conformance.ts';

const entryOf = (orgId: string, fields: Partial<AuditEntry> = {}): AuditEntry => ({
	id: newId('aud'),
	orgId,
	at,
	actor: { kind: 'member', id: newId('mem'), name: 'Camille' },
	action: 'subscription.create',
	target: { kind: 'subscription', id: newId('sub'), name: null },
	address: '192.0.2.1',
	...fields,
});
const everything = (orgId: string): AuditQuery => ({
	orgId,
	action: null,
	actorId: null,
	targetId: null,
});

/** What was done, by whom. */
export const auditLogConforms = ({ store, reopen }: Subject): void => {
	const idsOf = async (query: AuditQuery, options = page()) =>
		(await store().listAuditLog(query, options)).items.map(({ id }) => id);

	it('is kept as it was written, newest first', async () => {
		const orgId = newId('org');
		const entries = [
			entryOf(orgId),
			entryOf(orgId, {
				actor: { kind: 'system', id: null, name: 'voicehooks' },
				target: null,
				address: null,
				at: at + 1,
			}),
		];
		for (const entry of entries) await store().addAuditEntry(entry);
		await store().addAuditEntry(entryOf(newId('org')));
		await reopen();
		expect(await store().listAuditLog(everything(orgId), page())).toEqual({
			items: entries.toReversed(),
			hasMore: false,
		});
		const first = await store().listAuditLog(everything(orgId), page({ limit: 1 }));
		expect([first.items, first.hasMore]).toEqual([[entries[1]], true]);
		expect(await idsOf(everything(orgId), page({ after: entries[1]?.id ?? '' }))).toEqual([
			entries[0]?.id,
		]);
	});

	it('takes an entry once, however often it is written', async () => {
		const entry = entryOf(newId('org'));
		await store().addAuditEntry(entry);
		await store().addAuditEntry(entry);
		expect(await idsOf(everything(entry.orgId))).toEqual([entry.id]);
	});

	it('is searched by action, actor, target and time', async () => {
		const orgId = newId('org');
		const one = entryOf(orgId);
		const other = entryOf(orgId, { action: 'key.revoke', at: at + 10 });
		for (const entry of [one, other]) await store().addAuditEntry(entry);
		const all = everything(orgId);
		expect(await idsOf({ ...all, action: 'key.revoke' })).toEqual([other.id]);
		expect(await idsOf({ ...all, actorId: one.actor.id })).toEqual([one.id]);
		expect(await idsOf({ ...all, targetId: one.target?.id ?? '' })).toEqual([one.id]);
		expect(await idsOf({ ...all, action: 'key.revoke', actorId: one.actor.id })).toEqual([]);
		expect(await idsOf(all, page({ since: at + 10 }))).toEqual([other.id]);
		expect(await idsOf(all, page({ until: at + 10 }))).toEqual([one.id]);
	});

	it('forgets what is too old', async () => {
		const orgId = newId('org');
		const entries = [entryOf(orgId, { at: at - 1 }), entryOf(orgId), entryOf(orgId)];
		for (const entry of entries) await store().addAuditEntry(entry);
		while (await store().retain({ ...keepAll, auditBefore: at }, 1));
		expect(await idsOf(everything(orgId))).toEqual([entries[2]?.id, entries[1]?.id]);
	});
};
