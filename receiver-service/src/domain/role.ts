import { type Role, type Scope, scopes } from './types.ts';

/** What each role may do. */
export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
	viewer: ['read'],
	editor: ['read', 'subscribe', 'publish', 'call'],
	owner: scopes,
};
