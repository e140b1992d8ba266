import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { Badge } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey } from '../../vendor/query.ts';
import { secretTexts } from './secret-texts.ts';

const setToken = (id: string, api_token: string | null) =>
	answer(api.PATCH('/v1/sources/{id}', { params: { path: { id } }, body: { api_token } }));

const RemoveConfirm = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
	const t = useText(secretTexts);
	const remove = useAct(() => setToken(id, null), {
		changes: [sourcesKey],
		done: t.tokenRemoved,
		onDone: onClose,
	});
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.tokenRemoveTitle}
			action={t.tokenRemove}
			busy={remove.isPending}
			onConfirm={() => remove.mutate(undefined)}
		>
			<p>{t.tokenRemoveSays}</p>
		</Confirm>
	);
};

/** The vendor's own API key: written here, never read back. */
export const TokenCard = ({ source }: { readonly source: Source }) => {
	const t = useText(secretTexts);
	const [token, setText] = useState('');
	const [removing, setRemoving] = useState(false);
	const save = useAct((text: string) => setToken(source.id, text), {
		changes: [sourcesKey],
		done: t.tokenSaved,
		onDone: () => setText(''),
		quiet: true,
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate(token.trim());
	};
	return (
		<Card
			title={t.token}
			actions={
				<Badge tone={source.has_api_token ? 'good' : 'calm'}>
					{source.has_api_token ? t.tokenSet : t.tokenNone}
				</Badge>
			}
		>
			<p>{t.tokenSays}</p>
			<form className="form" onSubmit={submit}>
				<TextField
					label={t.tokenField}
					type="password"
					autoComplete="new-password"
					required
					value={token}
					onChange={setText}
					error={fieldError(save.error, 'api_token') ?? save.error?.message}
				/>
				<div className="form-actions">
					{source.has_api_token ? (
						<Button kind="danger" onClick={() => setRemoving(true)}>
							{t.tokenRemove}
						</Button>
					) : null}
					<Button type="submit" busy={save.isPending} disabled={token.trim() === ''}>
						{t.tokenSave}
					</Button>
				</div>
			</form>
			{removing ? <RemoveConfirm id={source.id} onClose={() => setRemoving(false)} /> : null}
		</Card>
	);
};
