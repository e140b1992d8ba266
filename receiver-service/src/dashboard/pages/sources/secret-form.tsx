import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import {
	messagesKey,
	receiptsKey,
	type Source,
	sourcesKey,
	type Vendor,
} from '../../vendor/query.ts';
import { secretTexts } from './secret-texts.ts';

/** Pastes a secret. What was rejected for want of it is verified again. */
export const SecretForm = ({
	source,
	vendor,
	action,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
	/** What the button says. */
	readonly action: string;
}) => {
	const t = useText(secretTexts);
	const [secret, setSecret] = useState('');
	const add = useAct(
		(signing_secret: string) =>
			answer(
				api.PATCH('/v1/sources/{id}', {
					params: { path: { id: source.id } },
					body: { signing_secret },
				}),
			),
		{
			changes: [sourcesKey, receiptsKey, messagesKey],
			done: ({ recovered_messages }) => t.added(recovered_messages),
			onDone: () => setSecret(''),
			quiet: true,
		},
	);
	const error = fieldError(add.error, 'signing_secret');
	const submit = (event: FormEvent) => {
		event.preventDefault();
		add.mutate(secret.trim());
	};
	return (
		<form className="form" onSubmit={submit}>
			{add.error === null || error !== undefined ? null : (
				<Notice tone="bad">{add.error.message}</Notice>
			)}
			<TextField
				label={t.secret}
				hint={t.paste(vendor.name)}
				type="password"
				autoComplete="new-password"
				required
				value={secret}
				onChange={setSecret}
				error={error}
			/>
			<div className="form-actions">
				<Button type="submit" busy={add.isPending} disabled={secret.trim() === ''}>
					{action}
				</Button>
			</div>
		</form>
	);
};
