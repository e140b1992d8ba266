import type { Member, SignInLink } from '../../../../receiver-service/src/domain/types.ts';
import { keepAll } from '../../../support/retention-limits.ts';
import { at, newHash, newId, page } from '../builders.ts';
import type { Subject } from '../conformance.ts';

const hour = 3_600_000;

const newMember = (orgId: string, fields: Partial<Member> = {}): Member => ({
	id: newId('mem'),
	orgId,
	email: `${newHash().slice(0, 12)}@example.com`,
	name: 'Camille',
	role: 'editor',
	createdAt: at,
	lastSeenAt: null,
	...fields,
});
const linkOf = ({ id, orgId }: Member, fields: Partial<SignInLink> = {}): SignInLink => ({
	hash: newHash(),
	orgId,
	memberId: id,
	createdAt: at,
	expiresAt: at + 24 * hour,
	...fields,
});
const newSession = (createdAt = at) => ({ id: newId('ses'), hash: newHash(), createdAt });

/** Who signs in, and by what. */
export const membersConform = ({ store, reopen }: Subject): void => {
	const add = async (orgId: string, fields: Partial<Member> = {}): Promise<Member> => {
		const member = newMember(orgId, fields);
		expect(await store().createMember(member)).toBe(true);
		return member;
	};
	const signIn = async (member: Member, createdAt = at) => {
		const link = linkOf(member);
		await store().addSignInLink(link);
		const begun = await store().redeemSignInLink(link.hash, newSession(createdAt));
		if (begun === null) throw new Error('The link did not work.');
		return begun.session;
	};

	describe('members', () => {
		it('are kept, and listed by organisation', async () => {
			const orgId = newId('org');
			const first = await add(orgId, { role: 'owner', email: null });
			const second = await add(orgId, { createdAt: at + 1, lastSeenAt: at + 2 });
			await add(newId('org'));
			await reopen();
			expect(await store().getMember(orgId, second.id)).toEqual(second);
			expect(await store().listMembers(orgId, page({ order: 'asc' }))).toEqual({
				items: [first, second],
				hasMore: false,
			});
			expect((await store().listMembers(orgId, page({ limit: 1 }))).items).toEqual([second]);
			expect((await store().listMembers(orgId, page({ since: at + 1 }))).items).toEqual([second]);
		});

		it('have an e-mail address of their own within their organisation', async () => {
			const [orgId, other] = [newId('org'), newId('org')];
			const { email } = await add(orgId);
			expect(await store().createMember(newMember(orgId, { email }))).toBe(false);
			const abroad = await add(other, { email });
			expect((await store().membersByEmail(email ?? '')).map(({ orgId: of }) => of)).toEqual([
				orgId,
				other,
			]);
			const namesake = await add(other);
			expect(await store().changeMember(other, namesake.id, { email })).toEqual({
				kind: 'email_taken',
			});
			expect((await store().changeMember(other, abroad.id, { email })).kind).toBe('changed');
		});

		it('change, but only within their organisation', async () => {
			const orgId = newId('org');
			const member = await add(orgId);
			const changed = { ...member, name: 'Dominique', role: 'viewer' as const };
			expect(
				await store().changeMember(orgId, member.id, { name: 'Dominique', role: 'viewer' }),
			).toEqual({ kind: 'changed', member: changed });
			expect(await store().getMember(orgId, member.id)).toEqual(changed);
			for (const [of, id] of [
				[newId('org'), member.id],
				[orgId, newId('mem')],
			] as const) {
				expect(await store().changeMember(of, id, { name: 'x' })).toEqual({ kind: 'gone' });
				expect(await store().deleteMember(of, id)).toEqual({ kind: 'gone' });
				expect(await store().getMember(of, id)).toBeNull();
			}
		});

		it('never leave their organisation without an owner', async () => {
			const orgId = newId('org');
			const owner = await add(orgId, { role: 'owner' });
			await add(newId('org'), { role: 'owner' });
			await add(orgId);
			expect(await store().changeMember(orgId, owner.id, { role: 'editor' })).toEqual({
				kind: 'last_owner',
			});
			expect(await store().deleteMember(orgId, owner.id)).toEqual({ kind: 'last_owner' });
			expect((await store().changeMember(orgId, owner.id, { name: 'O' })).kind).toBe('changed');
			const second = await add(orgId, { role: 'owner' });
			expect((await store().deleteMember(orgId, owner.id)).kind).toBe('deleted');
			expect((await store().deleteMember(orgId, second.id)).kind).toBe('last_owner');
		});

		it('keep an owner when two owners go at the same time', async () => {
			const orgId = newId('org');
			const owners = [await add(orgId, { role: 'owner' }), await add(orgId, { role: 'owner' })];
			const ends = await Promise.all([
				store().deleteMember(orgId, owners[0]?.id ?? ''),
				store().changeMember(orgId, owners[1]?.id ?? '', { role: 'viewer' }),
			]);
			expect(ends.filter(({ kind }) => kind === 'last_owner')).toHaveLength(1);
		});
	});

	describe('a sign-in link', () => {
		it('begins one session, whoever else tries at the same time', async () => {
			const member = await add(newId('org'));
			const link = linkOf(member);
			await store().addSignInLink(link);
			const begun = await Promise.all(
				Array.from({ length: 8 }, () => store().redeemSignInLink(link.hash, newSession(at + 5))),
			);
			const [only, ...others] = begun.filter((one) => one !== null);
			expect(others).toEqual([]);
			expect(only?.member).toEqual({ ...member, lastSeenAt: at + 5 });
			expect(await store().getSession(only?.session.hash ?? '')).toEqual(only);
			await reopen();
			expect(await store().getSession(only?.session.hash ?? '')).toEqual(only);
			expect(await store().redeemSignInLink(link.hash, newSession())).toBeNull();
		});

		it('does nothing when it has ended or nobody made it', async () => {
			const member = await add(newId('org'));
			const link = linkOf(member, { expiresAt: at + hour });
			await store().addSignInLink(link);
			expect(await store().redeemSignInLink(link.hash, newSession(at + hour))).toBeNull();
			expect(await store().redeemSignInLink(newHash(), newSession())).toBeNull();
			expect(await store().redeemSignInLink(link.hash, newSession(at + hour - 1))).not.toBeNull();
		});
	});

	describe('a session', () => {
		it('shows its member as they are now, and when they were there last', async () => {
			const member = await add(newId('org'));
			const session = await signIn(member);
			await store().changeMember(member.orgId, member.id, { role: 'viewer' });
			await store().touchSession(session.hash, at + hour);
			expect(await store().getSession(session.hash)).toEqual({
				session: { ...session, lastSeenAt: at + hour },
				member: { ...member, role: 'viewer', lastSeenAt: at + hour },
			});
		});

		it('ends once', async () => {
			const session = await signIn(await add(newId('org')));
			expect(await store().deleteSession(session.hash)).toBe(true);
			expect(await store().deleteSession(session.hash)).toBe(false);
			expect(await store().getSession(session.hash)).toBeNull();
			await store().touchSession(session.hash, at);
			expect(await store().getSession(session.hash)).toBeNull();
		});

		it('ends with its member, and so do their links', async () => {
			const orgId = newId('org');
			const [member, other] = [await add(orgId), await add(orgId)];
			const sessions = [await signIn(member), await signIn(member)];
			const kept = await signIn(other);
			const link = linkOf(member);
			await store().addSignInLink(link);
			expect((await store().deleteMember(orgId, member.id)).kind).toBe('deleted');
			for (const { hash } of sessions) expect(await store().getSession(hash)).toBeNull();
			expect(await store().redeemSignInLink(link.hash, newSession())).toBeNull();
			expect(await store().getSession(kept.hash)).not.toBeNull();
		});
	});

	it('links and sessions that have ended are swept, others stay', async () => {
		const member = await add(newId('org'));
		const links = [linkOf(member, { expiresAt: at }), linkOf(member, { expiresAt: at + hour })];
		for (const link of links) await store().addSignInLink(link);
		const [old, unused, live] = [
			await signIn(member, at - 90 * 24 * hour),
			await signIn(member, at - 31 * 24 * hour),
			await signIn(member, at - 31 * 24 * hour),
		];
		for (const { hash } of [old, live]) await store().touchSession(hash, at - hour);
		const limits = {
			...keepAll,
			signInLinksBefore: at + 1,
			sessionsUsedBefore: at - 30 * 24 * hour,
			sessionsBegunBefore: at - 80 * 24 * hour,
		};
		while (await store().retain(limits, 1));
		const redeemed = links.map(({ hash }) => store().redeemSignInLink(hash, newSession(at - hour)));
		expect((await Promise.all(redeemed)).map((one) => one !== null)).toEqual([false, true]);
		const found = [old, unused, live].map(({ hash }) => store().getSession(hash));
		expect((await Promise.all(found)).map((one) => one !== null)).toEqual([false, false, true]);
	});
};
