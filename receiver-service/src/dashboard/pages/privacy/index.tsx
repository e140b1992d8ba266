import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Loaded, Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type Counts, Found, Gone, type Person } from './found.tsx';
import { privacyTexts } from './texts.ts';

type Seen = { readonly kind: 'found' | 'gone'; readonly person: Person; readonly counts: Counts };

const PersonForm = ({
	onChange,
	onFound,
}: {
	readonly onChange: () => void;
	readonly onFound: (person: Person, counts: Counts) => void;
}) => {
	const t = useText(privacyTexts);
	const [phone, setPhone] = useState('');
	const [email, setEmail] = useState('');
	const preview = useAct(
		(person: Person) => answer(api.POST('/v1/personal-data/preview', { body: person })),
		{ quiet: true, onDone: (counts, person) => onFound(person, counts) },
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		preview.mutate({
			...(phone.trim() === '' ? {} : { phone: phone.trim() }),
			...(email.trim() === '' ? {} : { email: email.trim() }),
		});
	};
	return (
		<form className="form" onSubmit={submit} onChange={onChange}>
			<p className="soft">{t.both}</p>
			{preview.error === null ? null : <Notice tone="bad">{preview.error.message}</Notice>}
			<TextField
				label={t.phone}
				hint={t.phoneHint}
				type="tel"
				value={phone}
				onChange={setPhone}
				error={fieldError(preview.error, 'phone')}
			/>
			<TextField
				label={t.email}
				type="email"
				value={email}
				onChange={setEmail}
				error={fieldError(preview.error, 'email')}
			/>
			<div className="form-actions">
				<Button
					kind="primary"
					type="submit"
					busy={preview.isPending}
					disabled={phone.trim() === '' && email.trim() === ''}
				>
					{t.preview}
				</Button>
			</div>
		</form>
	);
};

const Retention = () => {
	const t = useText(privacyTexts);
	const query = useQuery({
		queryKey: ['organisation'],
		queryFn: () => answer(api.GET('/v1/organisation')),
	});
	return (
		<Card title={t.retention}>
			<Loaded query={query}>
				{({ retention_days }) => <p>{t.retentionDays(retention_days)}</p>}
			</Loaded>
			<ul className="stack-small">
				<li>
					<Link href="/settings">{t.settings}</Link>
				</li>
				<li>
					<Link href="/audit">{t.audit}</Link>
				</li>
			</ul>
		</Card>
	);
};

const Privacy = () => {
	const t = useText(privacyTexts);
	const [seen, setSeen] = useState<Seen | null>(null);
	return (
		<Page title={t.title} intro={t.intro}>
			<div className="columns">
				<Card title={t.person}>
					<PersonForm
						onChange={() => setSeen(null)}
						onFound={(person, counts) => setSeen({ kind: 'found', person, counts })}
					/>
				</Card>
				<div className="stack">
					{seen?.kind === 'found' ? (
						<Found
							person={seen.person}
							counts={seen.counts}
							onErased={(counts) => setSeen({ kind: 'gone', person: seen.person, counts })}
						/>
					) : null}
					{seen?.kind === 'gone' ? <Gone counts={seen.counts} /> : null}
					<Retention />
				</div>
			</div>
		</Page>
	);
};

export default Privacy;
