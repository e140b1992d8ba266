import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { fieldError, ProblemError } from '../../api/problem.ts';
import { keepSession, sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Copyable } from '../../components/copy.tsx';
import { TextField } from '../../components/field.tsx';
import { Loading, Notice } from '../../components/state.tsx';
import { Brand } from '../../shell/brand.tsx';
import { useText } from '../../text/texts.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { nextPlace } from './next.ts';
import { signInTexts } from './texts.ts';

/** The token is used once, and leaves the address bar and the history at once. */
const takeToken = (): string | null => {
	const token = location.hash.slice(1);
	if (token === '') return null;
	history.replaceState(null, '', location.pathname + location.search);
	return token;
};

const codeOf = (fault: Error | null): string | null =>
	fault instanceof ProblemError ? fault.problem.code : null;

const AskForLink = () => {
	const t = useText(signInTexts);
	const [email, setEmail] = useState('');
	const ask = useMutation({
		mutationFn: (to: string) => answer(api.POST('/v1/sign-in-links', { body: { email: to } })),
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		ask.mutate(email);
	};
	if (ask.isSuccess) return <Notice tone="good">{t.sent}</Notice>;
	if (codeOf(ask.error) === 'email_not_configured') {
		return (
			<Notice tone="warn">
				<div className="stack-small">
					<span>{t.noEmail}</span>
					<Copyable text={`npm run sign-in -- ${email}`} what={t.command} />
				</div>
			</Notice>
		);
	}
	const wrong = fieldError(ask.error, 'email');
	return (
		<form className="form" onSubmit={submit}>
			<p className="soft">{t.intro}</p>
			<TextField
				label={t.email}
				type="email"
				name="email"
				autoComplete="email"
				required
				value={email}
				onChange={setEmail}
				error={wrong}
			/>
			{ask.error !== null && wrong === undefined ? (
				<Notice tone="bad">{ask.error.message}</Notice>
			) : null}
			<Button kind="primary" type="submit" busy={ask.isPending}>
				{t.send}
			</Button>
			<p className="small soft">{t.firstTime}</p>
		</form>
	);
};

const useSignIn = () => {
	const client = useQueryClient();
	const [, go] = useLocation();
	return useMutation({
		mutationFn: (token: string) => answer(api.POST('/v1/session', { body: { token } })),
		onSuccess: (session) => {
			client.clear();
			client.setQueryData(sessionKey, keepSession(session));
			go(nextPlace(location.search), { replace: true });
		},
	});
};

const SignIn = () => {
	const t = useText(signInTexts);
	const signIn = useSignIn();
	const begun = useRef(false);
	const { mutate } = signIn;
	useEffect(() => {
		document.title = `${t.title} · voicehooks`;
	}, [t]);
	useEffect(() => {
		const begin = () => {
			const token = takeToken();
			if (token !== null) mutate(token);
		};
		if (!begun.current) begin();
		begun.current = true;
		// A link pasted into a tab that is already here changes only the fragment.
		addEventListener('hashchange', begin);
		return () => removeEventListener('hashchange', begin);
	}, [mutate]);
	return (
		<main className="narrow">
			<Brand />
			<div className="card">
				<h1>{t.title}</h1>
				{signIn.isPending || signIn.isSuccess ? (
					<Loading />
				) : (
					<>
						{signIn.error === null ? null : (
							<Notice tone="bad">
								{codeOf(signIn.error) === 'sign_in_link_invalid'
									? t.linkInvalid
									: signIn.error.message}
							</Notice>
						)}
						<AskForLink />
					</>
				)}
			</div>
			<LanguageSwitch />
		</main>
	);
};

export default SignIn;
