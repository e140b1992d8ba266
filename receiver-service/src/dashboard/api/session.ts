import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { storage } from '../text/kept.ts';
import { answer, api, keepCsrfToken } from './client.ts';
import type { components } from './schema.ts';

export type Session = components['schemas']['Session'];
export type Scope = Session['scopes'][number];

export const sessionKey = ['session'] as const;

const hint = 'voicehooks.signed_in';

/** Whether somebody may be signed in: a stranger's browser need not ask only to be refused. */
export const maybeSignedIn = (): boolean => {
	const kept = storage();
	return kept === null || kept.getItem(hint) !== null;
};

export const forgetSession = (): void => {
	keepCsrfToken(null);
	storage()?.removeItem(hint);
};

/** A session learned here signs what follows. */
export const keepSession = (session: Session): Session => {
	keepCsrfToken(session.csrf_token);
	storage()?.setItem(hint, 'yes');
	return session;
};

export const useSessionQuery = () =>
	useQuery({
		queryKey: sessionKey,
		queryFn: async () => keepSession(await answer(api.GET('/v1/session'))),
		staleTime: Number.POSITIVE_INFINITY,
		refetchOnWindowFocus: false,
		enabled: maybeSignedIn,
	});

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only inside the shell, where somebody is. */
export const useSession = (): Session => {
	const session = useContext(SessionContext);
	if (session === null) throw new Error('Nobody is signed in.');
	return session;
};

/** `const can = useCan()`, then `can('admin')`: what the member may do is shown, the rest is not. */
export const useCan = (): ((scope: Scope) => boolean) => {
	const { scopes } = useSession();
	return useCallback((scope) => scopes.includes(scope), [scopes]);
};

/** Ends the session here and at the service. */
export const useSignOut = (): (() => Promise<void>) => {
	const client = useQueryClient();
	return useCallback(async () => {
		await answer(api.DELETE('/v1/session'));
		forgetSession();
		client.clear();
		globalThis.location.assign('/sign-in');
	}, [client]);
};
