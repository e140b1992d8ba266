/** Another process has this database open. */
export class StoreLockedError extends Error {
	override readonly name = 'StoreLockedError';

	constructor(file: string, options?: ErrorOptions) {
		super(
			`Another process is using the database ${file}. Stop it first, or choose another DATABASE_URL.`,
			options,
		);
	}
}

/** The database was written by a newer version of this program, or cannot be brought up to date. */
export class StoreVersionError extends Error {
	override readonly name = 'StoreVersionError';
}

/** The refusal of a schema from the future. */
export const newerSchema = (found: number, known: number): StoreVersionError =>
	new StoreVersionError(
		`The database has schema version ${found}, but this program knows only up to ${known}. Start the newer version of the program.`,
	);
