import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey, type Vendor } from '../../vendor/query.ts';
import { proposedName } from './source.ts';
import { connectTexts } from './texts.ts';

/** Goes on with a source that is there, or makes one: its name is proposed. */
export const Account = ({
	vendor,
	sources,
	onChosen,
}: {
	readonly vendor: Vendor;
	readonly sources: readonly Source[];
	readonly onChosen: (sourceId: string) => void;
}) => {
	const t = useText(connectTexts);
	const own = sources.filter((source) => source.vendor === vendor.id);
	const [name, setName] = useState(proposedName(sources, vendor.name));
	const create = useAct(
		() => answer(api.POST('/v1/sources', { body: { vendor: vendor.id, name } })),
		{ changes: [sourcesKey], quiet: true, onDone: ({ id }) => onChosen(id) },
	);
	const error = fieldError(create.error, 'name');
	const submit = (event: FormEvent) => {
		event.preventDefault();
		create.mutate(undefined);
	};
	return (
		<>
			{own.length === 0 ? null : (
				<>
					<p>{t.already(vendor.name)}</p>
					<div className="row">
						{own.map((source) => (
							<Button key={source.id} onClick={() => onChosen(source.id)}>
								{t.goOn(source.name)}
							</Button>
						))}
					</div>
				</>
			)}
			<form className="form" onSubmit={submit}>
				{create.error === null || error !== undefined ? null : (
					<Notice tone="bad">{create.error.message}</Notice>
				)}
				<TextField
					label={t.name}
					hint={t.nameHint}
					required
					value={name}
					onChange={setName}
					error={error}
				/>
				<div className="form-actions">
					<Button
						kind={own.length === 0 ? 'primary' : 'plain'}
						type="submit"
						busy={create.isPending}
					>
						{t.create}
					</Button>
				</div>
			</form>
		</>
	);
};
