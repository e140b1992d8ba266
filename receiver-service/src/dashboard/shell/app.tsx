import { type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { onSignedOut } from '../api/client.ts';
import { ProblemError } from '../api/problem.ts';
import { queryClient } from '../api/query.ts';
import {
	forgetSession,
	maybeSignedIn,
	SessionContext,
	sessionKey,
	useCan,
	useSessionQuery,
} from '../api/session.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Failed, Loading } from '../components/state.tsx';
import { pages, signInPage as SignIn } from '../routes.ts';
import { useText } from '../text/texts.ts';
import { Boundary } from './boundary.tsx';
import { Shell } from './shell.tsx';
import { shellTexts } from './texts.ts';

const NotFound = () => {
	const t = useText(shellTexts);
	return (
		<Page title={t.notFound} intro={t.notFoundIntro}>
			<div>
				<ButtonLink href="/">{t.home}</ButtonLink>
			</div>
		</Page>
	);
};

const Broken = () => {
	const t = useText(shellTexts);
	return (
		<Page title={t.broken}>
			<div>
				<Button onClick={() => location.reload()}>{t.reload}</Button>
			</div>
		</Page>
	);
};

const Views = () => {
	const can = useCan();
	const [place] = useLocation();
	return (
		<Boundary place={place} broken={<Broken />}>
			<Suspense fallback={<Loading />}>
				<Switch>
					{pages
						.filter(({ scope }) => scope === undefined || can(scope))
						.map(({ path, page }) => (
							<Route key={path} path={path} component={page} />
						))}
					<Route>
						<NotFound />
					</Route>
				</Switch>
			</Suspense>
		</Boundary>
	);
};

const signInAgain = (fault: Error): boolean =>
	fault instanceof ProblemError && fault.problem.status === 401;

/** Who is not signed in goes to sign in, and comes back to where they wanted to go. */
const Signed = ({ children }: { readonly children: ReactNode }) => {
	const [place] = useLocation();
	const search = useSearch();
	const session = useSessionQuery();
	useEffect(() => onSignedOut(() => void queryClient.resetQueries({ queryKey: sessionKey })), []);
	const refused = session.error !== null && signInAgain(session.error);
	useEffect(() => {
		if (refused) forgetSession();
	}, [refused]);
	if (refused || (session.data === undefined && !maybeSignedIn())) {
		const next = search === '' ? place : `${place}?${search}`;
		return <Redirect to={`/sign-in?next=${encodeURIComponent(next)}`} replace />;
	}
	if (session.data !== undefined) {
		return <SessionContext value={session.data}>{children}</SessionContext>;
	}
	return (
		<div className="narrow">
			{session.error === null ? (
				<Loading />
			) : (
				<Failed error={session.error} retry={() => session.refetch()} />
			)}
		</div>
	);
};

export const App = () => (
	<Switch>
		<Route path="/sign-in">
			<Suspense>
				<SignIn />
			</Suspense>
		</Route>
		<Route>
			<Signed>
				<Shell>
					<Views />
				</Shell>
			</Signed>
		</Route>
	</Switch>
);
