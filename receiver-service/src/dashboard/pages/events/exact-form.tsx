import { type FormEvent, useState } from 'react';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { useText } from '../../text/texts.ts';
import { type Exact, noExact } from './search.ts';
import { eventsTexts } from './texts.ts';

/** Searching for one call, candidate or person; sent in a body, never in an address. */
export const ExactForm = ({
	value,
	fault,
	onSearch,
}: {
	readonly value: Exact;
	readonly fault: Error | null;
	readonly onSearch: (exact: Exact) => void;
}) => {
	const t = useText(eventsTexts);
	const [typed, setTyped] = useState(value);
	const [opened] = useState(value !== noExact);
	const set = (name: keyof Exact) => (text: string) => setTyped({ ...typed, [name]: text });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		onSearch(typed);
	};
	const clear = () => {
		setTyped(noExact);
		onSearch(noExact);
	};
	return (
		<details className="disclosure" open={opened}>
			<summary>{t.more}</summary>
			<form className="form" onSubmit={submit}>
				<div className="filters filters-top">
					<TextField
						label={t.phone}
						hint={t.phoneHint}
						type="tel"
						value={typed.phone}
						onChange={set('phone')}
						error={fieldError(fault, 'phone')}
					/>
					<TextField
						label={t.email}
						value={typed.email}
						onChange={set('email')}
						error={fieldError(fault, 'email')}
					/>
					<TextField label={t.callId} value={typed.call_id} onChange={set('call_id')} />
					<TextField
						label={t.candidateId}
						value={typed.candidate_id}
						onChange={set('candidate_id')}
					/>
				</div>
				<div className="row">
					<Button kind="primary" type="submit">
						{t.search}
					</Button>
					<Button onClick={clear}>{t.clear}</Button>
				</div>
			</form>
		</details>
	);
};
