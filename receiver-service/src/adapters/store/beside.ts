import { existsSync } from 'node:fs';
import type { Member, SignInLink } from '../../domain/types.ts';
import { databaseFile } from './open.ts';

/** The little of a store that may be used while a service has it: its members and their links. */
export type Beside = {
	/** Of every organisation, the oldest first. */
	readonly members: () => Promise<readonly Member[]>;
	readonly addSignInLink: (link: SignInLink) => Promise<void>;
	readonly close: () => Promise<void>;
};

/**
 * Opens a database beside the service that runs on it, or while none does. It must have been
 * started once: this makes no database and changes no schema.
 */
export const openBeside = async (databaseUrl: string): Promise<Beside> => {
	if (!databaseUrl.startsWith('file:')) {
		const { openPostgresBeside } = await import('./postgres/beside.ts');
		return openPostgresBeside(databaseUrl);
	}
	const file = databaseFile(databaseUrl);
	if (!existsSync(file)) throw new Error(`There is no database ${file}: run npm start first.`);
	const { openSqliteBeside } = await import('./sqlite/beside.ts');
	return openSqliteBeside(file);
};
