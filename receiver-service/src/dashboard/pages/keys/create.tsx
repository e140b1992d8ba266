import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { CheckboxGroup } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type KeyScope, keysKey, scopeOptions } from './key.ts';
import { keyTexts, scopeTexts } from './texts.ts';

export const CreateDialog = ({
	onClose,
	onMade,
}: {
	readonly onClose: () => void;
	readonly onMade: (name: string, secret: string) => void;
}) => {
	const t = useText(keyTexts);
	const scopes = useText(scopeTexts);
	const [name, setName] = useState('');
	const [chosen, setChosen] = useState<readonly KeyScope[]>(['read', 'subscribe']);
	const create = useAct(
		() => answer(api.POST('/v1/keys', { body: { name, scopes: [...chosen] } })),
		{
			changes: [keysKey],
			quiet: true,
			onDone: (made) => onMade(made.name, made.api_key),
		},
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		create.mutate(undefined);
	};
	return (
		<Dialog open onClose={onClose} title={t.create}>
			<form className="form" onSubmit={submit}>
				{create.error === null ? null : <Notice tone="bad">{create.error.message}</Notice>}
				<TextField
					label={t.name}
					hint={t.nameHint}
					required
					value={name}
					onChange={setName}
					error={fieldError(create.error, 'name')}
				/>
				<CheckboxGroup
					label={t.scopes}
					options={scopeOptions(scopes)}
					values={chosen}
					onChange={setChosen}
					error={fieldError(create.error, 'scopes')}
				/>
				<div className="form-actions">
					<Button
						kind="primary"
						type="submit"
						busy={create.isPending}
						disabled={chosen.length === 0}
					>
						{t.create}
					</Button>
				</div>
			</form>
		</Dialog>
	);
};
