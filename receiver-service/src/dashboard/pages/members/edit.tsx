import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import type { SignInLink } from './link.tsx';
import { type Member, membersKey, type Role, roleOptions } from './member.ts';
import { memberTexts, roleTexts } from './texts.ts';

type Asked = { readonly name: string; readonly role: Role };

const MemberForm = ({
	fault,
	busy,
	action,
	first,
	onSubmit,
	children,
}: {
	readonly fault: Error | null;
	readonly busy: boolean;
	readonly action: string;
	readonly first: Asked;
	readonly onSubmit: (asked: Asked) => void;
	readonly children?: React.ReactNode;
}) => {
	const t = useText(memberTexts);
	const roles = useText(roleTexts);
	const [name, setName] = useState(first.name);
	const [role, setRole] = useState<Role>(first.role);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		onSubmit({ name, role });
	};
	return (
		<form className="form" onSubmit={submit}>
			{fault === null ? null : <Notice tone="bad">{fault.message}</Notice>}
			{children}
			<TextField
				label={t.name}
				value={name}
				onChange={setName}
				optional={first.name === ''}
				required={first.name !== ''}
				error={fieldError(fault, 'name')}
			/>
			<RadioGroup label={t.role} options={roleOptions(roles)} value={role} onChange={setRole} />
			<div className="form-actions">
				<Button kind="primary" type="submit" busy={busy}>
					{action}
				</Button>
			</div>
		</form>
	);
};

type Closing = { readonly onClose: () => void };

export const InviteDialog = ({
	onClose,
	onInvited,
}: Closing & { readonly onInvited: (link: SignInLink) => void }) => {
	const t = useText(memberTexts);
	const [email, setEmail] = useState('');
	const invite = useAct(
		({ name, role }: Asked) =>
			answer(
				api.POST('/v1/members', {
					body: { email, role, ...(name === '' ? {} : { name }) },
				}),
			),
		{
			changes: [membersKey],
			quiet: true,
			onDone: (member) => {
				onClose();
				onInvited({
					name: member.name,
					url: member.sign_in_url,
					expires_at: member.sign_in_expires_at,
				});
			},
		},
	);
	return (
		<Dialog open onClose={onClose} title={t.invite}>
			<MemberForm
				fault={invite.error}
				busy={invite.isPending}
				action={t.sendInvitation}
				first={{ name: '', role: 'viewer' }}
				onSubmit={(asked) => invite.mutate(asked)}
			>
				<TextField
					label={t.email}
					type="email"
					required
					value={email}
					onChange={setEmail}
					error={fieldError(invite.error, 'email')}
				/>
			</MemberForm>
		</Dialog>
	);
};

export const EditDialog = ({ member, onClose }: Closing & { readonly member: Member }) => {
	const t = useText(memberTexts);
	const edit = useAct(
		(asked: Asked) =>
			answer(api.PATCH('/v1/members/{id}', { params: { path: { id: member.id } }, body: asked })),
		{ changes: [membersKey], done: t.saved, quiet: true, onDone: onClose },
	);
	return (
		<Dialog open onClose={onClose} title={t.editOf(member.name)}>
			<MemberForm
				fault={edit.error}
				busy={edit.isPending}
				action={t.save}
				first={{ name: member.name, role: member.role }}
				onSubmit={(asked) => edit.mutate(asked)}
			/>
		</Dialog>
	);
};
