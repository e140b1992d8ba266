import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useCan, useSession } from '../../api/session.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Menu } from '../../components/menu.tsx';
import { Page } from '../../components/page.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { EditDialog, InviteDialog } from './edit.tsx';
import { LinkDialog, type SignInLink } from './link.tsx';
import { type Member, membersKey } from './member.ts';
import { memberTexts, roleTexts } from './texts.ts';

type Doing =
	| { readonly kind: 'invite' }
	| { readonly kind: 'edit' | 'remove'; readonly member: Member }
	| { readonly kind: 'link'; readonly link: SignInLink };

const RemoveMember = ({
	member,
	onClose,
}: {
	readonly member: Member;
	readonly onClose: () => void;
}) => {
	const t = useText(memberTexts);
	const remove = useAct(
		() => answer(api.DELETE('/v1/members/{id}', { params: { path: { id: member.id } } })),
		{ changes: [membersKey], done: t.removed, onDone: onClose },
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.removeOf(member.name)}
			action={t.remove}
			busy={remove.isPending}
			onConfirm={() => remove.mutate(undefined)}
		>
			{t.removeSays}
		</Confirm>
	);
};

const useColumns = (begin: (doing: Doing) => void): readonly Column<Member>[] => {
	const t = useText(memberTexts);
	const roles = useText(roleTexts);
	const { relative } = useFormat();
	const { member: self } = useSession();
	const mayChange = useCan()('admin');
	const link = useAct(
		(member: Member) =>
			answer(api.POST('/v1/members/{id}/sign-in-link', { params: { path: { id: member.id } } })),
		{ onDone: (made, { name }) => begin({ kind: 'link', link: { name, ...made } }) },
	);
	const acts: Column<Member> = {
		name: t.acts,
		kind: 'action',
		hideName: true,
		cell: (member) => (
			<Menu
				trigger={<IconButton label={t.more(member.name)} icon="more" small />}
				items={[
					{ label: t.edit, onSelect: () => begin({ kind: 'edit', member }) },
					{ label: t.link, onSelect: () => link.mutate(member) },
					{ label: t.remove, onSelect: () => begin({ kind: 'remove', member }) },
				]}
			/>
		),
	};
	return [
		{
			name: t.name,
			cell: (member) => (
				<span className="strong break">
					{member.name}
					{member.id === self.id ? <span className="soft"> ({t.you})</span> : null}
				</span>
			),
		},
		{ name: t.email, cell: ({ email }) => <span className="break">{email ?? '–'}</span> },
		{
			name: t.role,
			cell: ({ role }) => (
				<Badge dot={false} tone={role === 'owner' ? 'accent' : 'calm'}>
					{roles[role]}
				</Badge>
			),
		},
		{
			name: t.lastSeen,
			cell: ({ invited, last_seen_at }) =>
				invited || last_seen_at === null ? (
					<Badge tone="warn">{t.invited}</Badge>
				) : (
					relative(last_seen_at, Date.now())
				),
		},
		...(mayChange ? [acts] : []),
	];
};

const Members = () => {
	const t = useText(memberTexts);
	const [doing, setDoing] = useState<Doing | null>(null);
	const stop = () => setDoing(null);
	const mayChange = useCan()('admin');
	const columns = useColumns(setDoing);
	const pages = usePages(membersKey, (cursor) =>
		answer(api.GET('/v1/members', { params: { query: { cursor } } })),
	);
	return (
		<Page
			title={t.title}
			intro={t.intro}
			actions={
				mayChange ? (
					<Button kind="primary" icon="plus" onClick={() => setDoing({ kind: 'invite' })}>
						{t.invite}
					</Button>
				) : null
			}
		>
			<Table
				label={t.title}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.empty}
				pages={pages}
			/>
			{doing?.kind === 'invite' ? (
				<InviteDialog onClose={stop} onInvited={(link) => setDoing({ kind: 'link', link })} />
			) : null}
			{doing?.kind === 'edit' ? <EditDialog member={doing.member} onClose={stop} /> : null}
			{doing?.kind === 'remove' ? <RemoveMember member={doing.member} onClose={stop} /> : null}
			{doing?.kind === 'link' ? <LinkDialog link={doing.link} onClose={stop} /> : null}
		</Page>
	);
};

export default Members;
